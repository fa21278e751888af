import type { RedemptionOutcome, RedemptionState } from "#app/domain/redemption.ts";
import type { Reward } from "#app/domain/program/reward.ts";
import type { ShopContext, Tx } from "#app/db/context.ts";
import { jsonArray } from "#app/db/array-literals.ts";
import { listFormerKeys, requestKey, type MemberRequest } from "#app/db/request-keys.ts";

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

/** What requests have made already, by `requestKey`, also where they were made before a merge. */
export async function listRedemptionsByRequest(
  tx: Tx,
  shopId: bigint,
  requests: MemberRequest[],
): Promise<Map<string, Redemption>> {
  const own = requests.map(({ memberId, requestId }) => requestKey(memberId, requestId));
  const [found, former] = await Promise.all([
    listIdsByKey(tx, shopId, own),
    listFormerKeys(tx, shopId, requests),
  ]);
  if (former.size > 0) found.push(...(await listIdsByKey(tx, shopId, [...former.keys()])));
  if (found.length === 0) return new Map();
  const rows = await tx.redemption.findMany({
    where: { shopId, id: { in: found.map(({ id }) => id) } },
    select: { ...SELECTED, requestId: true },
  });
  return new Map(
    rows.map(({ requestId, ...row }) => [former.get(requestId) ?? requestId, row as Redemption]),
  );
}

function listIdsByKey(tx: Tx, shopId: bigint, keys: string[]): Promise<{ id: string }[]> {
  return tx.$queryRaw<{ id: string }[]>`
    SELECT id::text AS id FROM redemption
    WHERE shop_id = ${shopId} AND request_id = ANY(${keys}::text[])`;
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

/** Writes redemptions in their first states, with the events that say so: one statement for all. */
export async function addRedemptions(
  tx: Tx,
  ctx: ShopContext,
  all: NewRedemption[],
): Promise<void> {
  if (all.length === 0) return;
  const each = <T>(pick: (fresh: NewRedemption) => T) => all.map(pick);
  await tx.$executeRaw`
    WITH fresh AS (
      SELECT * FROM unnest(${each(({ id }) => id)}::uuid[],
        ${each(({ memberId }) => memberId)}::uuid[], ${each(({ requestId }) => requestId)}::text[],
        ${each(({ state }) => state)}::text[],
        ${jsonArray(each(({ reward }) => JSON.stringify(reward)))}::jsonb[],
        ${each(({ costPoints }) => costPoints)}::bigint[], ${jsonArray(each(takesOf))}::jsonb[],
        ${each(({ code }) => code)}::text[], ${each(({ customerId }) => customerId)}::text[],
        ${each(({ reservedAt }) => reservedAt)}::timestamptz[],
        ${each(({ endsAt }) => endsAt)}::timestamptz[], ${each(({ note }) => note)}::text[],
        ${each(({ note }) => (note === null ? null : Buffer.from(ctx.randomBytes(16))))}::bytea[],
        ${each(({ free }) => free)}::text[], ${each(({ steps }) => steps)}::int[],
        ${each(({ amount }) => amount)}::text[],
        ${each(({ minimumOrder }) => minimumOrder)}::text[],
        ${each(({ standing }) => standing)}::boolean[],
        ${each(({ stocked }) => stocked)}::boolean[], ${each(({ voucher }) => voucher)}::text[])
        AS f (id, member_id, request_id, state, reward, cost_points, takes, code, customer_id,
          reserved_at, ends_at, note, note_salt, free, steps, amount, minimum_order, standing,
          stocked, voucher)
    ), added AS (
      INSERT INTO redemption (shop_id, id, member_id, request_id, state, reward, cost_points, takes,
        code, customer_id, author, reserved_at, ends_at, note, note_salt, free, steps, amount,
        minimum_order, standing, stocked, voucher)
      SELECT ${ctx.shopId}, id, member_id, request_id, state, reward, cost_points, takes, code,
        customer_id, ${ctx.author}, reserved_at, ends_at, note, note_salt, free, steps, amount,
        minimum_order, standing, stocked, voucher
      FROM fresh
    )
    INSERT INTO redemption_event (shop_id, redemption_id, seq, state, reason, at)
    SELECT ${ctx.shopId}, id, 1, state,
           CASE WHEN free = 'hand' THEN 'issued by hand' ELSE 'redeemed' END, ${ctx.clock.now()}
    FROM fresh`;
}

/** As exact JSON. */
function takesOf({ takes }: NewRedemption): string {
  return JSON.stringify(takes.map(({ lot, points }) => ({ lot, points: points.toString() })));
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
