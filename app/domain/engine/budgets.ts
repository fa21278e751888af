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
 * later one was given is for the next time that nothing is known of.
 */
export function grantsOf(events: MemberEvent[]): Map<string, bigint> {
  const granted = events.filter((event): event is Granted => event.kind === "granted");
  granted.sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
  const moved = laterTimes(granted);
  const grants = new Map<string, bigint>();
  for (const grant of granted) {
    const key = keyOf({ ...grant, source: moved.get(askingOf(grant)) ?? grant.source });
    grants.set(key, max(grants.get(key) ?? 0n, grant.points));
  }
  return grants;
}

/** For which time counts what somebody asked for a time that another one had asked for, too. */
function laterTimes(granted: Granted[]): Map<string, string> {
  const first = new Map<string, string>();
  const again = new Map<string, { goal: string; time: number }>();
  for (const grant of granted) {
    const [, goal = "", time = ""] = TIMES.exec(grant.source) ?? [];
    if (goal === "") continue;
    const asking = askingOf(grant);
    const before = first.get(grant.source);
    if (before === undefined) first.set(grant.source, asking);
    else if (before !== asking) again.set(asking, { goal, time: Number(time) });
  }
  const moved = new Map<string, string>();
  const taken = new Set(granted.map(({ source }) => source));
  for (const [asking, { goal, time }] of [...again].sort(([, a], [, b]) => a.time - b.time)) {
    let next = time;
    while (taken.has(`${goal}${next}`)) next += 1;
    taken.add(`${goal}${next}`);
    moved.set(asking, `${goal}${next}`);
  }
  return moved;
}

/** What one member asked of all budgets for one source. */
function askingOf({ source, askedBy = "" }: Granted): string {
  return `${askedBy}|${source}`;
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
