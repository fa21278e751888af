import { LINES, MEMBER, ORDER, TIME } from "#app/ui/condition-specs.ts";
import { f, oneOf, PERIODS, TAG, type KindSpec } from "#app/ui/field-spec.ts";

const MEASURES = ["spend", "points", "orders", "balance"] as const;

const RULE = {
  multiplier: { fresh: { factor: "2" }, fields: [f("factor", "decimal")] },
  rate: {
    fresh: { points: "2", perAmount: "1" },
    fields: [f("points", "decimal"), f("perAmount", "money")],
  },
  "per-item": { fresh: { points: "1" }, fields: [f("points", "decimal")] },
  fixed: { fresh: { points: 50 }, fields: [f("points", "count")] },
} satisfies Record<string, KindSpec>;

const ACTIVITY_GIVES = {
  points: { fresh: { points: 50 }, fields: [f("points", "count")] },
  multiplier: {
    fresh: { factor: "2", days: 7 },
    fields: [f("factor", "decimal"), f("days", "count")],
  },
} satisfies Record<string, KindSpec>;

const WINDOW = {
  lifetime: { fresh: {}, fields: [] },
  "calendar-month": { fresh: {}, fields: [] },
  "calendar-year": { fresh: {}, fields: [] },
  "membership-year": { fresh: {}, fields: [] },
  "rolling-days": { fresh: { days: 90 }, fields: [f("days", "count")] },
  "rolling-months": { fresh: { months: 12 }, fields: [f("months", "count")] },
} satisfies Record<string, KindSpec>;

const WAY = {
  measured: {
    fresh: { measure: "spend", window: { kind: "calendar-year" }, atLeast: "500" },
    fields: [
      oneOf("measure", MEASURES),
      f("atLeast", "decimal"),
      { ...f("window", "union"), of: ["window"] },
    ],
  },
  "in-a-row": {
    fresh: { measure: "spend", months: 3, atLeast: "100" },
    fields: [oneOf("measure", MEASURES.slice(0, 3)), f("atLeast", "decimal"), f("months", "count")],
  },
  "single-order": { fresh: { atLeast: "500" }, fields: [f("atLeast", "money")] },
  "top-percent": { fresh: { percent: "10" }, fields: [f("percent", "percent")] },
  condition: {
    fresh: { when: { kind: "customer-tag", in: [] } },
    fields: [f("when", "when")],
  },
  purchase: {
    fresh: { lines: TAG, months: 12 },
    fields: [f("lines", "lines"), f("months", "count")],
  },
} satisfies Record<string, KindSpec>;

const PERK = {
  "free-reward": {
    fresh: { reward: "", times: 1, per: "month" },
    fields: [f("reward", "reward"), f("times", "count"), oneOf("per", PERIODS)],
  },
  "cheaper-rewards": { fresh: { percent: "10" }, fields: [f("percent", "percent")] },
  "points-worth-more": { fresh: { percent: "10" }, fields: [f("percent", "percent")] },
  "standing-discount": { fresh: { reward: "" }, fields: [f("reward", "reward")] },
  "early-access": { fresh: { hours: 24 }, fields: [f("hours", "count")] },
  service: { fresh: { text: { en: "" } }, fields: [f("text", "long-text")] },
} satisfies Record<string, KindSpec>;

const REWARD = {
  "amount-off": { fresh: { amount: "5" }, fields: [f("amount", "money")] },
  "percentage-off": {
    fresh: { percent: "10", atMost: null },
    fields: [f("percent", "percent"), f("atMost", "optional-money")],
  },
  "points-as-cash": {
    fresh: { amount: "1", minimumSteps: 1, maximumSteps: null, maximumShare: null },
    fields: [
      f("amount", "money"),
      f("minimumSteps", "count"),
      f("maximumSteps", "optional-count"),
      f("maximumShare", "optional-percent"),
    ],
  },
  "free-shipping": { fresh: {}, fields: [] },
  "free-product": {
    fresh: { products: [], quantity: 1 },
    fields: [f("products", "products"), f("quantity", "count")],
  },
  "gift-card": { fresh: { amount: "10" }, fields: [f("amount", "money")] },
  "store-credit": { fresh: { amount: "10" }, fields: [f("amount", "money")] },
  voucher: { fresh: { instructions: null }, fields: [f("instructions", "long-text")] },
  service: { fresh: { instructions: null }, fields: [f("instructions", "long-text")] },
  donation: {
    fresh: { amount: "1", to: { en: "" } },
    fields: [f("amount", "money"), { ...f("recipient", "name"), name: "to" }],
  },
  "draw-ticket": { fresh: { draw: "monthly" }, fields: [f("draw", "id")] },
} satisfies Record<string, KindSpec>;

const EXPIRY = {
  never: { fresh: {}, fields: [] },
  "months-after-earning": { fresh: { months: 12 }, fields: [f("months", "count")] },
  "end-of-period": {
    fresh: { period: "year", later: 0 },
    fields: [oneOf("period", ["month", "quarter", "year"]), f("later", "count")],
  },
  "months-without-activity": {
    fresh: { months: 12, counts: ["order"] },
    fields: [
      f("months", "count"),
      { ...f("counts", "choices"), of: ["order", "redemption", "activity"] },
    ],
  },
  "fixed-days": {
    fresh: { days: ["12-31"], minimumAgeDays: 0 },
    fields: [f("days", "days-of-year"), f("minimumAgeDays", "count")],
  },
} satisfies Record<string, KindSpec>;

const GRACE = {
  days: { fresh: { days: 30 }, fields: [f("days", "count")] },
  months: { fresh: { months: 1 }, fields: [f("months", "count")] },
} satisfies Record<string, KindSpec>;

const STREAK_OF = {
  orders: { fresh: {}, fields: [] },
  activity: { fresh: { activity: "" }, fields: [f("activity", "activity")] },
} satisfies Record<string, KindSpec>;

const CHALLENGE_OF = {
  ...STREAK_OF,
  spend: { fresh: {}, fields: [] },
  items: { fresh: { lines: null }, fields: [f("lines", "lines")] },
} satisfies Record<string, KindSpec>;

const WITHIN = {
  period: { fresh: { per: "month" }, fields: [oneOf("per", PERIODS.slice(0, 5))] },
  days: { fresh: { days: 30 }, fields: [f("days", "count")] },
} satisfies Record<string, KindSpec>;

/** Everything in the program that is one of several kinds, by where it stands. */
export const UNIONS = {
  member: { ...MEMBER, ...TIME },
  order: { ...MEMBER, ...TIME, ...ORDER },
  lines: LINES,
  rule: RULE,
  activity: ACTIVITY_GIVES,
  window: WINDOW,
  grace: GRACE,
  way: WAY,
  perk: PERK,
  reward: REWARD,
  expiry: EXPIRY,
  streak: STREAK_OF,
  challenge: CHALLENGE_OF,
  within: WITHIN,
};
export type UnionName = keyof typeof UNIONS;

/** The kinds of a union, in the order they are offered. */
export function kindsOf(union: UnionName): string[] {
  return Object.keys(UNIONS[union]);
}

/** A thing of a kind, with what stands in its fields at first. */
export function freshOf(union: UnionName, kind: string): Record<string, unknown> {
  return { kind, ...specOf(union, kind)?.fresh };
}

export function specOf(union: UnionName, kind: string): KindSpec | undefined {
  const kinds: Record<string, KindSpec> = UNIONS[union];
  return kinds[kind];
}
