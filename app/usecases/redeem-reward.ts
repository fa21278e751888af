import type { ShopContext, Tx } from "#app/db/context.ts";
import { findRedemptionByRequest, requestKey, type Redemption } from "#app/db/redemptions.ts";
import { getShop } from "#app/db/shops.ts";
import type { State } from "#app/domain/engine/state.ts";
import { codeToShow } from "#app/domain/fulfilment.ts";
import type { Reward } from "#app/domain/program/reward.ts";
import { programAt } from "#app/domain/program/program.ts";
import {
  decideRedemption,
  grantByHand,
  type Choice,
  type Circumstances,
  type Granted,
  type RedemptionRefusal,
  type RedemptionState,
} from "#app/domain/redemption.ts";
import { settleForDecision, type SettledMember } from "#app/usecases/settle-members.ts";
import { takeReward, type TakeRefusal } from "#app/usecases/take-reward.ts";

export type RedeemResult =
  | {
      ok: true;
      redemptionId: string;
      /** Chosen by us; what the member sees of it is `shown`. */
      code: string;
      /** What the member can use or keep; null where there is nothing such. */
      shown: string | null;
      state: RedemptionState;
    }
  | RedeemRefusal;

export type RedeemRefusal =
  | { ok: false; reason: "no-program" | "reward-unknown" | "member-gone" | "request-reused" }
  | RedemptionRefusal
  | TakeRefusal;

export type RedeemReward = Choice & {
  memberId: string;
  customerId: string;
  rewardId: string;
  requestId: string;
};

/**
 * Spends points on a reward, or claims one that is free by a perk: settles the member, decides,
 * sets the points aside and chooses the code, in one transaction. What needs Shopify is made when
 * the drain has come to it. Repeating a requestId changes nothing; asking for something else by it
 * is refused.
 */
export async function redeemReward(ctx: ShopContext, input: RedeemReward): Promise<RedeemResult> {
  const { memberId, customerId, rewardId, requestId, ...choice } = input;
  return ctx.inTransaction(async (tx): Promise<RedeemResult> => {
    const { settled, earlier, scopes } = await lookUp(tx, ctx, input);
    if (!settled) return { ok: false, reason: "member-gone" };
    if (earlier) return repeated(earlier, { rewardId, choice });
    const offer = findOffer(ctx, settled.state, rewardId);
    if (!("reward" in offer)) return offer;
    const { reward, now } = offer;
    const granted = decideRedemption(settled.state, { reward, choice }, now);
    if (!granted.ok) return granted;
    return take(tx, ctx, { granted, settled, memberId, customerId, requestId, reward, scopes });
  });
}

/**
 * Issues a reward to a member by hand: nothing is spent, and the reason is kept. Repeating a
 * requestId changes nothing.
 */
export async function issueReward(
  ctx: ShopContext,
  input: { memberId: string; rewardId: string; note: string; requestId: string },
): Promise<RedeemResult> {
  const { memberId, rewardId, note, requestId } = input;
  return ctx.inTransaction(async (tx): Promise<RedeemResult> => {
    const { settled, earlier, scopes } = await lookUp(tx, ctx, input);
    if (!settled) return { ok: false, reason: "member-gone" };
    if (earlier) return repeated(earlier, { rewardId, choice: "hand" });

    const customerId = await findCustomerOfMember(tx, ctx.shopId, memberId);
    if (customerId === null || isClosed(settled.state)) return { ok: false, reason: "member-gone" };
    const offer = findOffer(ctx, settled.state, rewardId);
    if (!("reward" in offer)) return offer;
    const { reward, now } = offer;
    const granted = grantByHand(settled.state, reward, now);
    const wish = { memberId, customerId, requestId, reward, scopes, note };
    return take(tx, ctx, { granted, settled, ...wish });
  });
}

/**
 * The member, settled and locked; what the request made before; and what the merchant has let us
 * do. All is asked at once and answered in this order, so whatever follows the lock sees what was
 * done before.
 */
async function lookUp(
  tx: Tx,
  ctx: ShopContext,
  { memberId, requestId }: { memberId: string; requestId: string },
) {
  const [settled, earlier, shop] = await Promise.all([
    settleForDecision(tx, ctx, memberId),
    findRedemptionByRequest(tx, ctx.shopId, { memberId, requestId }),
    getShop(tx, ctx.shopId),
  ]);
  return { settled, earlier, scopes: shop.scopes.split(/[\s,]+/) };
}

type Take = {
  granted: Granted;
  settled: SettledMember;
  memberId: string;
  customerId: string;
  requestId: string;
  reward: Reward;
  scopes: string[];
  note?: string;
};

async function take(tx: Tx, ctx: ShopContext, wish: Take): Promise<RedeemResult> {
  const { memberId, granted, settled, note = null } = wish;
  const requestId = requestKey(memberId, wish.requestId);
  const taken = await takeReward(tx, ctx, { ...wish, requestId, note });
  if (!taken.ok) return taken;
  if (granted.free !== "hand") await settled.settleWith({ redemptions: [taken.fact] });
  return success(taken.redemption);
}

/** The reward as the program in force has it. */
function findOffer(
  ctx: ShopContext,
  { programs }: State,
  rewardId: string,
): { reward: Reward; now: Circumstances } | RedeemRefusal {
  const at = ctx.clock.now().getTime();
  const program = programAt(programs, at);
  if (!program) return { ok: false, reason: "no-program" };
  const reward = program.document.rewards.find(({ id }) => id === rewardId);
  return reward ? { reward, now: { program, at } } : { ok: false, reason: "reward-unknown" };
}

function isClosed({ traits }: State): boolean {
  return traits.closedAt !== null;
}

/** Of several who are one member after a merge, one who still exists in Shopify. */
async function findCustomerOfMember(tx: Tx, shopId: bigint, memberId: string) {
  const alias = await tx.alias.findFirst({
    where: { shopId, memberId, goneAt: null },
    orderBy: { since: "desc" },
    select: { customerId: true },
  });
  return alias?.customerId ?? null;
}

function repeated(
  earlier: Redemption,
  { rewardId, choice }: { rewardId: string; choice: Choice | "hand" },
): RedeemResult {
  const free = choice === "hand" ? "hand" : choice.free === true ? "perk" : null;
  const steps = choice === "hand" ? earlier.steps : (choice.steps ?? 1);
  const same =
    earlier.reward.id === rewardId &&
    earlier.free === free &&
    (free !== null || earlier.steps === steps);
  return same ? success(earlier) : { ok: false, reason: "request-reused" };
}

function success(
  redemption: Pick<Redemption, "id" | "code" | "state" | "reward" | "voucher">,
): RedeemResult {
  const { id, code, state } = redemption;
  return { ok: true, redemptionId: id, code, shown: codeToShow(redemption), state };
}
