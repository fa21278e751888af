import { isLess, type Fraction } from "#app/domain/fraction.ts";
import { formatMinor } from "#app/domain/money.ts";
import type { Instant } from "#app/domain/order-facts.ts";
import { programAt, type Level, type Program } from "#app/domain/program/program.ts";
import type { Measure } from "#app/domain/program/tiers.ts";
import type { State } from "#app/domain/engine/state.ts";
import { talliedUntil, valueOf, type Sum } from "#app/domain/engine/tier-measure.ts";
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
  const next = nextLevel(state, program);
  if (!next) return null;
  const [way, ...others] = next.ways;
  const valued = (one: Way): Done => ({ ...one, value: valueOf(state, one, { program, at }) });
  const best = others
    .map(valued)
    .reduce((one, other) => (isLess(doneOf(one), doneOf(other)) ? other : one), valued(way));
  return { level: next.level, ...progressOf(best, program) };
}

/**
 * What the ways to the next tier come to, together; at the top, what the program's own measure
 * does: minor units, points, orders. Tells whether there is something new to say. 0 without tiers.
 */
export function tierProgress(state: State, at: Instant): bigint {
  const program = programAt(state.programs, at);
  if (!program) return 0n;
  const { tiers } = program.document;
  const sums: readonly Sum[] = nextLevel(state, program)?.ways ?? (tiers ? [tiers] : []);
  return sums.reduce((all, sum) => all + valueOf(state, sum, { program, at }), 0n);
}

/** When something leaves the windows of the ways to the next tier, by time alone. */
export function endsOfWays(state: State, program: Program, at: Instant): Instant[] {
  const ways = nextLevel(state, program)?.ways ?? [];
  const sums = ways.filter(({ measure }) => measure !== "balance");
  return sums
    .map((sum) => talliedUntil(state, sum, { program, at }).until)
    .filter((until) => Number.isFinite(until));
}

function nextLevel(state: State, program: Program) {
  const held = program.levels.findIndex(({ id }) => id === state.tier.id);
  for (const level of program.levels.slice(held + 1)) {
    const [way, ...others] = waysTo(level, program);
    if (way) return { level, ways: [way, ...others] as const };
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
