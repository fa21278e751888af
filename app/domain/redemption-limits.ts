import { addDays, addMonths, dayOf, firstDayOf, startOfDay } from "#app/domain/calendar.ts";
import type { State } from "#app/domain/engine/state.ts";
import type { Instant } from "#app/domain/order-facts.ts";
import type { Limit, Period } from "#app/domain/program/basics.ts";
import type { Program } from "#app/domain/program/program.ts";
import type { Reward } from "#app/domain/program/reward.ts";
import type { z } from "zod";

type Now = { program: Program; at: Instant };

/**
 * The first of a reward's limits that leaves no room, or null. What was paid for counts by the day
 * it was taken; what came back, and what was free, does not.
 */
export function fullLimit(
  state: State,
  reward: Reward,
  { program, at }: Now,
): z.infer<typeof Limit> | null {
  const taken = [...state.redemptions.values()].filter(
    ({ rewardId, free, outcome }) =>
      rewardId === reward.id && free === null && outcome !== "returned",
  );
  const full = reward.limits.find(({ per, times }) => {
    const period = periodOf(at, per, program.timeZone);
    const within = taken.filter((each) => periodOf(each.at, per, program.timeZone) === period);
    return within.length >= times;
  });
  return full ?? null;
}

/** The period a moment belongs to, by the shop's calendar: its first day. */
export function periodOf(at: Instant, per: Period, timeZone: string): string {
  return per === "lifetime" ? "" : firstDayOf(per, dayOf(at, timeZone));
}

/**
 * When a code taken now stops working, or null: at the end of a day of the shop, and a standing
 * one at the latest with its month.
 */
export function endOfCode(
  { validDays }: Pick<Reward, "validDays">,
  { program: { timeZone }, at, standing = false }: Now & { standing?: boolean },
): Instant | null {
  const today = dayOf(at, timeZone);
  const ends = validDays === null ? [] : [addDays(today, validDays + 1)];
  if (standing) ends.push(addMonths(firstDayOf("month", today), 1));
  const [first] = ends.sort();
  return first === undefined ? null : startOfDay(first, timeZone);
}
