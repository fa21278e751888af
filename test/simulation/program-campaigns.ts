import type { ProgramInput } from "#app/domain/program/document.ts";
import type { Dice } from "#test/simulation/dice.ts";
import type { SimActivity } from "#test/simulation/program-deeds.ts";

/** More points for a time: on orders, on activities, or on both. */
export type SimCampaign = {
  id: string;
  /** First and last day in the shop's zone; null for no such end. */
  from: string | null;
  until: string | null;
  /** 0 for Sunday; null for every day. */
  weekdays: number[] | null;
  /** Orders earn so many hundredths; null for as much as ever. */
  orders: number | null;
  activities: { hundredths: number; only: string[] | null } | null;
  /** At most so many points for all members together: of all of it, and of its orders. */
  budget: number | null;
  ruleBudget: number | null;
};

const WEEKDAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"] as const;
const DAY = 86_400_000;

/** None, one or two campaigns whose days begin and end about a moment. */
export function rollCampaigns(
  dice: Dice,
  { turn, activities }: { turn: number; activities: SimActivity[] },
): SimCampaign[] {
  const dayAt = (days: number) => new Date(turn + days * DAY).toISOString().slice(0, 10);
  const ids = activities.map(({ id }) => id);
  return ["first", "second"].slice(0, dice.pick([0, 0, 1, 1, 2])).map((id) => {
    const first = dice.between(-6, 4);
    const orders = dice.pick([null, 150, 200, 300]);
    const some = ids.length > 0 && dice.often(0.5) ? [dice.pick(ids)] : null;
    const activity = { hundredths: dice.pick([150, 225]), only: some };
    return {
      ...{ id, orders, from: dice.pick([null, dayAt(first)]) },
      until: dice.pick([null, dayAt(first + dice.between(0, 8))]),
      weekdays: dice.pick([null, null, [0, 3, 6], [1, 2, 4, 5]]),
      activities: orders === null || dice.often(0.5) ? activity : null,
      ...{ budget: null, ruleBudget: null },
    };
  });
}

/** The campaigns as the app's merchants write them. */
export function campaignsOf(campaigns: SimCampaign[]): ProgramInput["campaigns"] {
  const factorOf = (hundredths: number) => (hundredths / 100).toFixed(2);
  return campaigns.map(({ id, from, until, weekdays, orders, activities, ...limits }) => ({
    ...{ id, name: { en: id }, from, until, budgetPoints: limits.budget },
    audience: weekdays && { kind: "weekday" as const, in: weekdays.map(nameOf) },
    rules:
      orders === null
        ? []
        : [
            {
              ...{ id: `${id}-times`, name: { en: id } },
              gives: { kind: "multiplier" as const, factor: factorOf(orders) },
              budgetPoints: limits.ruleBudget,
            },
          ],
    activities: activities && {
      factor: factorOf(activities.hundredths),
      only: activities.only,
    },
  }));
}

function nameOf(weekday: number) {
  return WEEKDAYS[weekday] ?? "sun";
}
