import type { ShopContext, Tx } from "#app/db/context.ts";
import { lockMembers, type LockedMember } from "#app/db/ledger.ts";
import { listMemberFacts } from "#app/db/member-facts.ts";
import { planOnce } from "#app/db/plans.ts";
import { listPrograms } from "#app/db/programs.ts";
import type { MemberFacts } from "#app/domain/engine/timeline.ts";
import type { ProgramVersion } from "#app/domain/program/program.ts";

/**
 * Members under their locks, which last until the transaction ends, with all that deciding and
 * posting rest on: what is known of them, and what their ledgers say.
 */
export type HeldMembers = {
  members: LockedMember[];
  facts: Map<string, MemberFacts>;
  programs: ProgramVersion[];
};

/**
 * Locks members and reads all of theirs: one burst of statements, each of which sees what was
 * committed when the locks were had. Who does not exist is not in the answer.
 */
export async function holdMembers(
  tx: Tx,
  { shopId }: ShopContext,
  memberIds: string[],
): Promise<HeldMembers> {
  const [, members, known, programs] = await Promise.all([
    planOnce(tx),
    lockMembers(tx, shopId, memberIds),
    listMemberFacts(tx, shopId, memberIds),
    listPrograms(tx, shopId),
  ]);
  const facts = new Map(
    members.flatMap(({ id }) => {
      const own = known.get(id);
      return own ? [[id, own] as const] : [];
    }),
  );
  return { members, facts, programs };
}
