import { z } from "zod";
import {
  Cap,
  Decimal,
  Id,
  Limit,
  LocalText,
  Points,
  PositiveDecimal,
} from "#app/domain/program/basics.ts";
import { LineCondition, MemberCondition } from "#app/domain/program/condition.ts";

const Days = z.number().int().min(0).max(730);

const Gives = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("points"), points: Points.min(1) }),
  /** The member's orders earn so many times as much for so many days. */
  z.object({ kind: z.literal("multiplier"), factor: PositiveDecimal, days: Days.min(1) }),
]);

const common = {
  id: Id,
  name: LocalText,
  gives: Gives,
  /** For whom, and when; null for everyone, always. */
  when: MemberCondition.nullable().default(null),
  /** Somebody of the merchant's staff looks at it first. */
  approval: z.boolean().default(false),
  /** Days until its points can be spent. */
  holdDays: Days.default(0),
  limits: z.array(Limit).max(6).default([]),
  caps: z.array(Cap).max(6).default([]),
  /** Only after another activity has given something; null for no such wait. */
  unlockedBy: Id.nullable().default(null),
};

const Reported = z.object({
  ...common,
  kind: z.enum([
    "signup",
    "profile",
    "review",
    "newsletter",
    "social",
    "survey",
    "visit",
    "event",
    "upload",
    "partner",
  ]),
});

/** Comes every year by itself. 29 February is kept on the 28th where there is no 29th. */
const Yearly = z.object({
  ...common,
  kind: z.enum(["birthday", "anniversary"]),
  /** A birthday must have been known for so long; so one set today pays next year. */
  waitDays: Days.default(0),
});

/**
 * So many days, weeks or months in a row, each with an order (by when it was placed, once it is
 * paid) or an activity, which may be one that comes by itself.
 */
const Streak = z.object({
  ...common,
  kind: z.literal("streak"),
  of: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("orders") }),
    z.object({ kind: z.literal("activity"), activity: Id }),
  ]),
  unit: z.enum(["day", "week", "month"]),
  length: z.number().int().min(2).max(366),
  /** Whether it can be done again, from the beginning; otherwise once, under any version. */
  repeats: z.boolean().default(true),
});

/**
 * So much of something within a period of the calendar (given once in each, while the target of one
 * of the versions is reached), or within so many days (and again, with other orders).
 */
const Challenge = z.object({
  ...common,
  kind: z.literal("challenge"),
  of: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("orders") }),
    z.object({ kind: z.literal("spend") }),
    z.object({ kind: z.literal("items"), lines: LineCondition.nullable().default(null) }),
    z.object({ kind: z.literal("activity"), activity: Id }),
  ]),
  target: Decimal,
  within: z.discriminatedUnion("kind", [
    z.object({
      kind: z.literal("period"),
      per: z.enum(["day", "week", "month", "quarter", "year"]),
    }),
    z.object({ kind: z.literal("days"), days: Days.min(1) }),
  ]),
});

/** Something a member does, other than buying, and what it gives. */
export const Activity = z.discriminatedUnion("kind", [Reported, Yearly, Streak, Challenge]);
export type Activity = z.infer<typeof Activity>;

/** Joining, days of the year, streaks and challenges come by themselves: nobody reports them. */
export function comesByItself({ kind }: Activity): boolean {
  return ["signup", "birthday", "anniversary", "streak", "challenge"].includes(kind);
}

/** A member who brings a friend. Both sides get theirs when the friend's first order is safe. */
export const Referral = z.object({
  inviterPoints: Points,
  friendPoints: Points,
  /** What the friend's first order must come to. */
  minimumOrder: Decimal.nullable().default(null),
  /** Days after payment of that order, until it can no longer be returned. */
  waitDays: Days.default(0),
  /** At most so many friends count, per inviter. */
  limits: z.array(Limit).max(6).default([]),
});
export type Referral = z.infer<typeof Referral>;
