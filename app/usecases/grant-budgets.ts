import { lockBudgets, writeBudgets } from "#app/db/budgets.ts";
import type { ShopContext, Tx } from "#app/db/context.ts";
import { addMemberEvents } from "#app/db/member-events.ts";
import type { MemberEvent } from "#app/domain/engine/member-events.ts";
import { min } from "#app/domain/engine/points.ts";
import type { Wish } from "#app/domain/engine/state.ts";
import { invariant } from "#app/domain/invariant.ts";
import { byOf } from "#app/usecases/record-member-event.ts";

/** What a budget gave to a source of a member. */
export type Grant = { memberId: string; event: Extract<MemberEvent, { kind: "granted" }> };

/**
 * Grants wishes from the shop's budgets, as far as there is room: a budget is never overspent, and
 * nobody gets less than there is room for. A grant is final, also one of nothing. Three statements,
 * however many wishes, and none without any: a shop without budgets never meets their rows. Who
 * asks `asOne` asks once more as whom two have become (`asksAlone`).
 */
export async function grantBudgets(
  tx: Tx,
  ctx: ShopContext,
  wishes: (Wish & { memberId: string; asOne?: boolean })[],
): Promise<Grant[]> {
  if (wishes.length === 0) return [];
  const budgets = wishes.map(({ budget }) => budget);
  const used = await lockBudgets(tx, ctx.shopId, budgets);
  const now = ctx.clock.now();
  const grants = wishes.map((wish): Grant => {
    const { memberId, asOne, budget, source, points, limitPoints, judgedAt } = wish;
    const given = used.get(budget) ?? 0n;
    const granted = min(points, limitPoints > given ? limitPoints - given : 0n);
    used.set(budget, given + granted);
    const of = { budget, source, ...(judgedAt === undefined ? {} : { judgedAt }) };
    const by = { id: ctx.newId(), at: now.getTime(), ...(asOne ? {} : { askedBy: memberId }) };
    return { memberId, event: { kind: "granted", points: granted, ...of, ...by } };
  });
  await writeBudgets(tx, ctx.shopId, used);
  const fresh = grants.map(({ memberId, event: { id, at: _at, ...event } }) => ({
    id,
    memberId,
    at: now,
    requestId: requestOf({ memberId, event }),
    event,
  }));
  const added = await addMemberEvents(tx, { ...byOf(ctx), author: "laurel" }, fresh);
  invariant(added.length === fresh.length, "a budget is asked once for a source");
  return grants;
}

/** Names what a member asks of a budget once, and once more as whom two have become. */
function requestOf({
  memberId,
  event,
}: {
  memberId: string;
  event: Omit<Grant["event"], "id" | "at">;
}) {
  const how = event.askedBy === undefined ? "granted-as-one" : "granted";
  return `${memberId}:${how}:${event.budget}:${event.source}`;
}
