import { takePending } from "#app/domain/engine/awarding.ts";
import {
  expiredOf,
  hasEnded,
  max,
  min,
  move,
  spend,
  type Cause,
} from "#app/domain/engine/points.ts";
import { noteForgiven, owe } from "#app/domain/engine/forgiven.ts";
import type { State } from "#app/domain/engine/state.ts";
import type { Instant } from "#app/domain/order-facts.ts";
import { programAt } from "#app/domain/program/program.ts";

/**
 * Takes points back: from what is pending, the source's own lot, what of it had expired (it is
 * not taken twice), other lots by expiry, and last from what the member then owes, or is forgiven.
 * What was judged before an account was closed takes nothing of what came after.
 */
export function takeBack(
  state: State,
  cause: Cause,
  { points, judgedAt }: { points: bigint; judgedAt: Instant },
): void {
  let missing = points - takePending(state, cause, points);
  missing -= takeOwn(state, cause, missing);
  const ended = hasEnded(state, judgedAt);
  if (!ended) {
    for (const part of spend(state, cause, { points: missing, to: "issued", first: [] })) {
      missing -= part.points;
    }
  }
  const carried = ended ? 0n : min(missing, carriedRoom(state, cause.at));
  owe(state, carried);
  move(state, cause, { lot: "", from: "debt", to: "issued", points: carried });
  move(state, cause, { lot: "", from: "forgiven", to: "issued", points: missing - carried });
  noteForgiven(state, cause.source, missing - carried);
}

/** What the source's own lot holds, and what of it had expired. Returns how much. */
function takeOwn(state: State, cause: Cause, points: bigint): bigint {
  const lot = cause.source;
  const own = state.lots.get(lot);
  const held = min(own?.points ?? 0n, points);
  if (own) own.points -= held;
  move(state, cause, { lot, from: "available", to: "issued", points: held });
  const lapsed = min(expiredOf(state, lot), points - held);
  move(state, cause, { lot, from: "expired", to: "issued", points: lapsed });
  return held + lapsed;
}

/** How much more the member may owe, by the program of the moment. */
function carriedRoom(state: State, at: Instant): bigint {
  const refunds = programAt(state.programs, at)?.document.refunds;
  if (refunds?.belowZero === "forgive") return 0n;
  const most = refunds?.carryAtMost ?? null;
  return most === null ? UNBOUNDED : max(BigInt(most) - state.owed, 0n);
}
const UNBOUNDED = 1n << 80n;
