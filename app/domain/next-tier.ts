import { isLess, type Fraction } from "#app/domain/fraction.ts";
import { formatMinor } from "#app/domain/money.ts";
import type { Instant } from "#app/domain/order-facts.ts";
import type { Level, Program } from "#app/domain/program/program.ts";
import type { Measure } from "#app/domain/program/tiers.ts";
import type { State } from "#app/domain/engine/state.ts";
import { valueOf, type Sum } from "#app/domain/engine/tier-measure.ts";
import { reachOf } from "#app/domain/engine/tier-ways.ts";

/** The next tier that can be worked towards, and the shortest way to it. */
export type NextTier = {
  level: Level;
  measure: Measure;
  /** As people read it: an amount of money, points or orders. */
  missing: string;
  /** Of the way is done, rounded down. */
  percent: number;
};

/**
 * The first tier above the one held that a measure leads to. One that only a rank, a run of months,
 * a single order, a purchase or an invitation leads to is no way that can be measured.
 */
export function findNextTier(state: State, program: Program, at: Instant): NextTier | null {
  const held = program.levels.findIndex(({ id }) => id === state.tier.id);
  for (const level of program.levels.slice(held + 1)) {
    const [way, ...others] = waysTo(level, program).map((sum) => ({
      ...sum,
      value: valueOf(state, sum, { program, at }),
    }));
    if (!way) continue;
    const best = others.reduce(
      (one, other) => (isLess(doneOf(one), doneOf(other)) ? other : one),
      way,
    );
    return { level, ...progressOf(best, program) };
  }
  return null;
}

type Way = Sum & { reach: Fraction };

function waysTo({ reach, ways }: Level, program: Program): Way[] {
  const { tiers } = program.document;
  const own = tiers && reach ? [{ measure: tiers.measure, window: tiers.window, reach }] : [];
  const measured = ways.filter((way) => way.kind === "measured");
  return [...own, ...measured.map((way) => ({ ...way, reach: reachOf(way, program) }))];
}

type Done = Way & { value: bigint };

/** How much of the way is done; all of it where nothing is asked for. */
function doneOf({ value, reach }: Done): Fraction {
  if (reach.numerator === 0n) return { numerator: 1n, denominator: 1n };
  return { numerator: value * reach.denominator, denominator: reach.numerator };
}

function progressOf(done: Done, { currency }: Program): Omit<NextTier, "level"> {
  const { measure, value, reach } = done;
  const { numerator, denominator } = doneOf(done);
  const whole = (reach.numerator + reach.denominator - 1n) / reach.denominator;
  const missing = whole > value ? whole - value : 0n;
  return {
    measure,
    missing: measure === "spend" ? formatMinor(missing, currency) : missing.toString(),
    percent: Math.min(100, Number((100n * numerator) / denominator)),
  };
}
