import { decide } from "#app/domain/engine/decide.ts";
import type { MemberEvent } from "#app/domain/engine/member-events.ts";
import type { MemberFacts } from "#app/domain/engine/timeline.ts";
import type { State } from "#app/domain/engine/state.ts";
import { balancesOf, flowsOf } from "#app/domain/engine/flows.ts";
import type { OrderFacts } from "#app/domain/order-facts.ts";
import type { ProgramInput } from "#app/domain/program/document.ts";
import type { ProgramVersion } from "#app/domain/program/program.ts";
import { aProgram, factsOf, on } from "#test/support/facts.ts";

type ActivityInput = NonNullable<ProgramInput["activities"]>[number];

/** A review that gives 20 points, unless told otherwise. */
export function aReview(rest: Record<string, unknown> = {}): ActivityInput {
  return activity({ id: "review", kind: "review", ...rest });
}

/** An activity that gives 20 points, unless told otherwise. */
export function activity(
  rest: { id: string; kind: string } & Record<string, unknown>,
): ActivityInput {
  return {
    name: { en: rest.id },
    gives: { kind: "points", points: 20 },
    ...rest,
  } as ActivityInput;
}

/** A program in which orders earn nothing, so that activities stand out. */
export function aProgramWith(
  activities: ActivityInput[],
  more: Partial<ProgramInput> = {},
  rest: Partial<ProgramVersion> = {},
): ProgramVersion {
  return aProgram((plain) => {
    const earning = { ...plain.earning, points: "0", ...more.earning };
    return { ...plain, activities, ...more, earning };
  }, rest);
}

/** Somebody did something, at a moment such as 2026-03-01 or 2026-03-01T10:00. */
export function did(activityId: string, at: string, id = `${activityId}@${at}`): MemberEvent {
  return { id, at: on(at), kind: "activity", activity: activityId, subject: null };
}

/** Staff approved or rejected an activity. */
export function decided(eventId: string, approved: boolean, at: string): MemberEvent {
  return { id: `${eventId}:${at}`, at: on(at), kind: "activity-decided", eventId, approved };
}

export function event<K extends MemberEvent["kind"]>(
  kind: K,
  at: string,
  rest: Omit<Extract<MemberEvent, { kind: K }>, "id" | "at" | "kind">,
): MemberEvent {
  return { id: `${kind}@${at}`, at: on(at), kind, ...rest } as MemberEvent;
}

/** What the engine makes of orders and events by a moment. */
export function after(
  programs: ProgramVersion | ProgramVersion[],
  { orders = [], ...rest }: Partial<Omit<MemberFacts, "orders">> & { orders?: OrderFacts[] },
  asOf = "2030-01-01",
): State {
  const facts = factsOf(orders, rest);
  return decide({ programs: [programs].flat(), facts, asOf: on(asOf) }).state;
}

/** What a member could spend (owed points are less than nothing). */
export function balance(state: State): bigint {
  const { available, debt } = balancesOf(flowsOf(state.journal));
  return available + debt;
}

/** What a source has given, less what was taken back. */
export function pointsOf(state: State, source: string): bigint {
  const own = state.journal.filter((move) => move.source === source);
  return -balancesOf(flowsOf(own)).issued;
}
