import { z } from "zod";
import {
  Decimal,
  Id,
  LocalText,
  LongText,
  Percent,
  Period,
  Points,
  PositiveDecimal,
} from "#app/domain/program/basics.ts";
import { LineCondition, MemberCondition } from "#app/domain/program/condition.ts";

/** `balance` is the points that can be spent; the others are added up over the window. */
export const Measure = z.enum(["spend", "points", "orders", "balance"]);
export type Measure = z.infer<typeof Measure>;

export const Window = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("lifetime") }),
  z.object({ kind: z.literal("calendar-month") }),
  z.object({ kind: z.literal("calendar-year") }),
  /** Years counted from the day the member joined. */
  z.object({ kind: z.literal("membership-year") }),
  z.object({ kind: z.literal("rolling-days"), days: z.number().int().min(1).max(3650) }),
  z.object({ kind: z.literal("rolling-months"), months: z.number().int().min(1).max(60) }),
]);
export type Window = z.infer<typeof Window>;

/** One more way into a tier, beside its threshold. */
const Way = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("measured"),
    measure: Measure,
    window: Window,
    atLeast: PositiveDecimal,
  }),
  /** So much in each of so many calendar months, one after the other. */
  z.object({
    kind: z.literal("in-a-row"),
    measure: z.enum(["spend", "points", "orders"]),
    months: z.number().int().min(2).max(60),
    atLeast: PositiveDecimal,
  }),
  /** One order of at least so much. */
  z.object({ kind: z.literal("single-order"), atLeast: PositiveDecimal }),
  /** Among the best so many percent of the members, by average monthly spend; looked at nightly. */
  z.object({ kind: z.literal("top-percent"), percent: Percent }),
  /** As long as this is true of the member: a tag, a segment, a time since joining. */
  z.object({ kind: z.literal("condition"), when: MemberCondition }),
  /** An order with such a product (a yearly fee, say): for so many months from its payment. */
  z.object({
    kind: z.literal("purchase"),
    lines: LineCondition,
    months: z.number().int().min(1).max(60),
  }),
]);
export type Way = z.infer<typeof Way>;

const Perk = z.discriminatedUnion("kind", [
  /** A reward free of points, so many times in each period: coupons, free shipping, gifts. */
  z.object({
    kind: z.literal("free-reward"),
    reward: Id,
    times: z.number().int().min(1).max(100),
    per: Period,
  }),
  /** Every reward costs so many percent fewer points, rounded up. */
  z.object({ kind: z.literal("cheaper-rewards"), percent: Percent }),
  /** Each reward bought with points as cash is worth so many percent more. */
  z.object({ kind: z.literal("points-worth-more"), percent: Percent }),
  /** A discount on every order, by a code that is free and renewed with every month. */
  z.object({ kind: z.literal("standing-discount"), reward: Id }),
  z.object({ kind: z.literal("early-access"), hours: z.number().int().min(1).max(720) }),
  /** Something people do: a contact, a class, a gift; shown to the member. */
  z.object({ kind: z.literal("service"), text: LongText }),
]);
export type Perk = z.infer<typeof Perk>;

const Level = z.object({
  id: Id.refine((id) => id !== "none", '"none" stands for no tier.'),
  name: LocalText,
  /** What the measure must reach: an amount, points, or orders. Null: by other ways only. */
  threshold: Decimal.nullable(),
  /** Any one of these is enough, too. Without any, and without threshold: by invitation. */
  ways: z.array(Way).max(5).default([]),
  multiplier: PositiveDecimal.default("1"),
  /** Points given on reaching the tier; they do not count towards tiers. */
  entryGift: Points.default(0),
  perks: z.array(Perk).max(20).default([]),
});
export type TierLevel = z.infer<typeof Level>;

export const Tiers = z.object({
  measure: Measure,
  window: Window,
  /** How long a tier is kept after time alone has taken what it rested on. */
  grace: z
    .discriminatedUnion("kind", [
      z.object({ kind: z.literal("days"), days: z.number().int().min(0).max(730) }),
      z.object({ kind: z.literal("months"), months: z.number().int().min(1).max(24) }),
    ])
    .default({ kind: "days", days: 0 }),
  /** Where a member lands when the grace is over: where they belong, or one tier down. */
  landing: z.enum(["belongs", "one-step"]).default("belongs"),
  /** From the lowest to the highest. */
  levels: z.array(Level).min(1).max(10),
});
export type Tiers = z.infer<typeof Tiers>;
