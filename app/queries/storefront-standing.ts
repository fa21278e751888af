import type { ShopContext, Tx } from "#app/db/context.ts";
import { listMemberFacts } from "#app/db/member-facts.ts";
import { listPrograms } from "#app/db/programs.ts";
import { decide } from "#app/domain/engine/decide.ts";
import type { State } from "#app/domain/engine/state.ts";
import { factsBy, noFacts } from "#app/domain/engine/timeline.ts";
import { prepareProgram, programAt, type Program } from "#app/domain/program/program.ts";

/** A member as redeeming will judge them: settled to this moment, whatever waits to be posted. */
export async function standingNow(
  tx: Tx,
  ctx: ShopContext,
  memberId: string | null,
): Promise<{ program: Program | null; at: number; state: State | null }> {
  const at = ctx.clock.now().getTime();
  const [programs, known] = await Promise.all([
    listPrograms(tx, ctx.shopId),
    memberId === null ? null : listMemberFacts(tx, ctx.shopId, [memberId]),
  ]);
  const program = programAt(programs.map(prepareProgram), at);
  if (memberId === null) return { program, at, state: null };
  const facts = factsBy(at, known?.get(memberId) ?? noFacts());
  return { program, at, state: decide({ programs, facts, asOf: at }).state };
}
