import type { ProgramInput } from "#app/domain/program/document.ts";
import type { Dice } from "#test/simulation/dice.ts";
import type { SimProgram, SimReward } from "#test/simulation/program.ts";

/** Rewards that are no code of a fixed worth, gift or voucher. */
export type RareKind = "cash" | "service" | "donation" | "ticket";

/** What only some rewards have. */
export type SimTerms = {
  /** So often for each member in each period; every one of them must leave room. */
  limits: SimLimit[];
  /** Another price for who holds a tier. */
  prices: { tier: string; cost: number }[];
  /** Who can take it: on these days of the week, 0 on Sunday; with one of these tiers. */
  weekdays: number[] | null;
  tiers: string[] | null;
  /** Only by the merchant's hand. */
  notForSale: boolean;
  /** Of points as cash: thousandths of a unit of money for each step, and how many steps. */
  step: { thousandths: number; least: number; most: number | null; share: number | null } | null;
};

export type SimLimit = {
  per: "day" | "week" | "month" | "quarter" | "year" | "lifetime";
  times: number;
};

/** The only draw there is. */
export const DRAW = "only";

const COMMON = { worth: 0, stock: null, validDays: null };
const ALWAYS = { returnsWhenUnused: true, returnsWhenRefunded: true };
const WEEKDAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"] as const;

/** Some rewards of these kinds, and codes with limits; each with terms of its own. */
export function rollKinds(dice: Dice): SimReward[] {
  const kinds = dice.pick([
    ...[["cash"], ["cash", "service"], ["amount", "service"], ["ticket", "donation"]],
    ...[["amount", "cash"], ["ticket", "cash"], ["service"]],
    ["cash", "service", "donation", "ticket", "amount"],
  ] as const);
  return kinds.map((gives): SimReward => {
    const cost = gives === "cash" ? dice.pick([1, 2, 10]) : dice.pick([5, 10, 20]);
    return {
      ...{ ...COMMON, ...ALWAYS, id: `kind-${gives}`, gives, cost, terms: rollTerms(dice, gives) },
      stock: dice.pick([null, null, null, null, 2]),
      validDays: dice.pick([null, 3, 30]),
    };
  });
}

function rollTerms(dice: Dice, gives: SimReward["gives"]): SimTerms {
  const limits = dice.pick<SimLimit[]>([
    ...[[], [{ per: "day", times: 1 }], [{ per: "month", times: 1 }], [{ per: "week", times: 2 }]],
    [
      { per: "day", times: 1 },
      { per: "lifetime", times: 3 },
    ],
    [{ per: dice.pick(["quarter", "year", "lifetime"]), times: dice.pick([1, 2]) }],
  ] as SimLimit[][]);
  const step = {
    thousandths: dice.pick([5, 45, 500, 1000, 2500]),
    least: dice.pick([1, 1, 2, 5]),
    most: dice.pick([null, null, 5, 20]),
    share: dice.pick([null, null, 50, 30]),
  };
  return {
    limits,
    prices: dice.pick([
      [],
      [],
      [
        { tier: "silver", cost: 1 },
        { tier: "gold", cost: 3 },
      ],
    ]),
    weekdays: dice.pick([null, null, null, null, [1, 2, 3, 4, 5]]),
    tiers: dice.pick([null, null, null, null, null, ["none", "silver"]]),
    notForSale: dice.often(0.1),
    step: gives === "cash" ? step : null,
  };
}

/** Whether a program has such rewards. */
export function hasKinds({ rewards }: SimProgram): boolean {
  return rewards.some(({ terms }) => terms !== undefined);
}

type RewardInput = NonNullable<ProgramInput["rewards"]>[number];

/** What such a reward gives, as the app's merchants write it. */
export function rareGives({ gives, terms }: SimReward): RewardInput["gives"] | null {
  if (gives === "service") return { kind: "service" };
  if (gives === "donation") return { kind: "donation", amount: "1.25", to: { en: "Trees" } };
  if (gives === "ticket") return { kind: "draw-ticket", draw: DRAW };
  if (gives !== "cash" || !terms?.step) return null;
  const { thousandths, least, most, share } = terms.step;
  return {
    kind: "points-as-cash",
    amount: (thousandths / 1000).toFixed(3),
    ...{ minimumSteps: least, maximumSteps: most },
    maximumShare: share === null ? null : String(share),
  };
}

/** Its terms likewise; tiers that this version of the program has not are left out. */
export function termsOfReward({ terms }: SimReward, { tiers }: SimProgram): Partial<RewardInput> {
  if (!terms) return {};
  const levels = ["none", ...(tiers?.levels ?? []).map(({ id }) => id)];
  const [days, some] = [terms.weekdays, terms.tiers?.filter((tier) => levels.includes(tier))];
  const conditions = [
    ...(days ? [{ kind: "weekday" as const, in: days.map((day) => WEEKDAYS[day] ?? "sun") }] : []),
    ...(some ? [{ kind: "tier" as const, in: some }] : []),
  ];
  return {
    ...{ limits: terms.limits, notForSale: terms.notForSale },
    prices: terms.prices
      .filter(({ tier }) => levels.includes(tier))
      .map(({ tier, cost }) => ({ tier, costPoints: cost })),
    for: conditions.length > 0 ? { kind: "all", of: conditions } : null,
  };
}
