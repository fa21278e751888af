import type { Earnings, Move, State } from "#app/domain/engine/state.ts";
import { changeEarnings } from "#app/domain/engine/tier-measure.ts";
import type { Instant } from "#app/domain/order-facts.ts";

/**
 * What else but orders earned points, kept up with the journal: tiers by points count them from
 * when they were given. Entry gifts, points by hand and returned rewards are no earnings. Returns
 * whether some were taken back since this was asked last.
 */
export function hasShrunk(state: State): boolean {
  let shrunk = false;
  for (; state.journalSeen < state.journal.length; state.journalSeen += 1) {
    const entry = state.journal[state.journalSeen];
    if (!entry || !isEarning(entry)) continue;
    const { at, source } = entry;
    const points = entry.from === "issued" ? entry.points : -entry.points;
    const known = state.otherEarnings.get(source) ?? nothingAt(at);
    state.otherEarnings.set(source, known);
    changeEarnings(state, known, { points: known.points + points });
    shrunk ||= points < 0n;
  }
  return shrunk;
}

function nothingAt(paidAt: Instant): Earnings {
  return { paidAt, spendMinor: 0n, points: 0n, window: null };
}

function isEarning({ source, from, to }: Move): boolean {
  if (from !== "issued" && to !== "issued") return false;
  return !source.startsWith("order:") && !source.startsWith("gift:");
}
