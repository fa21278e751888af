import { z } from "zod";
import { Activity, Referral } from "#app/domain/program/activity.ts";
import { LocalText, Points } from "#app/domain/program/basics.ts";
import { checkDocument } from "#app/domain/program/check-document.ts";
import { Campaign, Earning } from "#app/domain/program/earning.ts";
import { Expiry } from "#app/domain/program/expiry.ts";
import { migrateDocument } from "#app/domain/program/migrate.ts";
import { Reward } from "#app/domain/program/reward.ts";
import { Tiers } from "#app/domain/program/tiers.ts";

const Shape = z.object({
  schema: z.literal(2),
  name: z.string().trim().min(1, "Give the program a name.").max(60),
  /** What points are called, in the plural, such as stars; null for points. */
  pointsName: LocalText.nullable().default(null),
  earning: Earning,
  activities: z.array(Activity).max(50).default([]),
  campaigns: z.array(Campaign).max(100).default([]),
  referral: Referral.nullable().default(null),
  expiry: Expiry.default({ kind: "never" }),
  tiers: Tiers.nullable().default(null),
  refunds: z
    .object({
      /** What happens to points that were spent before their order was refunded. */
      belowZero: z.enum(["carry", "forgive"]),
      /** Of what is carried, at most so much is owed; the rest is forgiven. */
      carryAtMost: Points.nullable().default(null),
    })
    .default({ belowZero: "carry", carryAtMost: null }),
  rewards: z.array(Reward).max(100).default([]),
});

/** The program document: everything a merchant decides, as data. Validated, then published. */
export const ProgramDocument = Shape.superRefine((program, report) => {
  checkDocument(program, (path, message) => report.addIssue({ code: "custom", path, message }));
});
export type ProgramDocument = z.infer<typeof Shape>;

/**
 * A document that was validated when it was stored, brought to today's shape. Rules that are new
 * since do not judge it: what is published stays in force.
 */
export function readStoredDocument(stored: unknown): ProgramDocument {
  return Shape.parse(migrateDocument(stored));
}

/** A document as people write it: what is left out is filled in. */
export type ProgramInput = z.input<typeof Shape>;
