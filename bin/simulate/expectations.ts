import { z } from "zod";
import { Day, Name, Points, Text } from "#bin/simulate/scenario-basics.ts";

const Lot = z.strictObject({
  points: Points,
  /** The last day on which they can be used, or never. */
  expires: z.union([Day, z.literal("never")]).optional(),
});

/** What a member has; only what is written is looked at. */
const Member = z.strictObject({
  available: Points.optional(),
  pending: Points.optional(),
  reserved: Points.optional(),
  owed: Points.optional(),
  /** A tier's id, or none. */
  tier: Name.optional(),
  /** All lots, the oldest expiry first. */
  lots: z.array(Lot).optional(),
  /** Points given less points taken back, by what gave them: order, activity, gift, referral … */
  earned: z.record(Name, Points).optional(),
  /** Whether they are known at all. */
  known: z.boolean().optional(),
});
export type MemberExpectation = z.infer<typeof Member>;

const Order = z.strictObject({
  /** What its transfers add up to. */
  points: Points.optional(),
  /** Each must be part of the receipt. */
  receipt: z.array(Text).optional(),
});

/** What must be so once everything that is due has been done. */
export const Expectations = z
  .object({
    /** Why the step is refused; without it the step must succeed. */
    refused: Text.optional(),
    orders: z.record(Name, Order).optional(),
    /** By name: requested, active, used, canceling, returned, refused, lapsed. */
    redemptions: z.record(Name, Text).optional(),
    /** Whether the nightly comparison of ledger and facts finds nothing; it always should. */
    ledger: z.literal("clean").optional(),
  })
  .catchall(Member);
export type Expectations = z.infer<typeof Expectations>;

/** Keys of `expect` that are no customer's name. */
export const OWN_KEYS: ReadonlySet<string> = new Set(Object.keys(Expectations.shape));
