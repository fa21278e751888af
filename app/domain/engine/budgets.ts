import { max, min } from "#app/domain/engine/points.ts";
import type { MemberEvent } from "#app/domain/engine/member-events.ts";
import type { State, Wish } from "#app/domain/engine/state.ts";

type Granted = Extract<MemberEvent, { kind: "granted" }>;

/** What is given once for each time: the goal, and which time it was. */
const TIMES = /^((?:streak|challenge):.+:)(\d+)$/;

/**
 * What budgets have granted, by budget and source. A grant counts whenever its source is judged,
 * also where it was recorded later: it is the answer to a question that judging has asked.
 *
 * Two members who have become one can both have an answer for one source: the larger counts. Of a
 * streak or challenge both have had their first time, and now one of the two comes later: what the
 * later answer gave is for the next time that nothing is known of.
 */
export function grantsOf(events: MemberEvent[]): Map<string, bigint> {
  const granted = events.filter((event): event is Granted => event.kind === "granted");
  granted.sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
  const grants = new Map<string, bigint>();
  const repeated: Granted[] = [];
  for (const grant of granted) {
    const key = keyOf(grant);
    const known = grants.get(key);
    if (known === undefined) grants.set(key, grant.points);
    else if (TIMES.test(grant.source)) repeated.push(grant);
    else grants.set(key, max(known, grant.points));
  }
  for (const grant of movedOn(granted, repeated)) grants.set(keyOf(grant), grant.points);
  return grants;
}

/** What was given again for known times, as of the next times that nothing is known of. */
function movedOn(granted: Granted[], repeated: Granted[]): Granted[] {
  const rounds = new Map<string, number>();
  const again = repeated.map((grant) => {
    const round = (rounds.get(keyOf(grant)) ?? 0) + 1;
    rounds.set(keyOf(grant), round);
    return { grant, round, ...timeOf(grant.source) };
  });
  again.sort((a, b) => a.time - b.time || a.round - b.round);
  const taken = new Set(granted.map(({ source }) => source));
  const places = new Map<string, string>();
  return again.map(({ grant, round, goal, time }) => {
    // What several budgets gave for one time stays together.
    const place = `${grant.source}|${round}`;
    let next = time;
    while (!places.has(place) && taken.has(`${goal}${next}`)) next += 1;
    const source = places.get(place) ?? `${goal}${next}`;
    places.set(place, source);
    taken.add(source);
    return { ...grant, source };
  });
}

function timeOf(source: string): { goal: string; time: number } {
  const [, goal = "", time = ""] = TIMES.exec(source) ?? [];
  return { goal, time: Number(time) };
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
