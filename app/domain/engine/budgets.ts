import { min } from "#app/domain/engine/points.ts";
import type { MemberEvent } from "#app/domain/engine/member-events.ts";
import type { State, Wish } from "#app/domain/engine/state.ts";

/**
 * What budgets have granted, by budget and source. A grant counts whenever its source is judged,
 * also where it was recorded later: it is the answer to a question that judging has asked.
 */
export function grantsOf(events: MemberEvent[]): Map<string, bigint> {
  const grants = new Map<string, bigint>();
  for (const event of events) {
    if (event.kind !== "granted") continue;
    const key = keyOf(event);
    const known = grants.get(key);
    // Of two answers, which a merge of members can bring, the smaller promise is kept.
    grants.set(key, known === undefined ? event.points : min(known, event.points));
  }
  return grants;
}

/**
 * What a budget gives of the points wanted. Where it has not been asked yet it gives nothing, and
 * is asked: of several budgets the next is only asked with what the one before has granted.
 */
export function takeGrant(state: State, wish: Wish): { points: bigint; waits: boolean } {
  if (wish.points <= 0n) return { points: 0n, waits: false };
  const granted = state.grants.get(keyOf(wish));
  if (granted !== undefined) return { points: min(granted, wish.points), waits: false };
  const asked = state.wishes.find((other) => keyOf(other) === keyOf(wish));
  if (!asked) state.wishes.push({ ...wish });
  else if (asked.points < wish.points) asked.points = wish.points;
  return { points: 0n, waits: true };
}

/** What a budget has answered a source, or null while it has not been asked. */
export function findGrant(state: State, asked: { budget: string; source: string }): bigint | null {
  return state.grants.get(keyOf(asked)) ?? null;
}

function keyOf({ budget, source }: { budget: string; source: string }): string {
  return `${budget}|${source}`;
}
