import { endLot, move, type Cause } from "#app/domain/engine/points.ts";
import type { State } from "#app/domain/engine/state.ts";
import type { Instant } from "#app/domain/order-facts.ts";

/**
 * The member leaves: what waits and what lots hold expires, what is owed is forgiven, tier and
 * multipliers end, and so do streaks, challenges and locks as they stand, and the wait for a
 * friend's welcome. A code that is open stays good; what comes back of it ends, too. Who joins
 * again begins with nothing, and nothing of before comes back or takes of what came after.
 */
export function closeAccount(state: State, { id, at }: { id: string; at: Instant }): void {
  state.yearlyDueAt = undefined;
  for (const { source, points } of state.pending.values()) {
    const cause: Cause = { source, reason: "closed", at };
    move(state, cause, { lot: source, from: "pending", to: "expired", points });
  }
  state.pending.clear();
  for (const lot of state.lots.values()) endLot(state, lot, { reason: "closed", at });
  const cause: Cause = { source: `closed:${id}`, reason: "closed", at };
  move(state, cause, { lot: "", from: "forgiven", to: "debt", points: state.owed });
  state.owed = 0n;
  for (const boost of state.boosts) boost.until = Math.min(boost.until, Math.max(boost.from, at));
  state.leftAt.push(at);
  state.fruits.clear();
  state.traits.floor = null;
  state.traits.rankPercent = null;
}

/** What is still earned by an order that was placed before the account was closed ends at once. */
export function giveEnded(state: State, cause: Cause, points: bigint): void {
  move(state, cause, { lot: cause.source, from: "issued", to: "expired", points });
}
