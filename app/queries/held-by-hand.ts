import type { Tx } from "#app/db/context.ts";
import { dayOf } from "#app/domain/calendar.ts";
import type { State } from "#app/domain/engine/state.ts";
import { floorLevel } from "#app/domain/engine/tier-ways.ts";
import { programAt } from "#app/domain/program/program.ts";

/** The tier a member is held in by hand, with its end, reason and author; null for none. */
export async function heldByHand(
  tx: Tx,
  shopId: bigint,
  { state, now }: { state: State; now: number },
) {
  const program = programAt(state.programs, now);
  const { floor } = state.traits;
  const level = program?.levels[floorLevel(state, program.levels, now)];
  if (!program || !floor || !level) return null;
  const event = await tx.memberEvent.findUnique({
    where: { shopId_id: { shopId, id: floor.eventId } },
    select: { note: true, author: true },
  });
  const { until } = floor;
  return {
    tierId: level.id,
    name: level.name,
    until: until === null ? null : new Date(until).toISOString(),
    /** The last day, as the program in force counts days; empty for good. */
    lastDay: until === null ? "" : dayOf(until - 1, program.timeZone),
    note: event?.note ?? "",
    author: event?.author ?? "",
  };
}
