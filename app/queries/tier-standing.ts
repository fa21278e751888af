import type { Fraction } from "#app/domain/fraction.ts";
import { measuredValue } from "#app/domain/engine/tier-measure.ts";
import type { State } from "#app/domain/engine/state.ts";
import { formatMinor } from "#app/domain/money.ts";
import { programAt, type Level, type Program } from "#app/domain/program/program.ts";

/** The tier a member holds and the way to the next, or null where the program has no tiers. */
export function tierStanding(state: State, now: number) {
  const program = programAt(state.programs, now);
  const tiers = program?.document.tiers;
  if (!program || !tiers) return null;
  const held = program.levels.findIndex(({ id }) => id === state.tier.id);
  const next = program.levels[held + 1];
  return {
    held: program.levels[held]?.name ?? null,
    since: isoOf(state.tier.since),
    graceUntil: isoOf(state.tier.graceUntil),
    next: next?.reach
      ? wayTo(next, next.reach, { program, value: measuredValue(state, program, now) })
      : null,
  };
}

type Measured = { program: Program; value: bigint };

function wayTo(level: Level, { numerator, denominator }: Fraction, { program, value }: Measured) {
  const reach = ceiling(numerator, denominator);
  const missing = reach > value ? reach - value : 0n;
  const measure = program.document.tiers?.measure ?? "spend";
  return {
    name: level.name,
    measure,
    missing: measure === "spend" ? formatMinor(missing, program.currency) : missing.toString(),
    percent: reach === 0n ? 100 : Math.min(100, Number((value * 100n) / reach)),
  };
}

function ceiling(numerator: bigint, denominator: bigint): bigint {
  return (numerator + denominator - 1n) / denominator;
}

function isoOf(instant: number | null): string | null {
  return instant === null ? null : new Date(instant).toISOString();
}
