import type { ProgramInput } from "#app/domain/program/document.ts";
import type { Dice } from "#test/simulation/dice.ts";
import {
  campaignsOf,
  rollCampaigns,
  type SimCampaign,
} from "#test/simulation/program-campaigns.ts";
import { expiryOf, type SimExpiry } from "#test/simulation/program-expiry.ts";
import { rulesOf, type SimExtra } from "#test/simulation/program-budgets.ts";
import { referralOf, rollReferral, type SimReferral } from "#test/simulation/program-referral.ts";
import { daysOf, type SimDay } from "#test/simulation/program-days.ts";
import {
  rareGives,
  termsOfReward,
  type RareKind,
  type SimTerms,
} from "#test/simulation/program-kinds.ts";
import { rollTiers, tiersOf, type SimTiers } from "#test/simulation/program-tiers.ts";
import { activitiesOf, rollActivities, type SimActivity } from "#test/simulation/program-deeds.ts";
import { goalsOf, type SimGoal } from "#test/simulation/program-goals.ts";

/** The programs that the independent model understands, in its own words. */
export type SimProgram = {
  /** So many points for each so many units of money. */
  points: number;
  perAmount: number;
  countsTax: boolean;
  countsShipping: boolean;
  holdDays: number;
  expiry: SimExpiry;
  tiers: SimTiers | null;
  capPerOrder: number | null;
  minimumOrder: number | null;
  activities: SimActivity[];
  /** Streaks and challenges. */
  goals: SimGoal[];
  /** Days of the year that bring something. */
  days: SimDay[];
  campaigns: SimCampaign[];
  /** How multipliers of one order are combined: a tier's is one. */
  multipliers: "best" | "add";
  referral: SimReferral | null;
  /** At most so many points for all members together; null for no such end. */
  budget: number | null;
  extra: SimExtra | null;
  rewards: SimReward[];
};

export type SimReward = {
  id: string;
  cost: number;
  gives: "amount" | "percentage" | "shipping" | "voucher" | GiftKind | RareKind;
  /** Of a gift, in whole units of money. */
  worth: number;
  /** So many for all customers together. */
  stock: number | null;
  validDays: number | null;
  returnsWhenUnused: boolean;
  returnsWhenRefunded: boolean;
  terms?: SimTerms;
};

/** What is made once and handed over, instead of a code that is used at the checkout. */
export type GiftKind = "gift-card" | "store-credit";

const SIZES = {
  generous: { points: 3, threshold: 100 },
  plain: { points: 1, threshold: 150 },
  thrifty: { points: 1, threshold: 400 },
};

/** What is given, and dice of their own for the tiers. */
type Given = { rewards: SimReward[]; turn: number; climb: Dice };

/** A program with these rewards, and with campaigns about a moment. */
export function rollProgram(dice: Dice, { rewards, turn, climb }: Given): SimProgram {
  const activities = rollActivities(dice);
  const size = SIZES[dice.pick(["generous", "plain", "thrifty"] as const)];
  const { points, threshold } = size;
  const [hundredths, times] = [dice.pick([110, 125, 150]), dice.between(2, 4)];
  return {
    points,
    perAmount: dice.pick([1, 1, 1, 2, 5]),
    countsTax: dice.often(0.5),
    countsShipping: dice.often(0.3),
    holdDays: dice.pick([0, 0, 0, 0, 2, 14]),
    expiry: dice.pick<SimExpiry>([
      { kind: "never" },
      { kind: "months", months: dice.pick([1, 1, 2, 6]) },
      { kind: "period", period: dice.pick(["month", "quarter", "year"]), later: 0 },
    ]),
    tiers: rollTiers(climb, { threshold, hundredths, times, height: dice.pick([0, 1, 2, 2]) }),
    capPerOrder: dice.pick([null, null, null, 60]),
    minimumOrder: dice.pick([null, null, null, 20]),
    ...{ activities, goals: [], days: [] },
    campaigns: rollCampaigns(dice, { turn, activities }),
    multipliers: dice.pick(["best", "add"]),
    referral: dice.often(0.8) ? rollReferral(dice) : null,
    ...{ budget: null, extra: null },
    rewards,
  };
}

const CODES = ["amount", "percentage", "shipping"] as const;
/** Two that give equal credit: Shopify has no mark by which one could be told from the other. */
const GIFTS = ["store-credit", "store-credit", "gift-card"] as const;
const KINDS = [CODES, CODES, GIFTS, [...CODES, ...GIFTS]];

/** Rewards stay what they are while the program around them changes. */
export function rollRewards(dice: Dice): SimReward[] {
  const worth = dice.pick([5, 20]);
  return dice.pick(KINDS).map((gives, index) => ({
    id: `some-${gives}-${index}`,
    cost: isGift({ gives }) ? dice.pick([5, 5, 10]) : dice.pick([10, 25, 40]),
    gives,
    worth,
    stock: dice.pick([null, null, null, null, 1, 3]),
    validDays: isGift({ gives }) ? dice.pick([null, null, 3]) : dice.pick([null, 3, 30, 90]),
    returnsWhenUnused: dice.often(0.6),
    returnsWhenRefunded: dice.often(0.5),
  }));
}

/** Whether a reward is handed over, and no code. */
export function isGift({ gives }: Pick<SimReward, "gives">): boolean {
  return gives === "gift-card" || gives === "store-credit";
}

/** Whether a reward is a code that is used at the checkout. */
export function isCode({ gives }: Pick<SimReward, "gives">): boolean {
  return ["amount", "percentage", "shipping", "cash"].includes(gives);
}

/** The program as the app's merchants write it. */
export function documentOf(program: SimProgram): ProgramInput {
  const { points, perAmount, countsTax, countsShipping, holdDays, expiry } = program;
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
      combine: { rates: "best", multipliers: program.multipliers, fixed: "add", per: "line" },
      caps: capPerOrder === null ? [] : [{ per: "order", points: capPerOrder }],
      ...{ rules: rulesOf(program.extra), budgetPoints: program.budget },
    },
    expiry: expiryOf(expiry),
    tiers: tiersOf(program.tiers),
    activities: [
      ...activitiesOf(program.activities),
      ...goalsOf(program.goals),
      ...daysOf(program.days),
    ],
    campaigns: campaignsOf(program.campaigns),
    referral: referralOf(program.referral),
    rewards: program.rewards.map((reward) => ({
      id: reward.id,
      name: { en: reward.id },
      gives: rareGives(reward) ?? givesOf(reward),
      costPoints: reward.cost,
      stock: reward.stock,
      validDays: reward.validDays,
      returnsWhenUnused: reward.returnsWhenUnused,
      returnsWhenRefunded: reward.returnsWhenRefunded,
      ...termsOfReward(reward, program),
    })),
  };
}

function givesOf({ gives, worth }: SimReward) {
  if (gives === "gift-card" || gives === "store-credit") return { kind: gives, amount: `${worth}` };
  if (gives === "voucher") return { kind: "voucher" as const };
  if (gives === "amount") return { kind: "amount-off" as const, amount: "5" };
  if (gives === "percentage") return { kind: "percentage-off" as const, percent: "10" };
  return { kind: "free-shipping" as const };
}
