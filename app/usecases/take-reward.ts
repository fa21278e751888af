import type { ShopContext, Tx } from "#app/db/context.ts";
import { openDraw } from "#app/db/draws.ts";
import { addRedemption, type NewRedemption, type Redemption } from "#app/db/redemptions.ts";
import { takeStock } from "#app/db/reward-stock.ts";
import { handOverVoucher, lockFreeVoucher } from "#app/db/vouchers.ts";
import { enqueue } from "#app/db/work-items.ts";
import { CODE_BYTES, formatCode } from "#app/domain/code.ts";
import type { RedemptionFact } from "#app/domain/engine/timeline.ts";
import { fulfilmentOf, missingScopes, scopesFor } from "#app/domain/fulfilment.ts";
import type { Reward } from "#app/domain/program/reward.ts";
import type { Granted, RedemptionState } from "#app/domain/redemption.ts";
import { endRedemption } from "#app/usecases/end-redemption.ts";

/** What other members have left, or what the merchant has to do first. */
export type TakeRefusal =
  | { ok: false; reason: "out-of-stock" | "draw-over" }
  | { ok: false; reason: "scope-missing"; scopes: string[] };

type Wish = {
  granted: Granted;
  memberId: string;
  customerId: string;
  requestId: string;
  reward: Reward;
  /** What the merchant has let us do. */
  scopes: string[];
  note: string | null;
};

type Fresh = NewRedemption & Pick<Redemption, "state">;

/** What was written, and what the engine is to know of it. */
type Taken = { ok: true; redemption: Fresh; fact: RedemptionFact };

/**
 * Takes what was decided, within the transaction that decided it: a piece of the stock, a code
 * from the pool. Asks for what Shopify has to make; what needs nobody is handed over at once.
 */
export async function takeReward(
  tx: Tx,
  ctx: ShopContext,
  wish: Wish,
): Promise<Taken | TakeRefusal> {
  const { reward } = wish;
  const { shopId } = ctx;
  const scopes = missingScopes(scopesFor(reward), wish.scopes);
  if (scopes.length > 0) return { ok: false, reason: "scope-missing", scopes };
  if (reward.gives.kind === "draw-ticket") {
    const { drawnAt } = await openDraw(tx, ctx, reward.gives.draw);
    if (drawnAt !== null) return { ok: false, reason: "draw-over" };
  }
  const pool = reward.gives.kind === "voucher";
  const voucher = pool ? await lockFreeVoucher(tx, shopId, reward.id) : null;
  if (pool && voucher === null) return { ok: false, reason: "out-of-stock" };
  const { stock } = reward;
  const stocked = stock !== null && (await takeStock(tx, shopId, { rewardId: reward.id, stock }));
  if (stock !== null && !stocked) return { ok: false, reason: "out-of-stock" };

  const redemption = await add(tx, ctx, { ...wish, voucher, stocked });
  const ended = await start(tx, ctx, redemption);
  return { ok: true, redemption, fact: factOf(redemption, ended) };
}

async function add(
  tx: Tx,
  ctx: ShopContext,
  { granted, scopes: _scopes, ...wish }: Wish & { voucher: string | null; stocked: boolean },
): Promise<Fresh> {
  const { costPoints, takes, free, steps, amount, minimumOrder, standing, endsAt } = granted;
  const fresh = {
    ...wish,
    ...{ costPoints, takes, free, steps, amount, minimumOrder, standing },
    id: ctx.newId(),
    state: firstState(wish.reward),
    code: formatCode(ctx.randomBytes(CODE_BYTES)),
    reservedAt: ctx.clock.now(),
    endsAt: endsAt === null ? null : new Date(endsAt),
  };
  await addRedemption(tx, ctx, fresh);
  const { voucher: code } = wish;
  if (code === null) return fresh;
  const rewardId = wish.reward.id;
  await handOverVoucher(tx, ctx.shopId, { rewardId, code, redemptionId: fresh.id });
  return fresh;
}

function firstState(reward: Reward): RedemptionState {
  return fulfilmentOf(reward) === "staff" ? "waiting" : "requested";
}

/** What happens next, by the way in which the member comes by it. Says how it ended, if it did. */
async function start(
  tx: Tx,
  ctx: ShopContext,
  redemption: Fresh,
): Promise<RedemptionFact["ended"]> {
  const { id, reward } = redemption;
  const fulfilment = fulfilmentOf(reward);
  if (fulfilment === "staff") return null;
  const now = ctx.clock.now();
  if (fulfilment === "at-once") {
    redemption.state = "delivered";
    const reason = "handed over at once";
    const ending = { redemptionId: id, outcome: "used", state: "delivered", reason } as const;
    await endRedemption(tx, ctx, { ...ending, at: now });
    return { at: now.getTime(), outcome: "used" };
  }
  enqueue(tx, ctx.shopId, { kind: "issue-code", subjects: [id], dueAt: now });
  return null;
}

function factOf(redemption: Fresh, ended: RedemptionFact["ended"]): RedemptionFact {
  const { id, reward, reservedAt, costPoints, free, takes } = redemption;
  const rewardId = reward.id;
  const at = reservedAt.getTime();
  return { id, rewardId, reservedAt: at, costPoints, free, takes, ended, returnedAt: null };
}
