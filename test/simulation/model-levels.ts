import type { ModelLevel, ModelTiers } from "#test/simulation/model-facts.ts";
import { programAt, type Books } from "#test/simulation/model-lots.ts";

const NO_TIERS: ModelTiers = {
  ...{ measure: "spend", window: { kind: "lifetime" }, levels: [] },
  ...{ grace: { kind: "days", days: 0 }, landing: "belongs" },
};

/** The tiers of the program in force. */
export function tiersAt(books: Books, at: number): ModelTiers {
  return programAt(books, at)?.tiers ?? NO_TIERS;
}

/** The lowest tier that staff has promised, as long as that holds. */
export function tierByHand({ facts, holdsMade, endedAt }: Books, at: number): string | null {
  const last = facts.holds.slice(0, holdsMade).findLast((hold) => hold.at <= at);
  if (!last || last.at <= endedAt || (last.until !== null && last.until <= at)) return null;
  return last.tierId;
}

export function placeOf(levels: ModelLevel[], tierId: string | null): number {
  return levels.findIndex(({ id }) => id === tierId);
}

/** By invitation is what has neither threshold nor ways: nobody steps down onto it. */
export function isByInvitation({ threshold, ways }: ModelLevel): boolean {
  return threshold === null && ways.length === 0;
}
