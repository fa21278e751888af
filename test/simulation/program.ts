import type { ProgramInput } from "#app/domain/program/document.ts";
import type { Dice } from "#test/simulation/dice.ts";

/** The programs that the independent model understands, in its own words. */
export type SimProgram = {
  /** So many points for each so many units of money. */
  points: number;
  perAmount: number;
  countsTax: boolean;
  countsShipping: boolean;
  holdDays: number;
  expiry:
    | { kind: "never" }
    | { kind: "months"; months: number }
    | { kind: "period"; period: "month" | "quarter" | "year" };
  /** From the lowest to the highest; a multiplier is so many hundredths. */
  tiers: { id: string; threshold: number; hundredths: number }[];
  capPerOrder: number | null;
  minimumOrder: number | null;
  rewards: SimReward[];
};

export type SimReward = {
  id: string;
  cost: number;
  gives: "amount" | "percentage" | "shipping";
  validDays: number | null;
  returnsWhenUnused: boolean;
  returnsWhenRefunded: boolean;
};

const SIZES = {
  generous: { points: 3, threshold: 100 },
  plain: { points: 1, threshold: 150 },
  thrifty: { points: 1, threshold: 400 },
};

/** A program for a shop whose money comes in such units. */
export function rollProgram(dice: Dice, rewards: SimReward[]): SimProgram {
  const size = SIZES[dice.pick(["generous", "plain", "thrifty"] as const)];
  const { points, threshold } = size;
  const silver = { id: "silver", threshold, hundredths: dice.pick([110, 125, 150]) };
  const gold = { id: "gold", threshold: threshold * dice.between(2, 4), hundredths: 200 };
  return {
    points,
    perAmount: dice.pick([1, 1, 1, 2, 5]),
    countsTax: dice.often(0.5),
    countsShipping: dice.often(0.3),
    holdDays: dice.pick([0, 0, 0, 0, 2, 14]),
    expiry: dice.pick<SimProgram["expiry"]>([
      { kind: "never" },
      { kind: "months", months: dice.pick([1, 1, 2, 6]) },
      { kind: "period", period: dice.pick(["month", "quarter", "year"]) },
    ]),
    tiers: dice.pick([[], [silver], [silver, gold], [silver, gold]]),
    capPerOrder: dice.pick([null, null, null, 60]),
    minimumOrder: dice.pick([null, null, null, 20]),
    rewards,
  };
}

/** Rewards stay what they are while the program around them changes. */
export function rollRewards(dice: Dice): SimReward[] {
  return (["amount", "percentage", "shipping"] as const).map((gives) => ({
    id: `some-${gives}`,
    cost: dice.pick([10, 25, 40]),
    gives,
    validDays: dice.pick([null, 3, 30, 90]),
    returnsWhenUnused: dice.often(0.6),
    returnsWhenRefunded: dice.often(0.5),
  }));
}

/** The program as the app's merchants write it. */
export function documentOf(program: SimProgram): ProgramInput {
  const { points, perAmount, countsTax, countsShipping, holdDays, expiry, tiers } = program;
  const { capPerOrder, minimumOrder } = program;
  return {
    schema: 2,
    name: "Points",
    earning: {
      points: String(points),
      perAmount: String(perAmount),
      counts: {
        ...{ tax: countsTax, shipping: countsShipping },
        ...{ tips: false, giftCards: false, testOrders: false },
      },
      hold: { days: holdDays, after: "payment" },
      minimumOrder: minimumOrder === null ? null : String(minimumOrder),
      caps: capPerOrder === null ? [] : [{ per: "order", points: capPerOrder }],
    },
    expiry:
      expiry.kind === "months"
        ? { kind: "months-after-earning", months: expiry.months }
        : expiry.kind === "period"
          ? { kind: "end-of-period", period: expiry.period }
          : { kind: "never" },
    tiers:
      tiers.length === 0
        ? null
        : {
            measure: "spend",
            window: { kind: "lifetime" },
            levels: tiers.map(({ id, threshold, hundredths }) => ({
              id,
              name: { en: id },
              threshold: String(threshold),
              multiplier: (hundredths / 100).toFixed(2),
            })),
          },
    rewards: program.rewards.map((reward) => ({
      id: reward.id,
      name: { en: reward.id },
      gives: givesOf(reward),
      costPoints: reward.cost,
      validDays: reward.validDays,
      returnsWhenUnused: reward.returnsWhenUnused,
      returnsWhenRefunded: reward.returnsWhenRefunded,
    })),
  };
}

function givesOf({ gives }: SimReward) {
  if (gives === "amount") return { kind: "amount-off" as const, amount: "5" };
  if (gives === "percentage") return { kind: "percentage-off" as const, percent: "10" };
  return { kind: "free-shipping" as const };
}
