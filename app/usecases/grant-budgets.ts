import { lockBudgets, writeBudgets } from "#app/db/budgets.ts";
import type { ShopContext, Tx } from "#app/db/context.ts";
import { addMemberEvents } from "#app/db/member-events.ts";
import type { MemberEvent } from "#app/domain/engine/member-events.ts";
import type { Wish } from "#app/domain/engine/state.ts";
import { invariant } from "#app/domain/invariant.ts";
import { byOf } from "#app/usecases/record-member-event.ts";

/** What a budget gave to a source of a member. */
export type Grant = { memberId: string; event: Extract<MemberEvent, { kind: "granted" }> };

/**
 * Grants wishes from the shop's budgets, as far as there is room: a budget is never overspent, and
 * nobody gets less than there is room for. A grant is final, also one of nothing. Three statements,
 * however many wishes, and none without any: a shop without budgets never meets their rows.
 */
export async function grantBudgets(
  tx: Tx,
  ctx: ShopContext,
  wishes: (Wish & { memberId: string })[],
): Promise<Grant[]> {
  if (wishes.length === 0) return [];
  const budgets = wishes.map(({ budget }) => budget);
  const used = await lockBudgets(tx, ctx.shopId, budgets);
  const at = ctx.clock.now();
  const grants = wishes.map(({ memberId, budget, source, points, limitPoints }): Grant => {
    const given = used.get(budget) ?? 0n;
    const room = limitPoints > given ? limitPoints - given : 0n;
    const granted = points < room ? points : room;
    used.set(budget, given + granted);
    const id = ctx.newId();
    const event = { kind: "granted" as const, id, at: at.getTime(), budget, source };
    return { memberId, event: { ...event, points: granted, askedBy: memberId } };
  });
  await writeBudgets(tx, ctx.shopId, used);
  const fresh = grants.map(({ memberId, event: { id, at: _at, ...event } }) => ({
    id,
    memberId,
    at,
    requestId: `${memberId}:granted:${event.budget}:${event.source}`,
    event,
  }));
  const added = await addMemberEvents(tx, { ...byOf(ctx), author: "laurel" }, fresh);
  invariant(added.length === fresh.length, "a budget is asked once for a source");
  return grants;
}
