import { awaitAtEnd } from "#app/db/asked-work.server.ts";
import type { ShopContext, Tx } from "#app/db/context.ts";
import { addRedemptions, type NewRedemption, type Redemption } from "#app/db/redemptions.ts";
import { handOverVoucher } from "#app/db/vouchers.ts";
import { enqueue } from "#app/db/work-items.ts";
import { CODE_BYTES, formatCode } from "#app/domain/code.ts";
import type { RedemptionFact } from "#app/domain/engine/timeline.ts";
import { fulfilmentOf } from "#app/domain/fulfilment.ts";
import type { Instant } from "#app/domain/order-facts.ts";
import type { Reward } from "#app/domain/program/reward.ts";
import type { Granted, RedemptionState } from "#app/domain/redemption.ts";
import { endRedemption, tellOfPerk } from "#app/usecases/end-redemption.ts";
import { takeSupplies, type Supply, type TakeRefusal } from "#app/usecases/take-supplies.ts";

/** What was granted to one member. */
export type GrantedWish = {
  granted: Granted;
  memberId: string;
  customerId: string;
  requestId: string;
  /** When it was decided: whatever the clock says once it is written, it is of this moment. */
  at: Instant;
  reward: Reward;
  note: string | null;
};

type Fresh = NewRedemption & Pick<Redemption, "state">;

/** What was written, and what the engine is to know of it. */
export type Taken = { ok: true; redemption: Fresh; fact: RedemptionFact };

/**
 * Takes what was decided, within the transaction that decided it: a piece of the stock, a code
 * from the pool. Asks for what Shopify has to make; what needs nobody is handed over at once.
 * Answers by the wish; `scopes` are what the merchant has let us do.
 */
export async function takeRewards(
  tx: Tx,
  ctx: ShopContext,
  { wishes, scopes }: { wishes: GrantedWish[]; scopes: string[] },
): Promise<Map<GrantedWish, Taken | TakeRefusal>> {
  const answers = new Map<GrantedWish, Taken | TakeRefusal>();
  const fresh: { wish: GrantedWish; redemption: Fresh }[] = [];
  for (const { wish, supply } of await takeSupplies(tx, ctx, { wishes, scopes })) {
    if (supply.ok) fresh.push({ wish, redemption: freshOf(ctx, wish, supply) });
    else answers.set(wish, supply);
  }
  const redemptions = fresh.map(({ redemption }) => redemption);
  awaitAtEnd(tx, addRedemptions(tx, ctx, redemptions));
  const ended = await start(tx, ctx, redemptions);
  for (const { wish, redemption } of fresh) {
    const fact = factOf(redemption, ended.get(redemption.id) ?? null);
    answers.set(wish, { ok: true, redemption, fact });
    tellOfPerk(tx, ctx, redemption);
  }
  return answers;
}

function freshOf(
  ctx: ShopContext,
  { granted, at, ...wish }: GrantedWish,
  { voucher, stocked }: Supply,
): Fresh {
  const { costPoints, takes, free, steps, amount, minimumOrder, standing, endsAt } = granted;
  return {
    ...wish,
    ...{ costPoints, takes, free, steps, amount, minimumOrder, standing },
    ...{ voucher, stocked },
    id: ctx.newId(),
    state: firstState(wish.reward),
    code: formatCode(ctx.randomBytes(CODE_BYTES)),
    reservedAt: new Date(at),
    endsAt: endsAt === null ? null : new Date(endsAt),
  };
}

function firstState(reward: Reward): RedemptionState {
  return fulfilmentOf(reward) === "staff" ? "waiting" : "requested";
}

/** What happens next, by the way in which members come by it. Says how those ended that did. */
async function start(
  tx: Tx,
  ctx: ShopContext,
  fresh: Fresh[],
): Promise<Map<string, RedemptionFact["ended"]>> {
  const ended = new Map<string, RedemptionFact["ended"]>();
  const now = ctx.clock.now();
  for (const redemption of fresh) {
    const { id } = redemption;
    const fulfilment = fulfilmentOf(redemption.reward);
    if (fulfilment === "at-once") {
      await handOver(tx, ctx, { redemption, at: now });
      ended.set(id, { at: now.getTime(), outcome: "used" });
    } else if (fulfilment !== "staff") {
      enqueue(tx, ctx.shopId, { kind: "issue-code", subjects: [id], dueAt: now });
    }
  }
  return ended;
}

async function handOver(
  tx: Tx,
  ctx: ShopContext,
  { redemption, at }: { redemption: Fresh; at: Date },
): Promise<void> {
  const { id: redemptionId, reward, voucher: code } = redemption;
  if (code !== null) {
    await handOverVoucher(tx, ctx.shopId, { rewardId: reward.id, code, redemptionId });
  }
  redemption.state = "delivered";
  const reason = "handed over at once";
  const ending = { redemptionId, outcome: "used", state: "delivered", reason } as const;
  await endRedemption(tx, ctx, { ...ending, at });
}

function factOf(redemption: Fresh, ended: RedemptionFact["ended"]): RedemptionFact {
  const { id, reward, reservedAt, costPoints, free, takes } = redemption;
  const rewardId = reward.id;
  const at = reservedAt.getTime();
  return { id, rewardId, reservedAt: at, costPoints, free, takes, ended, returnedAt: null };
}
