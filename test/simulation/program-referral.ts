import type { ProgramInput } from "#app/domain/program/document.ts";
import type { Dice } from "#test/simulation/dice.ts";

/** What members have for bringing friends. */
export type SimReferral = {
  inviterPoints: number;
  friendPoints: number;
  minimumOrder: number | null;
  waitDays: number;
  limit: { per: "month" | "lifetime"; times: number } | null;
};

export function rollReferral(dice: Dice): SimReferral {
  return {
    inviterPoints: dice.pick([40, 75]),
    friendPoints: dice.pick([15, 30]),
    minimumOrder: dice.pick([null, null, 20]),
    waitDays: dice.pick([0, 0, 1, 7]),
    limit: dice.pick([null, null, { per: "month", times: 1 }, { per: "lifetime", times: 1 }]),
  };
}

/** The referral as the app's merchants write it. */
export function referralOf(referral: SimReferral | null): ProgramInput["referral"] {
  if (referral === null) return null;
  const { limit, minimumOrder, ...rest } = referral;
  return {
    ...rest,
    minimumOrder: minimumOrder === null ? null : String(minimumOrder),
    limits: limit === null ? [] : [limit],
  };
}
