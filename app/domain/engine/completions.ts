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
 * What comes back later is given again, once, as it was.
 */
export function bringTo(state: State, { deeds }: Completions, goal: Goal): void {
  const { activity, wanted, program, at } = goal;
  for (let index = deeds.length - 1; index >= wanted; index -= 1) {
    const deed = deeds[index];
    if (deed) undo(state, deed, { at, why: { reason: "undone" } });
  }
  for (let index = 0; index < wanted; index += 1) {
    const deed = deeds[index] ?? begin(state, beginningOf(state, activity, { program, at }));
    deeds[index] = deed;
    count(state, deed, at);
  }
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

function beginningOf(
  state: State,
  activity: Streak | Challenge,
  { program, at }: { program: Program; at: Instant },
) {
  const number = (state.completed.get(activity.id) ?? 0) + 1;
  state.completed.set(activity.id, number);
  const isOver = activity.kind === "streak" && !activity.repeats && number > 1;
  return {
    source: `${activity.kind}:${activity.id}:${number}`,
    offer: offerOf(activity),
    program,
    at,
    refused: isOver ? ({ reason: "done-once" } as const) : null,
  };
}
