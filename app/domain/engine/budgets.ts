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
 * streak or challenge both have had their first time, and the times of both are now counted in the
 * order in which they happened: so are the grants. What the two ask for as one is theirs where it
 * is asked for, and nothing moves it on.
 */
export function grantsOf(events: MemberEvent[]): Map<string, bigint> {
  const granted = events.filter((event): event is Granted => event.kind === "granted");
  const places = placesOf(granted);
  const grants = new Map<string, bigint>();
  for (const grant of granted) {
    const key = keyOf({ ...grant, source: places.get(askingOf(grant)) ?? grant.source });
    grants.set(key, max(grants.get(key) ?? 0n, grant.points));
  }
  return grants;
}

/**
 * Whether a member asks by themselves. Not where others have asked for times of the same goal who
 * are this member now: an answer that is moved on as theirs are would be asked for again and again.
 */
export function asksAlone(events: MemberEvent[], { memberId, source }: Asking): boolean {
  const goal = TIMES.exec(source)?.[1];
  if (goal === undefined) return true;
  const isOther = (grant: MemberEvent) =>
    grant.kind === "granted" && goal === goalOf(grant).goal && grant.askedBy !== memberId;
  return !events.some(isOther);
}
type Asking = { memberId: string; source: string };

/** For which times counts what several members had asked for before they became one, by asking. */
function placesOf(granted: Granted[]): Map<string, string> {
  const timed = granted.filter(({ source }) => TIMES.test(source));
  const asOne = timed.filter(({ askedBy }) => askedBy === undefined);
  const settled = new Set(asOne.map(keyOf));
  const alone = timed.filter(({ askedBy }) => askedBy !== undefined);
  const places = new Map<string, string>();
  for (const [goal, grants] of Map.groupBy(alone, (grant) => goalOf(grant).goal)) {
    if (new Set(grants.map(({ askedBy }) => askedBy)).size < 2) continue;
    let last = 0;
    for (const asked of inTurn(grants)) {
      let time = Math.max(last + 1, asked.time);
      const isTaken = ({ budget }: Granted) =>
        settled.has(keyOf({ budget, source: `${goal}${time}` }));
      while (asked.grants.some(isTaken)) time += 1;
      places.set(asked.asking, `${goal}${time}`);
      last = time;
    }
  }
  return places;
}

/** What each asking brought, in the order in which what was asked for had happened. */
function inTurn(granted: Granted[]) {
  const askings = [...Map.groupBy(granted, askingOf)].map(([asking, grants]) => {
    const judgedAt = Math.min(...grants.map(({ judgedAt, at }) => judgedAt ?? at));
    const time = Math.min(...grants.map((grant) => goalOf(grant).time));
    return { asking, grants, judgedAt, time };
  });
  const inOrder = (a: string, b: string) => (a < b ? -1 : 1);
  return askings.sort(
    (a, b) => a.judgedAt - b.judgedAt || a.time - b.time || inOrder(a.asking, b.asking),
  );
}

function goalOf({ source }: Granted): { goal: string | undefined; time: number } {
  const [, goal, time] = TIMES.exec(source) ?? [];
  return { goal, time: Number(time) };
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
