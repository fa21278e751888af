import { z } from "zod";
import { Name, Points, Text } from "#bin/simulate/scenario-basics.ts";

const Redeem = z.strictObject({
  by: Name,
  reward: Name,
  /** What the redemption is called from here on; its code is used by this name. */
  as: Name.optional(),
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

/** What members and staff do in Laurel itself. */
export const MEMBER_ACTIONS = {
  redeem: Redeem.optional(),
  /** A reward is given by hand, for nothing. */
  issue: z.strictObject({ member: Name, reward: Name, as: Name.optional() }).optional(),
  /** A redemption is handed back unused. */
  handBack: Name.optional(),
  adjust: Adjust.optional(),
  /** An adjustment is taken back. */
  undo: Name.optional(),
  /** Jobs of the schedule, run now, as late or as often as you like. */
  run: z.array(Text).min(1).optional(),
};
