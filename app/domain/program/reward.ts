import { z } from "zod";
import {
  Decimal,
  Id,
  Limit,
  LocalText,
  LongText,
  Percent,
  Points,
  PositiveDecimal,
} from "#app/domain/program/basics.ts";
import { MemberCondition } from "#app/domain/program/condition.ts";

/** What a member gets. The first six are discount codes that Shopify honors at checkout. */
const Gives = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("amount-off"), amount: PositiveDecimal }),
  /** `atMost`: never more than so much, however big the order. */
  z.object({
    kind: z.literal("percentage-off"),
    percent: Percent,
    atMost: PositiveDecimal.nullable().default(null),
  }),
  /** So much money for each `costPoints`; the shopper chooses how many times. */
  z.object({
    kind: z.literal("points-as-cash"),
    amount: PositiveDecimal,
    minimumSteps: z.number().int().min(1).max(1_000_000).default(1),
    maximumSteps: z.number().int().min(1).max(1_000_000).nullable().default(null),
    /** At most so much of an order: the code asks for an order that is big enough. */
    maximumShare: Percent.nullable().default(null),
  }),
  z.object({ kind: z.literal("free-shipping") }),
  z.object({
    kind: z.literal("free-product"),
    products: z.array(z.string().startsWith("gid://shopify/Product/")).min(1).max(50),
    quantity: z.number().int().min(1).max(100).default(1),
  }),
  z.object({ kind: z.literal("gift-card"), amount: PositiveDecimal }),
  z.object({ kind: z.literal("store-credit"), amount: PositiveDecimal }),
  /** A code from a pool that the merchant uploaded under this reward. */
  z.object({ kind: z.literal("voucher"), instructions: LongText.nullable().default(null) }),
  /** Staff does it, and ticks it off. */
  z.object({ kind: z.literal("service"), instructions: LongText.nullable().default(null) }),
  z.object({ kind: z.literal("donation"), amount: PositiveDecimal, to: LocalText }),
  z.object({ kind: z.literal("draw-ticket"), draw: Id }),
]);
export type RewardGives = z.infer<typeof Gives>;

export const Reward = z.object({
  id: Id,
  name: LocalText,
  gives: Gives,
  costPoints: Points.min(1, "A reward costs at least 1 point."),
  /** Other prices for holders of a tier. */
  prices: z
    .array(z.object({ tier: Id, costPoints: Points.min(1) }))
    .max(10)
    .default([]),
  /** Who can take it, and when; null for every member, always. */
  for: MemberCondition.nullable().default(null),
  /** Only as a perk or by the merchant's hand, never for points. */
  notForSale: z.boolean().default(false),
  limits: z.array(Limit).max(6).default([]),
  /** So many in all, for all members together. */
  stock: z.number().int().min(1).max(1_000_000_000).nullable().default(null),
  minimumOrder: Decimal.nullable().default(null),
  /** Only these products, and collections, are made cheaper; empty for everything. */
  only: z
    .object({
      products: z.array(z.string().startsWith("gid://shopify/Product/")).max(100).default([]),
      collections: z.array(z.string().startsWith("gid://shopify/Collection/")).max(100).default([]),
    })
    .default({ products: [], collections: [] }),
  /** Days the code can be used; null for no end. */
  validDays: z.number().int().min(1).max(1095).nullable().default(null),
  combinesWith: z
    .object({
      orderDiscounts: z.boolean(),
      productDiscounts: z.boolean(),
      shippingDiscounts: z.boolean(),
    })
    .default({ orderDiscounts: false, productDiscounts: true, shippingDiscounts: true }),
  /** Whether points come back: when the code expires unused, … */
  returnsWhenUnused: z.boolean().default(true),
  /** … when the member hands it back unused, … */
  returnsWhenHandedBack: z.boolean().default(true),
  /** … when the order it was used in is refunded in full or cancelled. */
  returnsWhenRefunded: z.boolean().default(false),
  /** Retired rewards can no longer be redeemed; codes already issued stay good. */
  retired: z.boolean().default(false),
});
export type Reward = z.infer<typeof Reward>;
