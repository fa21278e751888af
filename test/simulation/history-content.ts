import type { Happening } from "#test/simulation/history.ts";
import { withKinds } from "#test/simulation/history-rewards.ts";
import { withStaff } from "#test/simulation/history-staff.ts";
import { withClosings } from "#test/simulation/history-closings.ts";
import { withGoals } from "#test/simulation/history-goals.ts";
import { withBudgets } from "#test/simulation/program-budgets.ts";
import { withBalance } from "#test/simulation/program-balance.ts";
import { withExpiry } from "#test/simulation/program-expiry.ts";
import { withDays } from "#test/simulation/program-days.ts";
import { withPerks } from "#test/simulation/program-perks.ts";
import { withPools } from "#test/simulation/program-pools.ts";
import type { SimReward } from "#test/simulation/program.ts";

type Life = { seed: number; customers: number; rewards: SimReward[]; timeZone: string };

/**
/**
 * What only some lives have: budgets, pools, streaks and challenges, days of the year, leaving,
 * rarer ends of points, orders that staff gives to somebody else or deletes, rarer rewards, perks.
 */
export function withContent(events: Happening[], life: Life): Happening[] {
  const shared = withPools(withBudgets(events, life), life);
  const timed = withExpiry(withDays(withGoals(shared, life), life), life);
  const led = withStaff(withClosings(withBalance(timed, life), life), life);
  return withPerks(withKinds(led, life), life);
}
