import type { LocalText } from "#app/domain/program/basics.ts";
import type { MemberCondition } from "#app/domain/program/condition.ts";

type Days = { from: string | null; until: string | null };
export type CalendarCampaign = Days & {
  id: string;
  name: LocalText;
  audience: MemberCondition | null;
};

const DAY_MS = 86_400_000;

/** A month so many months later: 2027-02 and 1 make 2027-03. */
export function addMonth(month: string, more: number): string {
  const [year = 0, number = 1] = month.split("-").map(Number);
  return new Date(Date.UTC(year, number - 1 + more, 1)).toISOString().slice(0, 7);
}

/** A day so many days later. */
export function addDay(day: string, more: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + more * DAY_MS).toISOString().slice(0, 10);
}

/** The same date of the next year, and 28 February for the 29th. */
export function nextYear(day: string): string {
  const date = day.slice(4) === "-02-29" ? "-02-28" : day.slice(4);
  return `${Number(day.slice(0, 4)) + 1}${date}`;
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
export function campaignState(campaign: CalendarCampaign, today: string) {
  if (campaign.until !== null && campaign.until < today) return "over" as const;
  const now = stretchesOf(campaign, today.slice(0, 7), 1).some(
    ({ from, until }) => (from ?? today) <= today && (until ?? today) >= today,
  );
  return now ? ("running" as const) : ("planned" as const);
}

/**
 * The days on which a campaign runs in some months: its own, and where its audience names days of
 * every year, those within them.
 */
export function stretchesOf(campaign: CalendarCampaign, month: string, months: number): Days[] {
  const yearly = yearlyOf(campaign.audience);
  if (yearly.length === 0) return [campaign];
  const first = Number(month.slice(0, 4)) - 1;
  const years = Array.from({ length: Math.ceil(months / 12) + 3 }, (_, at) => first + at);
  return years.flatMap((year) =>
    yearly.flatMap(({ from, until }) => {
      const days = { from: `${year}-${from}`, until: `${year + (until < from ? 1 : 0)}-${until}` };
      return within(days, campaign);
    }),
  );
}

function within(days: { from: string; until: string }, { from, until }: Days): Days[] {
  const begins = from !== null && from > days.from ? from : days.from;
  const ends = until !== null && until < days.until ? until : days.until;
  return begins <= ends ? [{ from: begins, until: ends }] : [];
}

function yearlyOf(audience: MemberCondition | null): { from: string; until: string }[] {
  if (audience === null) return [];
  if (audience.kind === "yearly") return [audience];
  return audience.kind === "all" || audience.kind === "any" ? audience.of.flatMap(yearlyOf) : [];
}
