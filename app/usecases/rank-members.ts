import type { ShopContext } from "#app/db/context.ts";
import { addMemberEvents } from "#app/db/member-events.ts";
import { listRankChanges, type RankChange, type RankLook } from "#app/db/member-ranks.ts";
import { listUnmerged } from "#app/db/member-versions.ts";
import { lockIntake } from "#app/db/order-facts.ts";
import { listPrograms } from "#app/db/programs.ts";
import { enqueue } from "#app/db/work-items.ts";
import { addMonths, dayOf } from "#app/domain/calendar.ts";
import { AVERAGED_MONTHS, monthOf } from "#app/domain/engine/spend-by-month.ts";
import { bestPercents } from "#app/domain/program/best-percents.ts";
import { prepareProgram, programAt, type ProgramVersion } from "#app/domain/program/program.ts";
import { byOf } from "#app/usecases/record-member-event.ts";

/**
 * Looks at who is among the best so many percent (app/db/member-ranks.ts says how that is told),
 * where the program in force asks for them. What changed is written down as events: a rank
 * among all members cannot be worked out again from one member's facts. Returns how many changed.
 */
export async function rankMembers(ctx: ShopContext): Promise<number> {
  const now = ctx.clock.now();
  const changes = await ctx.inTransaction(async (tx) => {
    const look = lookAt(await listPrograms(tx, ctx.shopId), now);
    return look === null ? [] : listRankChanges(tx, ctx.shopId, look);
  });
  return changes.length === 0 ? 0 : writeDown(ctx, changes, now);
}

/** What the program in force looks at, or null. */
function lookAt(programs: ProgramVersion[], now: Date): RankLook | null {
  const program = programAt(programs.map(prepareProgram), now.getTime());
  const percents = program ? bestPercents(program.document) : [];
  if (!program || percents.length === 0) return null;
  const { timeZone } = program;
  const today = dayOf(now.getTime(), timeZone);
  const first = monthOf(addMonths(today, -AVERAGED_MONTHS));
  return { percents, first, present: monthOf(today), timeZone };
}

/** The looking took its time: who has been merged since then is no longer there to be told. */
function writeDown(ctx: ShopContext, changes: RankChange[], now: Date): Promise<number> {
  return ctx.inTransaction(async (tx) => {
    await lockIntake(tx, ctx.shopId);
    const ids = changes.map(({ memberId }) => memberId);
    const there = await listUnmerged(tx, ctx.shopId, ids);
    const events = changes.flatMap(({ memberId, percent }) => {
      if (!there.has(memberId)) return [];
      const requestId = `${memberId}:ranked:${now.toISOString()}`;
      const event = { kind: "ranked" as const, percent };
      return [{ id: ctx.newId(), memberId, at: now, requestId, event }];
    });
    await addMemberEvents(tx, byOf(ctx), events);
    enqueue(tx, ctx.shopId, { kind: "settle", subjects: [...there], dueAt: now });
    return events.length;
  });
}
