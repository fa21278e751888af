import type { ProgramDocument } from "#app/domain/program/document.ts";
import { activitySurprises } from "#app/domain/surprises/activities.ts";
import { campaignSurprises } from "#app/domain/surprises/campaigns.ts";
import { pointSurprises } from "#app/domain/surprises/points.ts";
import { rewardSurprises } from "#app/domain/surprises/rewards.ts";
import { ruleSurprises } from "#app/domain/surprises/rules.ts";
import type { Known, Surprise } from "#app/domain/surprises/surprise.ts";
import { tierSurprises } from "#app/domain/surprises/tiers.ts";

/**
 * What a sound program does that its merchant may not expect, the serious things first. Nothing
 * here keeps anybody from publishing: it is said, and decided by people.
 */
export function listSurprises(program: ProgramDocument, known: Known): Surprise[] {
  const all = [
    ...pointSurprises(program, known),
    ...ruleSurprises(program, known),
    ...campaignSurprises(program, known),
    ...activitySurprises(program),
    ...tierSurprises(program),
    ...rewardSurprises(program),
  ];
  return [...all.filter(({ serious }) => serious), ...all.filter(({ serious }) => !serious)];
}
