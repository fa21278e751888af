import { offerOf, type Deed } from "#app/domain/engine/deed.ts";
import { begin, count, undo } from "#app/domain/engine/deeds.ts";
import type { Challenge, Streak } from "#app/domain/engine/progress.ts";
import type { State } from "#app/domain/engine/state.ts";
import type { Instant } from "#app/domain/order-facts.ts";
import type { Program } from "#app/domain/program/program.ts";

/** How often a streak or challenge was done so far, in the order in which that was noticed. */
export type Completions = { deeds: Deed[] };

type Goal = { activity: Streak | Challenge; wanted: number; program: Program; at: Instant };

/**
 * Gives for what is done more often than before, and takes back for what fell: the last first.
 * What comes back later is given again, once, as it was. Returns the deeds that changed.
 */
export function bringTo(state: State, { deeds }: Completions, goal: Goal): Deed[] {
  const { activity, wanted, program, at } = goal;
  const changed: Deed[] = [];
  const rest = (deed: Deed, reached: boolean) => {
    if (restOn(state, deed, { activity, reached, at })) changed.push(deed);
  };
  for (let index = deeds.length - 1; index >= wanted; index -= 1) {
    const deed = deeds[index];
    if (deed) rest(deed, false);
  }
  for (let index = 0; index < wanted; index += 1) {
    const deed = deeds[index] ?? nextDeed(state, activity, { program, at });
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
  { activity, reached, at }: { activity: Streak | Challenge; reached: boolean; at: Instant },
): boolean {
  const reachedBy = state.reached.get(deed.source) ?? new Set<string>();
  state.reached.set(deed.source, reachedBy);
  const key = definitionOf(activity);
  if (reached) reachedBy.add(key);
  else reachedBy.delete(key);
  const { stands } = deed;
  if (reachedBy.size > 0) count(state, deed, at);
  else undo(state, deed, { at, why: { reason: "undone" } });
  return deed.stands !== stands;
}

/** Progress is counted anew where a later version of the program asks for something else. */
export function definitionOf(activity: Streak | Challenge): string {
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
  { program, at }: { program: Program; at: Instant },
): Deed {
  const { id, kind } = activity;
  const number = (state.completed.get(id) ?? 0) + 1;
  const first = state.deeds.get(`${kind}:${id}:1`);
  if (activity.kind === "streak" && !activity.repeats && first) return first;
  state.completed.set(id, number);
  const source = `${kind}:${id}:${number}`;
  return begin(state, { source, offer: offerOf(activity), program, at });
}
