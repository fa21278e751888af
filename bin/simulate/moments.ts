import { addDays, addMonths, startOfDay } from "#app/domain/calendar.ts";

const MS = { second: 1000, minute: 60_000, hour: 3_600_000 };

/** The moment a scenario writes, in the shop's time zone unless it ends in Z; a day is its noon. */
export function momentOf(text: string, timeZone: string): Date {
  if (text.endsWith("Z")) return new Date(text);
  const [day = "", time = "12:00"] = text.split("T");
  return atTime(day, { time, timeZone });
}

/** So long after: days and months keep the time of day. */
export function later(from: Date, duration: string, timeZone: string): Date {
  const [, digits = "0", unit = "second"] = /^(\d+) (\w+?)s?$/.exec(duration) ?? [];
  const count = Number(digits);
  if (unit === "second" || unit === "minute" || unit === "hour") {
    return new Date(from.getTime() + count * MS[unit]);
  }
  const local = localText(from, timeZone);
  const [day = "", time = ""] = local.split(" ");
  return atTime(moved(day, count, unit), { time, timeZone });
}

/** 2026-03-01 10:00:00, as the shop's clock shows it. */
export function localText(moment: Date, timeZone: string): string {
  const parts = new Intl.DateTimeFormat("sv-SE", {
    timeZone,
    dateStyle: "short",
    timeStyle: "medium",
  });
  return parts.format(moment);
}

function moved(day: string, count: number, unit: string): string {
  if (unit === "day") return addDays(day, count);
  if (unit === "week") return addDays(day, 7 * count);
  return addMonths(day, unit === "year" ? 12 * count : count);
}

/** Where clocks change, the hours of a day are counted on the clock, not since its beginning. */
function atTime(day: string, { time, timeZone }: { time: string; timeZone: string }): Date {
  const [hours = 0, minutes = 0, seconds = 0] = time.split(":").map(Number);
  const wanted = `${day} ${[hours, minutes, seconds].map(pad).join(":")}`;
  const sinceMidnight = hours * MS.hour + minutes * MS.minute + seconds * MS.second;
  const guess = startOfDay(day, timeZone) + sinceMidnight;
  const shown = localText(new Date(guess), timeZone);
  const off =
    Date.parse(`${shown.replace(" ", "T")}Z`) - Date.parse(`${wanted.replace(" ", "T")}Z`);
  return new Date(guess - off);
}

function pad(count: number): string {
  return String(count).padStart(2, "0");
}
