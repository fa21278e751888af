import type { ShopContext } from "#app/db/context.ts";
import { addMemberEvents } from "#app/db/member-events.ts";
import { listRankChanges } from "#app/db/member-ranks.ts";
import { listPrograms } from "#app/db/programs.ts";
import { enqueue } from "#app/db/work-items.ts";
import { addMonths, dayOf } from "#app/domain/calendar.ts";
import { AVERAGED_MONTHS, monthOf } from "#app/domain/engine/spend-by-month.ts";
import { prepareProgram, programAt } from "#app/domain/program/program.ts";
import { byOf } from "#app/usecases/record-member-event.ts";

/**
 * Looks at who is among the best so many percent (app/db/member-ranks.ts says how that is told),
 * where the program in force has a tier for them. What changed is written down as events: a rank
 * among all members cannot be worked out again from one member's facts. Returns how many changed.
 */
export async function rankMembers(ctx: ShopContext): Promise<number> {
  return ctx.inTransaction(async (tx) => {
    const now = ctx.clock.now();
    const programs = await listPrograms(tx, ctx.shopId);
    const program = programAt(programs.map(prepareProgram), now.getTime());
    const ways = program?.levels.flatMap((level) => level.ways) ?? [];
    const percents = ways.flatMap((way) => (way.kind === "top-percent" ? way.percent : []));
    if (!program || percents.length === 0) return 0;

    const { timeZone } = program;
    const today = dayOf(now.getTime(), timeZone);
    const first = monthOf(addMonths(today, -AVERAGED_MONTHS));
    const look = { percents, first, present: monthOf(today), timeZone };
    const changes = await listRankChanges(tx, ctx.shopId, look);
    const events = changes.map(({ memberId, percent }) => ({
      id: ctx.newId(),
      memberId,
      at: now,
      requestId: `${memberId}:ranked:${now.toISOString()}`,
      event: { kind: "ranked" as const, percent },
    }));
    await addMemberEvents(tx, byOf(ctx), events);
    const subjects = changes.map(({ memberId }) => memberId);
    await enqueue(tx, ctx.shopId, { kind: "settle", subjects, dueAt: now });
    return changes.length;
  });
}
