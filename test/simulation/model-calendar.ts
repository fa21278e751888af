/** A calendar of the model's own: days are texts, and a zone is asked of Intl. */

/** The day on which a moment falls there: 2026-03-08. */
export function dayThere(moment: number, timeZone: string): string {
  return clockThere(moment, timeZone).slice(0, 10);
}

/** The first moment of a day there, found by halving: no rule about clocks is assumed. */
export function dayBegins(day: string, timeZone: string): number {
  const key = `${day} ${timeZone}`;
  const known = beginnings.get(key) ?? beginningOf(day, timeZone);
  beginnings.set(key, known);
  return known;
}

const beginnings = new Map<string, number>();

function beginningOf(day: string, timeZone: string): number {
  const noon = Date.parse(`${day}T12:00:00Z`);
  let before = noon - 40 * 3_600_000;
  let after = noon + 40 * 3_600_000;
  while (after - before > 1000) {
    const middle = Math.floor((before + after) / 2000) * 1000;
    if (dayThere(middle, timeZone) < day) before = middle;
    else after = middle;
  }
  return after;
}

/** The day after. */
export function nextDay(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}

/** The same date so many months later, or the last day of a shorter month. */
export function monthsAfter(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  const index = year * 12 + month - 1 + months;
  const days = new Date(Date.UTC(Math.floor(index / 12), (index % 12) + 1, 0)).getUTCDate();
  return text(index, Math.min(date, days));
}

/** The first day of the month, quarter or year after a day's own. */
export function nextPeriod(day: string, period: "month" | "quarter" | "year"): string {
  const [year = 0, month = 1] = day.split("-").map(Number);
  const length = { month: 1, quarter: 3, year: 12 }[period];
  const index = year * 12 + month - 1;
  return text((Math.floor(index / length) + 1) * length, 1);
}

function text(index: number, date: number): string {
  const two = (number: number) => String(number).padStart(2, "0");
  return `${String(Math.floor(index / 12)).padStart(4, "0")}-${two((index % 12) + 1)}-${two(date)}`;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function clockThere(moment: number, timeZone: string): string {
  const known = formats.get(timeZone);
  const format =
    known ??
    new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "medium" });
  if (!known) formats.set(timeZone, format);
  return format.format(moment);
}
