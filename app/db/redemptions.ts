import type { RedemptionOutcome, RedemptionState } from "#app/domain/redemption.ts";
import type { Reward } from "#app/domain/program/reward.ts";
import type { ShopContext, Tx } from "#app/db/context.ts";

/** A redemption as use cases need it. */
export type Redemption = {
  id: string;
  memberId: string;
  customerId: string;
  state: RedemptionState;
  outcome: RedemptionOutcome | null;
  reward: Reward;
  costPoints: bigint;
  code: string;
  discountId: string | null;
  reservedAt: Date;
  endsAt: Date | null;
  free: "perk" | "hand" | null;
  steps: number;
  /** In the shop's currency, where it is a fixed amount. */
  amount: string | null;
  minimumOrder: string | null;
  standing: boolean;
  stocked: boolean;
  voucher: string | null;
  orderId: string | null;
  returnedAt: Date | null;
};

type Later = "outcome" | "discountId" | "orderId" | "returnedAt";
export type NewRedemption = Omit<Redemption, Later> & {
  requestId: string;
  takes: { lot: string; points: bigint }[];
  note: string | null;
};

const SELECTED = {
  id: true,
  memberId: true,
  customerId: true,
  state: true,
  outcome: true,
  reward: true,
  costPoints: true,
  code: true,
  discountId: true,
  reservedAt: true,
  endsAt: true,
  free: true,
  steps: true,
  amount: true,
  minimumOrder: true,
  standing: true,
  stocked: true,
  voucher: true,
  orderId: true,
  returnedAt: true,
} as const;

export async function findRedemption(
  tx: Tx,
  shopId: bigint,
  id: string,
): Promise<Redemption | null> {
  const row = await tx.redemption.findUnique({
    where: { shopId_id: { shopId, id } },
    select: SELECTED,
  });
  return row as Redemption | null;
}

/**
 * What a request has made already. A retry may come after a merge: what was asked for by a member
 * who has become this one is asked for by this one.
 */
export async function findRedemptionByRequest(
  tx: Tx,
  shopId: bigint,
  { memberId, requestId }: { memberId: string; requestId: string },
): Promise<Redemption | null> {
  const [row] = await tx.$queryRaw<{ id: string }[]>`
    SELECT r.id::text AS id FROM redemption r
    WHERE r.shop_id = ${shopId} AND r.request_id = ANY(ARRAY(
      SELECT ${requestKey(memberId, requestId)}::text
      UNION ALL
      SELECT m.id::text || ':' || ${requestId}::text FROM member m
      WHERE m.shop_id = ${shopId} AND m.merged_into = ${memberId}::uuid))
    LIMIT 1`;
  return row ? findRedemption(tx, shopId, row.id) : null;
}

/** A request id is the browser's, and unique for a member only. */
export function requestKey(memberId: string, requestId: string): string {
  return `${memberId}:${requestId}`;
}

/** Locks a redemption until the transaction ends, so that its state is changed by one at a time. */
export async function lockRedemption(
  tx: Tx,
  shopId: bigint,
  id: string,
): Promise<Redemption | null> {
  await tx.$queryRaw`
    SELECT 1 FROM redemption WHERE shop_id = ${shopId} AND id = ${id}::uuid FOR UPDATE`;
  return findRedemption(tx, shopId, id);
}

/** Writes a redemption in its first state, with the event that says so. */
export async function addRedemption(tx: Tx, ctx: ShopContext, fresh: NewRedemption): Promise<void> {
  const { takes, reward, note } = fresh;
  const taken = takes.map(({ lot, points }) => ({ lot, points: points.toString() }));
  const reason = fresh.free === "hand" ? "issued by hand" : "redeemed";
  await tx.$executeRaw`
    WITH added AS (
      INSERT INTO redemption (shop_id, id, member_id, request_id, state, reward, cost_points, takes,
        code, discount_id, customer_id, author, reserved_at, ends_at, note, note_salt, free, steps,
        amount, minimum_order, standing, stocked, voucher)
      VALUES (${ctx.shopId}, ${fresh.id}::uuid, ${fresh.memberId}::uuid, ${fresh.requestId},
        ${fresh.state}, ${JSON.stringify(reward)}::jsonb, ${fresh.costPoints},
        ${JSON.stringify(taken)}::jsonb, ${fresh.code}, NULL, ${fresh.customerId},
        ${ctx.author}, ${fresh.reservedAt}, ${fresh.endsAt}, ${note},
        ${note === null ? null : ctx.randomBytes(16)}, ${fresh.free}, ${fresh.steps},
        ${fresh.amount}, ${fresh.minimumOrder}, ${fresh.standing}, ${fresh.stocked},
        ${fresh.voucher})
      RETURNING shop_id, id, state
    )
    INSERT INTO redemption_event (shop_id, redemption_id, seq, state, reason, at)
    SELECT shop_id, id, 1, state, ${reason}, ${ctx.clock.now()} FROM added`;
}

export async function addRedemptionEvent(
  tx: Tx,
  ctx: ShopContext,
  event: { redemptionId: string; state: RedemptionState; reason: string },
): Promise<void> {
  const { redemptionId, state, reason } = event;
  const last = await tx.redemptionEvent.count({ where: { shopId: ctx.shopId, redemptionId } });
  await tx.redemptionEvent.create({
    data: {
      shopId: ctx.shopId,
      redemptionId,
      seq: last + 1,
      state,
      reason,
      at: ctx.clock.now(),
    },
  });
}
