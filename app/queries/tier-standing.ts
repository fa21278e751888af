import type { State } from "#app/domain/engine/state.ts";
import { findNextTier } from "#app/domain/next-tier.ts";
import { programAt } from "#app/domain/program/program.ts";

/** The tier a member holds and the way to the next, or null where the program has no tiers. */
export function tierStanding(state: State, now: number) {
  const program = programAt(state.programs, now);
  if (!program?.document.tiers) return null;
  const next = findNextTier(state, program, now);
  return {
    held: program.levels.find(({ id }) => id === state.tier.id)?.name ?? null,
    since: isoOf(state.tier.since),
    graceUntil: isoOf(state.tier.graceUntil),
    next: next && {
      name: next.level.name,
      measure: next.measure,
      missing: next.missing,
      percent: next.percent,
    },
  };
}

function isoOf(instant: number | null): string | null {
  return instant === null ? null : new Date(instant).toISOString();
}
