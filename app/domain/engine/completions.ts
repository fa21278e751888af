import { offerOf, type Deed } from "#app/domain/engine/deed.ts";
import { begin, count, undo } from "#app/domain/engine/deeds.ts";
import { hasEnded } from "#app/domain/engine/points.ts";
import type { Challenge, Evidence, Streak } from "#app/domain/engine/progress.ts";
import type { State } from "#app/domain/engine/state.ts";
import type { Instant } from "#app/domain/order-facts.ts";

/** How often a streak or challenge was done so far, in the order in which that was noticed. */
export type Completions = { deeds: Deed[] };

type Goal = { activity: Streak | Challenge; wanted: number; evidence: Evidence; at: Instant };

/**
 * Gives for what is done more often than before, and takes back for what fell: the last first.
 * What comes back later is given again, once, as it was. Returns the deeds that changed.
 */
export function bringTo(state: State, { deeds }: Completions, goal: Goal): Deed[] {
  const { activity, wanted, evidence, at } = goal;
  const changed: Deed[] = [];
  const rest = (deed: Deed, reached: boolean) => {
    if (restOn(state, deed, { activity, reached, evidence, at })) changed.push(deed);
  };
  for (let index = deeds.length - 1; index >= wanted; index -= 1) {
    const deed = deeds[index];
    if (deed) rest(deed, false);
  }
  for (let index = 0; index < wanted; index += 1) {
    const deed = deeds[index] ?? nextDeed(state, activity, { evidence, at });
    deeds[index] = deed;
    rest(deed, true);
  }
  return changed;
}

/**
 * Lets a deed stand as long as anything that it rests on is reached: versions that ask for
 * something else share the one gift of a period, or of what can be done once. Returns whether it
 * changed.
 */
export function restOn(
  state: State,
  deed: Deed,
  { activity, reached, evidence, at }: Resting,
): boolean {
  const reachedBy = state.reached.get(deed.source) ?? new Set<string>();
  state.reached.set(deed.source, reachedBy);
  const key = trackOf(state, activity, evidence);
  if (reached) reachedBy.add(key);
  else reachedBy.delete(key);
  const { stands } = deed;
  if (reachedBy.size > 0) count(state, deed, at);
  else undo(state, deed, { at, why: { reason: "undone" } });
  return deed.stands !== stands;
}

type Resting = {
  activity: Streak | Challenge;
  reached: boolean;
  evidence: Evidence;
  at: Instant;
};

/** By what progress is kept: it begins anew where another thing is asked for, or after leaving. */
export function trackOf(
  { leftAt }: State,
  activity: Streak | Challenge,
  { happenedAt }: Evidence,
): string {
  const era = leftAt.filter((left) => left < happenedAt).length;
  const definition = definitionOf(activity);
  return era === 0 ? definition : `${era}|${definition}`;
}

/** Begins what evidence has led to; what was before the member left leads to nothing more. */
export function beginBy(
  state: State,
  { source, activity, evidence, at }: Omit<Resting, "reached"> & { source: string },
): Deed {
  const { program, happenedAt } = evidence;
  const refused = hasEnded(state, happenedAt) ? ({ reason: "closed" } as const) : null;
  return begin(state, { source, offer: offerOf(activity), program, at, refused });
}

/** Progress is counted anew where a later version of the program asks for something else. */
function definitionOf(activity: Streak | Challenge): string {
  const known = definitions.get(activity);
  if (known !== undefined) return known;
  const { id, kind, of } = activity;
  const rest =
    activity.kind === "streak"
      ? [activity.unit, activity.length, activity.repeats]
      : [activity.target, activity.within];
  const definition = JSON.stringify([id, kind, of, ...rest]);
  definitions.set(activity, definition);
  return definition;
}
const definitions = new WeakMap<Streak | Challenge, string>();

/** What cannot be done again has one deed, whichever version it was first done under. */
function nextDeed(
  state: State,
  activity: Streak | Challenge,
  { evidence, at }: { evidence: Evidence; at: Instant },
): Deed {
  const { id, kind } = activity;
  const number = (state.completed.get(id) ?? 0) + 1;
  const first = state.deeds.get(`${kind}:${id}:1`);
  if (activity.kind === "streak" && !activity.repeats && first) return first;
  state.completed.set(id, number);
  const source = `${kind}:${id}:${number}`;
  return beginBy(state, { source, activity, evidence, at });
}
