import { z } from "zod";
import {
  Cap,
  DayText,
  Decimal,
  Id,
  Limit,
  LocalText,
  Points,
  PositiveDecimal,
} from "#app/domain/program/basics.ts";
import { Condition, LineCondition, MemberCondition } from "#app/domain/program/condition.ts";

/** What a rule does with the orders (and the lines of them) that it is for. */
const OrderGives = z.discriminatedUnion("kind", [
  /** So many points for every so much money on its lines. */
  z.object({ kind: z.literal("rate"), points: PositiveDecimal, perAmount: PositiveDecimal }),
  /** So many points for every item of its lines. */
  z.object({ kind: z.literal("per-item"), points: PositiveDecimal }),
  /** So many points, once per order; never multiplied. */
  z.object({ kind: z.literal("fixed"), points: Points.min(1) }),
  /** Multiplies what its lines earn by rates and items. */
  z.object({ kind: z.literal("multiplier"), factor: PositiveDecimal }),
]);

/** One more reason for an order to earn. See docs/program.md for how rules combine. */
export const OrderRule = z.object({
  id: Id,
  name: LocalText,
  /** Orders it is for; null for every order. */
  when: Condition.nullable().default(null),
  /** Lines it is for; null for the whole order, with shipping and tips where they count. */
  lines: LineCondition.nullable().default(null),
  gives: OrderGives,
  /** At most so many points by this rule, per member. */
  caps: z.array(Cap).max(6).default([]),
  /** It applies at most so often, per member. */
  limits: z.array(Limit).max(6).default([]),
  /** At most so many points by this rule, for all members together. */
  budgetPoints: Points.min(1).nullable().default(null),
});
export type OrderRule = z.infer<typeof OrderRule>;

/** Rules for a time, for some, with a budget. */
export const Campaign = z.object({
  id: Id,
  name: LocalText,
  /** First and last day, in the shop's time zone. */
  from: DayText.nullable().default(null),
  until: DayText.nullable().default(null),
  /** Whom it is for, and when within its days; null for everyone, always. */
  audience: MemberCondition.nullable().default(null),
  rules: z.array(OrderRule).max(20).default([]),
  /** Activities that give so much more meanwhile; `only` null for all of them. */
  activities: z
    .object({ factor: PositiveDecimal, only: z.array(Id).min(1).max(50).nullable().default(null) })
    .nullable()
    .default(null),
  /** At most so many points by the whole campaign, for all members together. */
  budgetPoints: Points.min(1).nullable().default(null),
});
export type Campaign = z.infer<typeof Campaign>;

const none = { products: [], variants: [], collections: [], tags: [], vendors: [], types: [] };
const Words = z.array(z.string().trim().min(1).max(255)).max(250).default([]);
const Gids = (type: string) =>
  z
    .array(z.string().startsWith(`gid://shopify/${type}/`))
    .max(250)
    .default([]);

export const Earning = z.object({
  /** So many points … */
  points: Decimal,
  /** … for every so much money, in the shop's currency. */
  perAmount: PositiveDecimal,
  counts: z
    .object({
      tax: z.boolean(),
      shipping: z.boolean(),
      tips: z.boolean(),
      giftCards: z.boolean(),
      testOrders: z.boolean(),
    })
    .default({ tax: true, shipping: false, tips: false, giftCards: false, testOrders: false }),
  /** Applied once, after every multiplier: to the order, or to each of its lines. */
  rounding: z.enum(["down", "nearest", "up"]).default("down"),
  roundPer: z.enum(["order", "line"]).default("order"),
  /** How long points wait until they can be spent. */
  hold: z
    .object({
      days: z.number().int().min(0).max(365),
      /** Days count from the payment, or from when everything was fulfilled. */
      after: z.enum(["payment", "fulfillment"]),
      /** Where fulfillment never comes, so many days after payment are enough; null waits on. */
      atMostDays: z.number().int().min(0).max(730).nullable().default(null),
    })
    .default({ days: 0, after: "payment", atMostDays: null }),
  /** Orders that, as placed and with excluded products, come to less than this earn nothing. */
  minimumOrder: Decimal.nullable().default(null),
  exclude: z
    .object({
      products: Gids("Product"),
      variants: Gids("ProductVariant"),
      collections: Gids("Collection"),
      tags: Words,
      vendors: Words,
      types: Words,
    })
    .default(none),
  /** At most so many points from orders, per member. */
  caps: z.array(Cap).max(7).default([]),
  /** At most so many points from orders, activities and referrals, for all members, ever. */
  budgetPoints: Points.min(1).nullable().default(null),
  combine: z
    .object({
      /** Of several rates for one line (the program's own is one): the best, or all of them. */
      rates: z.enum(["best", "add"]),
      /** Of several multipliers (the tier's is one): the best, the sum of what they add, or all. */
      multipliers: z.enum(["best", "add", "multiply"]),
      /** Of several fixed amounts: the best, or all of them. */
      fixed: z.enum(["best", "add"]),
      /** Where the best is looked for: line by line, or one for the whole order. */
      per: z.enum(["line", "order"]),
    })
    .default({ rates: "best", multipliers: "best", fixed: "add", per: "line" }),
  rules: z.array(OrderRule).max(50).default([]),
});
export type Earning = z.infer<typeof Earning>;
