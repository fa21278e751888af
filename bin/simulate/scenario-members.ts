import { z } from "zod";
import { Day, Name, Points, Quantity, Text } from "#bin/simulate/scenario-basics.ts";

const Redeem = z.strictObject({
  by: Name,
  reward: Name,
  /** What the redemption is called from here on; its code is used by this name. */
  as: Name.optional(),
  /** Of points as cash: how many. */
  steps: Quantity.optional(),
  /** As a perk of the tier, for no points. */
  free: z.boolean().optional(),
  /** What the member was shown that it costs. */
  shown: Points.optional(),
  /** An earlier request, sent again. */
  again: z.boolean().optional(),
});
export type Redeem = z.infer<typeof Redeem>;

const Adjust = z.strictObject({
  member: Name,
  points: Points,
  note: Text.default("A present"),
  as: Name.optional(),
});
export type Adjust = z.infer<typeof Adjust>;

const ActivityDone = z.strictObject({
  by: Name,
  /** Its id in the program. */
  activity: Text,
  /** What it was done with, such as the product that was reviewed. */
  subject: Text.optional(),
  as: Name.optional(),
});
export type ActivityDone = z.infer<typeof ActivityDone>;

/** What members and staff do in Laurel itself. */
export const MEMBER_ACTIONS = {
  redeem: Redeem.optional(),
  /** A reward is given by hand, for nothing. */
  issue: z.strictObject({ member: Name, reward: Name, as: Name.optional() }).optional(),
  /** A redemption is handed back unused by its member, or taken back by staff. */
  handBack: Name.optional(),
  takeBack: Name.optional(),
  adjust: Adjust.optional(),
  /** An adjustment is taken back. */
  undo: Name.optional(),
  /** Staff has done what a reward promised, or takes that back. */
  deliver: Name.optional(),
  undoDelivery: Name.optional(),
  /** Codes for a reward that hands out vouchers. */
  vouchers: z.strictObject({ reward: Name, codes: z.array(Text).min(1) }).optional(),
  draw: z.strictObject({ draw: Name, winners: Quantity }).optional(),
  /** A member does something that is no order. */
  activity: ActivityDone.optional(),
  /** Staff decides about an activity that was named with `as`. */
  approve: Name.optional(),
  reject: Name.optional(),
  /** A member tells their birthday: 02-29. */
  birthday: z.strictObject({ of: Name, day: z.string().regex(/^\d\d-\d\d$/) }).optional(),
  /** A tier is held by hand, for ever or until the end of a day; null takes that back. */
  invite: z.strictObject({ member: Name, tier: Name.nullable(), until: Day.optional() }).optional(),
  /** A friend comes by a member's link. */
  refer: z.strictObject({ friend: Name, by: Name }).optional(),
  /** A member leaves the program. */
  close: Name.optional(),
  /** Jobs of the schedule, run now, as late or as often as you like. */
  run: z.array(Text).min(1).optional(),
};
