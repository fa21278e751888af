import { decide, type Decision } from "#app/domain/engine/decide.ts";
import type { State } from "#app/domain/engine/state.ts";
import type { MemberFacts } from "#app/domain/engine/timeline.ts";
import type { Instant } from "#app/domain/order-facts.ts";
import type { ProgramVersion } from "#app/domain/program/program.ts";
import { on } from "#test/support/facts.ts";

/** Every move of points, a line each: when, by what and why, how many, from where to where. */
export function toldMoves({ journal }: Pick<State, "journal">): string[] {
  return journal.map(({ at, source, lot, from, to, points, reason }) => {
    const ofLot = lot === source ? "" : lot === "" ? ", of no lot" : `, of ${lot}`;
    return `${toldTime(at)} ${source} ${reason}: ${points} ${from} → ${to}${ofLot}`;
  });
}

/** All that a member has: lots with their end, what waits, what is set aside and owed, the tier. */
export function toldMember({ state, nextDueAt }: Decision): string[] {
  const { lots, pending, reserved, owed, tier, wishes } = state;
  return [
    ...[...lots.values()].flatMap(({ lot, points, since, expiresAt }) => {
      const end = expiresAt === null ? "" : ` until ${toldTime(expiresAt)}`;
      return points === 0n ? [] : `${lot}: ${points} since ${toldTime(since)}${end}`;
    }),
    ...[...pending.values()].map(({ source, points, matureAt }) => {
      const end = matureAt === null ? "what comes" : toldTime(matureAt);
      return `${source}: ${points} wait for ${end}`;
    }),
    ...[...reserved].flatMap(([id, parts]) =>
      parts.map(({ lot, points }) => `${id}: ${points} set aside of ${lot || "debt"}`),
    ),
    ...(owed === 0n ? [] : [`owes ${owed}`]),
    ...(tier.id === null ? [] : [`${tier.id} since ${toldTime(tier.since ?? 0)}`]),
    ...(tier.graceUntil === null ? [] : [`grace until ${toldTime(tier.graceUntil)}`]),
    ...wishes.map(({ budget, source, points, limitPoints }) => {
      return `${source} asks ${budget} of ${limitPoints} for ${points}`;
    }),
    ...(nextDueAt === null ? [] : [`next ${toldTime(nextDueAt)}`]),
  ];
}

/** A moment in UTC: its day, and its time where that is not noon. */
export function toldTime(at: Instant): string {
  const [day = "", time = ""] = new Date(at).toISOString().split("T");
  if (time === "12:00:00.000Z") return day;
  return `${day}T${time.replace(/(:00)?\.000Z$/, "")}`;
}

/** What the engine makes of a member's facts by a day, and the moves that lead there. */
export function toldOn(
  day: string,
  facts: MemberFacts,
  programs: ProgramVersion | ProgramVersion[],
): { moves: string[]; has: string[] } {
  const decision = decide({ programs: [programs].flat(), facts, asOf: on(day) });
  return { moves: toldMoves(decision.state), has: toldMember(decision) };
}
