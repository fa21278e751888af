import type { ProgramInput } from "#app/domain/program/document.ts";
import { diceFor, type Dice } from "#test/simulation/dice.ts";
import { rollPurchase } from "#test/simulation/history-buying.ts";
import type { Happening } from "#test/simulation/history.ts";
import { dayBegins, dayThere, monthsAfter, nextDay } from "#test/simulation/model-calendar.ts";

/** When points end, in the simulation's own words. */
export type SimExpiry =
  | { kind: "never" }
  | { kind: "months"; months: number }
  | { kind: "period"; period: SimPeriod; later: number }
  /** So many months after the last of these. */
  | { kind: "quiet"; months: number; counts: SimSign[] }
  /** On days of the year, those that are so many days old. */
  | { kind: "dates"; dates: string[]; age: number };

export type SimPeriod = "month" | "quarter" | "year";
export type SimSign = "order" | "redemption" | "activity";

/** In so many lives points end in rarer ways. */
const SHARE = 0.25;
const DAY = 86_400_000;
/** Behind the ids of all other events. */
const FIRST_ID = 1400;

type Life = { seed: number; customers: number; timeZone: string };

/**
 * In some lives points end when nothing is done for long enough, on days of the year, or some
 * periods later; and members do something at the last moment, or just after it.
 */
export function withExpiry(events: Happening[], { seed, customers, timeZone }: Life): Happening[] {
  const dice = diceFor(seed, "expiry");
  if (!dice.often(SHARE)) return events;
  const ending = events.map((event) => {
    if (event.kind !== "publish") return event;
    const date = dayThere(event.at + dice.between(0, 40) * DAY, timeZone).slice(5);
    return { ...event, program: { ...event.program, expiry: rollExpiry(dice, date) } };
  });
  const bought = events.filter(({ kind }) => kind === "buy").slice(0, 4);
  const late = bought.flatMap(({ at }, index): Happening[] => {
    const end = dayBegins(nextDay(monthsAfter(dayThere(at, timeZone), 1)), timeZone);
    const near = end + dice.pick([-2000, -2000, 0, 2000, -9 * DAY, 5 * DAY]) + index * 7;
    const basket = rollPurchase(dice, { customers });
    const who = dice.between(0, customers - 1);
    const visit = { kind: "report", who, activity: "visit", earlier: 0 } as const;
    const deed = dice.pick([
      { ...basket, paid: true },
      { ...visit, times: 1 as const, same: false, other: null },
      { kind: "redeem", who, reward: dice.between(0, 9), times: 1, other: null, rested: false },
    ] as const);
    return [{ ...deed, id: FIRST_ID + index, at: near }];
  });
  const all = [...ending, ...late];
  return all.sort((a, b) => a.at - b.at || a.id - b.id);
}

function rollExpiry(dice: Dice, near: string): SimExpiry {
  const period = dice.pick(["month", "quarter"] as const);
  return dice.pick<SimExpiry>([
    ...SIGNS.map((counts): SimExpiry => ({ kind: "quiet", months: 1, counts })),
    { kind: "dates", dates: [near], age: dice.pick([0, 10]) },
    { kind: "dates", dates: ["02-29", "06-30", near], age: dice.pick([0, 1, 10]) },
    { kind: "period", period, later: 1 },
  ]);
}

/** Orders mostly count, in the order in which the program names them. */
const SIGNS: SimSign[][] = [
  ["order", "redemption", "activity"],
  ["order", "activity"],
  ["order"],
  ["redemption", "activity"],
];

/** The end of points as the app's merchants write it. */
export function expiryOf(expiry: SimExpiry): NonNullable<ProgramInput["expiry"]> {
  switch (expiry.kind) {
    case "never":
      return { kind: "never" };
    case "months":
      return { kind: "months-after-earning", months: expiry.months };
    case "period":
      return { kind: "end-of-period", period: expiry.period, later: expiry.later };
    case "quiet":
      return {
        ...{ kind: "months-without-activity", months: expiry.months },
        counts: expiry.counts,
      };
    case "dates":
      return { kind: "fixed-days", days: expiry.dates, minimumAgeDays: expiry.age };
  }
}
