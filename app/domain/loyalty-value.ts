import { allowanceOf, type Allowance } from "#app/domain/allowance.ts";
import { dayOf } from "#app/domain/calendar.ts";
import { lotsByExpiry } from "#app/domain/engine/points.ts";
import type { State } from "#app/domain/engine/state.ts";
import { balancesAfter } from "#app/domain/engine/flows.ts";
import { endsOfWays, findNextTier } from "#app/domain/next-tier.ts";
import type { Instant } from "#app/domain/order-facts.ts";
import type { LocalText } from "#app/domain/program/basics.ts";
import type { Measure } from "#app/domain/program/tiers.ts";
import { programAt, type Program } from "#app/domain/program/program.ts";

/** What the storefront knows of a customer without asking: the value of the metafield. */
export type LoyaltyValue = {
  /** Grows with every change. */
  v: number;
  points: number;
  pending: number;
  reserved: number;
  owed: number;
  tier: { id: string; name: LocalText } | null;
  /** `percent` of the way is done. */
  next: {
    id: string;
    name: LocalText;
    missing: string;
    measure: Measure;
    percent: number;
  } | null;
  /** The next days on which points can be used for the last time. */
  expires: { points: number; on: string }[];
  /** Rewards that are free by the tier held, and how many are left in the period. */
  free: { reward: string; left: number }[];
};

const EXPIRIES_SHOWN = 3;

export function loyaltyValueOf(
  state: State,
  { now, version }: { now: Instant; version: bigint },
): LoyaltyValue {
  const program = programAt(state.programs, now);
  const { available, pending, reserved, debt } = balancesAfter(state.journal);
  return {
    v: Number(version),
    points: Number(available),
    pending: Number(pending),
    reserved: Number(reserved),
    owed: Number(-debt),
    ...tiersOf(state, program, now),
    expires: program ? expiriesOf(state, program) : [],
    free: program ? freeOf(state, program, now) : [],
  };
}

/**
 * When the value changes by itself next, though settling has nothing to post: what was taken for
 * free is there again, something leaves the window in which the way to the next tier is measured,
 * or another program comes into force.
 */
export function nextChangeOfValue(state: State, now: Instant): Instant | null {
  const program = programAt(state.programs, now);
  const taken = ({ left, times }: Allowance) => left < times;
  const allowances = program ? allowanceOf(state, program, now).filter(taken) : [];
  const moments = [
    ...allowances.flatMap(({ until }) => until ?? []),
    ...(program ? endsOfWays(state, program, now) : []),
    ...state.programs.map(({ effectiveFrom }) => effectiveFrom).filter((from) => from > now),
  ];
  return moments.length === 0 ? null : Math.min(...moments);
}

function tiersOf(
  state: State,
  program: Program | null,
  now: Instant,
): Pick<LoyaltyValue, "tier" | "next"> {
  if (!program || state.traits.closedAt !== null) return { tier: null, next: null };
  const held = program.levels.find(({ id }) => id === state.tier.id);
  const tier = held ? { id: held.id, name: held.name } : null;
  const next = findNextTier(state, program, now);
  if (!next) return { tier, next: null };
  const { level, ...way } = next;
  return { tier, next: { id: level.id, name: level.name, ...way } };
}

function freeOf(state: State, program: Program, now: Instant): LoyaltyValue["free"] {
  return allowanceOf(state, program, now).map(({ rewardId, left }) => ({ reward: rewardId, left }));
}

function expiriesOf(state: State, program: Program): LoyaltyValue["expires"] {
  const byDay = new Map<string, number>();
  for (const { points, expiresAt } of lotsByExpiry(state)) {
    if (expiresAt === null) continue;
    const on = dayOf(expiresAt - 1, program.timeZone);
    byDay.set(on, (byDay.get(on) ?? 0) + Number(points));
  }
  return [...byDay].slice(0, EXPIRIES_SHOWN).map(([on, points]) => ({ points, on }));
}
