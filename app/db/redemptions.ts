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
  const merged = await tx.member.findMany({
    where: { shopId, mergedInto: memberId },
    select: { id: true },
  });
  const members = [memberId, ...merged.map(({ id }) => id)];
  const row = await tx.redemption.findFirst({
    where: { shopId, requestId: { in: members.map((id) => requestKey(id, requestId)) } },
    select: SELECTED,
  });
  return row as Redemption | null;
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
  const { takes, reward, note, ...rest } = fresh;
  await tx.redemption.create({
    data: {
      ...rest,
      shopId: ctx.shopId,
      author: ctx.author,
      reward,
      takes: takes.map(({ lot, points }) => ({ lot, points: points.toString() })),
      note,
      noteSalt: note === null ? null : Uint8Array.from(ctx.randomBytes(16)),
    },
  });
  await addRedemptionEvent(tx, ctx, {
    redemptionId: fresh.id,
    state: fresh.state,
    reason: fresh.free === "hand" ? "issued by hand" : "redeemed",
  });
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
