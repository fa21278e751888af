import { addMonths, dayOf } from "#app/domain/calendar.ts";
import { hasEnded } from "#app/domain/engine/points.ts";
import type { State } from "#app/domain/engine/state.ts";
import type { Instant } from "#app/domain/order-facts.ts";
import { bestPercents } from "#app/domain/program/best-percents.ts";
import { programAt, type Program } from "#app/domain/program/program.ts";

/** How many full months the average of the best is made of. */
export const AVERAGED_MONTHS = 12;

/** Counted spend by month of the shop ("2026-03"), in minor units, oldest first. */
export type SpendByMonth = Record<string, string>;

/**
 * What a member spent in the present month and the twelve before it, by when orders were placed;
 * who joined again, since then. Nothing where no program asks for the best so many percent.
 */
export function spendByMonth(state: State, asOf: Instant): SpendByMonth {
  const program = programAt(state.programs, asOf);
  if (!program || !state.programs.some(looksAtBest)) return {};
  const today = dayOf(asOf, program.timeZone);
  const first = monthOf(addMonths(today, -AVERAGED_MONTHS));
  const months = new Map<string, bigint>();
  for (const { placedAt, spendMinor } of state.orders.values()) {
    const month = monthOf(dayOf(placedAt, program.timeZone));
    if (month < first || spendMinor === 0n || hasEnded(state, placedAt)) continue;
    months.set(month, (months.get(month) ?? 0n) + spendMinor);
  }
  // Orders are known in the order in which they were placed.
  const rows = [...months].map(([month, spentMinor]) => [month, spentMinor.toString()]);
  return Object.fromEntries(rows);
}

/** The month a day is in. */
export function monthOf(day: string): string {
  return day.slice(0, 7);
}

function looksAtBest({ document }: Program): boolean {
  return bestPercents(document).length > 0;
}

/** The full months before a day that a year's spend is looked up in. */
export function lastYearOf(today: string): { first: string; present: string } {
  return { first: monthOf(addMonths(today, -AVERAGED_MONTHS)), present: monthOf(today) };
}
