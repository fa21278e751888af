import type { LocalText } from "#app/domain/program/basics.ts";

type Days = { from: string | null; until: string | null };
export type CalendarCampaign = Days & { id: string; name: LocalText };

const DAY_MS = 86_400_000;

/** A month so many months later: 2027-01 and 2 make 2027-03. */
export function addMonth(month: string, more: number): string {
  const [year = 0, number = 1] = month.split("-").map(Number);
  return new Date(Date.UTC(year, number - 1 + more, 1)).toISOString().slice(0, 7);
}

/** A day so many days later. */
export function addDay(day: string, more: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + more * DAY_MS).toISOString().slice(0, 10);
}

/** Where days stand in a stretch of months, in percent of its length; null outside of it. */
export function placeOf(
  { from, until }: Days,
  range: { from: string; months: number },
): { start: number; length: number } | null {
  const first = Date.parse(`${range.from}-01T00:00:00Z`);
  const end = Date.parse(`${addMonth(range.from, range.months)}-01T00:00:00Z`);
  const begins = from === null ? first : Math.max(first, Date.parse(`${from}T00:00:00Z`));
  const ends = until === null ? end : Math.min(end, Date.parse(`${until}T00:00:00Z`) + DAY_MS);
  if (ends <= begins) return null;
  const percent = (milliseconds: number) => (milliseconds / (end - first)) * 100;
  return { start: percent(begins - first), length: percent(ends - begins) };
}

/** How a campaign stands on a day. */
export function campaignState({ from, until }: Days, today: string) {
  if (until !== null && until < today) return "over" as const;
  if (from !== null && from > today) return "planned" as const;
  return "running" as const;
}
