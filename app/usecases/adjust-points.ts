import type { ShopContext, Tx } from "#app/db/context.ts";
import { isErased } from "#app/db/members.ts";
import { listRequestKeys, requestKey } from "#app/db/request-keys.ts";
import { expiredOf, lotsByExpiry } from "#app/domain/engine/points.ts";
import type { State } from "#app/domain/engine/state.ts";
import type { AdjustmentFact } from "#app/domain/engine/timeline.ts";
import { settleForDecision } from "#app/usecases/settle-for-decision.ts";

export type AdjustResult =
  | { ok: true; adjustmentId: string }
  | { ok: false; reason: "member-gone" | "already-undone" | "unknown" | "request-reused" }
  | { ok: false; reason: "too-few-points"; availablePoints: bigint };

/**
 * Gives points (or takes them, if negative) by hand, with a note. Never takes more than the
 * member has. Repeating a requestId changes nothing; asking for something else by it is refused.
 */
export async function adjustPoints(
  ctx: ShopContext,
  input: { memberId: string; points: bigint; note: string; requestId: string },
): Promise<AdjustResult> {
  return ctx.inTransaction((tx) => adjustWithin(tx, ctx, { ...input, undoes: null }));
}

/** Takes an adjustment back by an opposite one, once. Repeating a requestId changes nothing. */
export async function undoAdjustment(
  ctx: ShopContext,
  input: { adjustmentId: string; note: string | null; requestId: string },
): Promise<AdjustResult> {
  const { adjustmentId, note, requestId } = input;
  return ctx.inTransaction(async (tx): Promise<AdjustResult> => {
    const { shopId } = ctx;
    const undone = await tx.adjustment.findUnique({
      where: { shopId_id: { shopId, id: adjustmentId } },
      select: { id: true, memberId: true, points: true },
    });
    if (!undone) return { ok: false, reason: "unknown" };
    const { id, memberId, points } = undone;
    return adjustWithin(tx, ctx, {
      memberId,
      points: -points,
      note,
      requestId,
      undoes: id,
    });
  });
}

type Adjusting = {
  memberId: string;
  points: bigint;
  note: string | null;
  requestId: string;
  undoes: string | null;
};

async function adjustWithin(tx: Tx, ctx: ShopContext, input: Adjusting): Promise<AdjustResult> {
  const { memberId, points, note, undoes } = input;
  const { shopId } = ctx;
  const settled = await settleForDecision(tx, ctx, memberId);
  // Under the member's lock, so that no note is kept of a person who has just been erased.
  if (!settled || (await isErased(tx, shopId, memberId)))
    return { ok: false, reason: "member-gone" };

  const keys = await listRequestKeys(tx, shopId, input);
  const earlier = await tx.adjustment.findFirst({
    where: { shopId, requestId: { in: keys } },
    select: { id: true, points: true, undoes: true },
  });
  if (earlier) {
    const same = earlier.points === points && earlier.undoes === undoes;
    if (!same) return { ok: false, reason: "request-reused" };
    return { ok: true, adjustmentId: earlier.id };
  }
  if (undoes !== null && (await tx.adjustment.count({ where: { shopId, memberId, undoes } })) > 0) {
    return { ok: false, reason: "already-undone" };
  }

  const availablePoints = takeablePoints(settled.state, undoes);
  if (points < 0n && availablePoints + points < 0n) {
    return { ok: false, reason: "too-few-points", availablePoints };
  }
  const requestId = requestKey(memberId, input.requestId);
  const at = new Date(settled.asOf);
  const fact = await addAdjustment(tx, ctx, { memberId, points, note, undoes, requestId, at });
  await settled.settleWith({ adjustments: [fact] });
  return { ok: true, adjustmentId: fact.id };
}

/** What can be taken; what has expired of an adjustment that is undone is not taken twice. */
function takeablePoints(state: State, undoes: string | null): bigint {
  const lapsed = undoes === null ? 0n : expiredOf(state, `adjustment:${undoes}`);
  return lotsByExpiry(state).reduce((total, lot) => total + lot.points, lapsed - state.owed);
}

async function addAdjustment(
  tx: Tx,
  ctx: ShopContext,
  fresh: Adjusting & { at: Date },
): Promise<AdjustmentFact> {
  const { shopId, author } = ctx;
  const id = ctx.newId();
  const noteSalt = fresh.note === null ? null : Uint8Array.from(ctx.randomBytes(16));
  await tx.adjustment.create({ data: { ...fresh, shopId, id, author, noteSalt } });
  return { id, at: fresh.at.getTime(), points: fresh.points, undoes: fresh.undoes };
}
