import { decide } from "#app/domain/engine/decide.ts";
import type { RedemptionFact } from "#app/domain/engine/timeline.ts";
import { prepareProgram } from "#app/domain/program/program.ts";
import type { ProgramInput } from "#app/domain/program/document.ts";
import { Reward } from "#app/domain/program/reward.ts";
import { decideRedemption, type Choice } from "#app/domain/redemption.ts";
import { aProgram, aRedemption, factsOf, on } from "#test/support/facts.ts";

export type RewardInput = NonNullable<ProgramInput["rewards"]>[number];
export type Perks = NonNullable<NonNullable<ProgramInput["tiers"]>["levels"][number]["perks"]>;

/** When rewards are asked for: a Wednesday. */
export const NOW = on("2026-05-20");

/** A service for 100 points. */
export function aReward(rest: Partial<RewardInput> = {}): Reward {
  const gives = { kind: "service" } as const;
  return Reward.parse({ id: "reward", name: { en: "R" }, gives, costPoints: 100, ...rest });
}

/** A member with 500 points, without tier unless perks are named. */
export function aMember(
  { perks = null, currency = "USD" }: { perks?: Perks | null; currency?: string } = {},
  redemptions: RedemptionFact[] = [],
) {
  const level = { id: "gold", name: { en: "Gold" }, threshold: "0", perks: perks ?? [] };
  const version = aProgram(
    (plain) => ({
      ...plain,
      tiers: perks && { measure: "orders", window: { kind: "lifetime" }, levels: [level] },
    }),
    { currency },
  );
  const adjustments = [{ id: "a", at: on("2026-01-01"), points: 500n, undoes: null }];
  const facts = factsOf([], { adjustments, redemptions });
  const { state } = decide({ programs: [version], facts, asOf: NOW });
  return { state, program: prepareProgram(version) };
}

type Member = ReturnType<typeof aMember>;

/** What is decided of a wish. */
export function ask(reward: Reward, choice: Choice = {}, member: Member = aMember()) {
  const { state, program } = member;
  return decideRedemption(state, { reward, choice }, { program, at: NOW });
}

/** The reward taken on a day, for nothing, and open. */
export const taken = (day: string, rest: Partial<RedemptionFact> = {}) =>
  aRedemption({ id: `r-${day}`, reservedAt: on(day), costPoints: 0n, takes: [], ...rest });
