import type { Happening } from "#test/simulation/history.ts";
import { withStaff } from "#test/simulation/history-staff.ts";
import { withClosings } from "#test/simulation/history-closings.ts";
import { withGoals } from "#test/simulation/history-goals.ts";
import { withBudgets } from "#test/simulation/program-budgets.ts";
import { withDays } from "#test/simulation/program-days.ts";
import { withPools } from "#test/simulation/program-pools.ts";
import type { SimReward } from "#test/simulation/program.ts";

type Life = { seed: number; customers: number; rewards: SimReward[]; timeZone: string };

/**
 * What only some lives have: budgets, pools, streaks and challenges, days of the year, leaving,
 * orders that staff gives to somebody else or deletes.
 */
export function withContent(events: Happening[], life: Life): Happening[] {
  const shared = withPools(withBudgets(events, life), life);
  return withStaff(withClosings(withDays(withGoals(shared, life), life), life), life);
}
