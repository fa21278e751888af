import { z } from "zod";
import {
  DayText,
  Decimal,
  Id,
  MonthDay,
  Percent,
  PositiveDecimal,
  TimeOfDay,
} from "#app/domain/program/basics.ts";

const Words = z.array(z.string().trim().min(1).max(255)).min(1, "Name at least one.").max(250);
const Gids = (type: string) =>
  z
    .array(z.string().startsWith(`gid://shopify/${type}/`))
    .min(1, "Name at least one.")
    .max(250);
const Count = z.number().int().min(1).max(1_000_000);

const LineLeaf = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("product"), in: Gids("Product") }),
  z.object({ kind: z.literal("variant"), in: Gids("ProductVariant") }),
  z.object({ kind: z.literal("collection"), in: Gids("Collection") }),
  z.object({ kind: z.literal("tag"), in: Words }),
  z.object({ kind: z.literal("vendor"), in: Words }),
  z.object({ kind: z.literal("product-type"), in: Words }),
]);

/** What a line of an order must be. Words are compared without regard to case. */
export type LineCondition =
  | z.infer<typeof LineLeaf>
  | { kind: "all" | "any"; of: LineCondition[] }
  | { kind: "not"; of: LineCondition };

export const LineCondition: z.ZodType<LineCondition> = z.lazy(() =>
  z.union([
    LineLeaf,
    z.object({ kind: z.enum(["all", "any"]), of: z.array(LineCondition).min(1).max(20) }),
    z.object({ kind: z.literal("not"), of: LineCondition }),
  ]),
);

/** True of a member at a moment: the same for orders, activities, rewards and campaigns. */
const MemberLeaf = [
  /** The tier held then; "none" stands for no tier. */
  z.object({ kind: z.literal("tier"), in: z.array(Id).min(1).max(20) }),
  /** Tags of the customer, as they were then. */
  z.object({ kind: z.literal("customer-tag"), in: Words }),
  z.object({ kind: z.literal("segment"), in: Gids("Segment") }),
  /** Joined on one of these days. */
  z.object({
    kind: z.literal("joined"),
    from: DayText.nullable().default(null),
    until: DayText.nullable().default(null),
  }),
  /** A member for at least, and at most, so many days. */
  z.object({
    kind: z.literal("member-for"),
    atLeastDays: z.number().int().min(0).max(36_500).nullable().default(null),
    atMostDays: z.number().int().min(0).max(36_500).nullable().default(null),
  }),
  /** From so many days before the birthday until so many after it. */
  z.object({
    kind: z.literal("birthday"),
    daysBefore: z.number().int().min(0).max(180).default(0),
    daysAfter: z.number().int().min(0).max(180).default(0),
  }),
  z.object({ kind: z.literal("birthday-month") }),
  /** Among the best so many percent of the members when that was last looked at. */
  z.object({ kind: z.literal("top-percent"), percent: Percent }),
] as const;

/** True of a moment, in the shop's time zone. Days named are included, the end of hours is not. */
const TimeLeaf = [
  z.object({
    kind: z.literal("weekday"),
    in: z
      .array(z.enum(["mon", "tue", "wed", "thu", "fri", "sat", "sun"]))
      .min(1)
      .max(7),
  }),
  z.object({
    kind: z.literal("dates"),
    from: DayText.nullable().default(null),
    until: DayText.nullable().default(null),
  }),
  z.object({ kind: z.literal("hours"), from: TimeOfDay, until: TimeOfDay }),
  /** 1 to 31, or -1 for the last day of the month. */
  z.object({
    kind: z.literal("day-of-month"),
    in: z
      .array(z.union([z.literal(-1), z.number().int().min(1).max(31)]))
      .min(1)
      .max(31),
  }),
  /** Every year from one day until another, also across New Year. */
  z.object({ kind: z.literal("yearly"), from: MonthDay, until: MonthDay }),
] as const;

/** True of an order as it was placed. */
const OrderLeaf = [
  z.object({ kind: z.literal("channel"), in: Words }),
  /** Country codes such as DE, of the market the order was placed in. */
  z.object({ kind: z.literal("country"), in: Words }),
  /** Currencies in which the shopper paid. */
  z.object({
    kind: z.literal("currency"),
    in: z.array(z.string().regex(/^[A-Z]{3}$/, "Write a currency such as EUR.")).min(1),
  }),
  z.object({ kind: z.literal("payment"), in: Words }),
  z.object({ kind: z.literal("order-tag"), in: Words }),
  /** One of these codes was used; without a list, any code. */
  z.object({ kind: z.literal("discount-code"), in: Words.nullable().default(null) }),
  /** What the order comes to, by what the program counts, excluded products included. */
  z.object({
    kind: z.literal("order-total"),
    atLeast: Decimal.nullable().default(null),
    below: PositiveDecimal.nullable().default(null),
  }),
  /** The member's n-th order: from, to (both included), and every so many from there. */
  z.object({
    kind: z.literal("order-number"),
    from: Count.default(1),
    to: Count.nullable().default(null),
    every: Count.default(1),
  }),
  /** At least so many items of a kind. */
  z.object({ kind: z.literal("contains"), lines: LineCondition, atLeast: Count.default(1) }),
] as const;

const MemberTime = z.discriminatedUnion("kind", [...MemberLeaf, ...TimeLeaf]);
const Leaf = z.discriminatedUnion("kind", [...MemberLeaf, ...TimeLeaf, ...OrderLeaf]);

/** What must be true of member and moment. Customer tags and segments are as they were then. */
export type MemberCondition =
  | z.infer<typeof MemberTime>
  | { kind: "all" | "any"; of: MemberCondition[] }
  | { kind: "not"; of: MemberCondition };

/** What must be true of an order, its member and its moment, when it was placed. */
export type Condition =
  z.infer<typeof Leaf> | { kind: "all" | "any"; of: Condition[] } | { kind: "not"; of: Condition };

export const MemberCondition: z.ZodType<MemberCondition> = z.lazy(() =>
  z.union([
    MemberTime,
    z.object({ kind: z.enum(["all", "any"]), of: z.array(MemberCondition).min(1).max(20) }),
    z.object({ kind: z.literal("not"), of: MemberCondition }),
  ]),
);

export const Condition: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    Leaf,
    z.object({ kind: z.enum(["all", "any"]), of: z.array(Condition).min(1).max(20) }),
    z.object({ kind: z.literal("not"), of: Condition }),
  ]),
);
