import type { ShopContext, Tx } from "#app/db/context.ts";
import { listPrograms } from "#app/db/programs.ts";
import { findRedemptionByRequest, requestKey, type Redemption } from "#app/db/redemptions.ts";
import type { State } from "#app/domain/engine/state.ts";
import { codeToShow } from "#app/domain/fulfilment.ts";
import type { Reward } from "#app/domain/program/reward.ts";
import { prepareProgram, programAt, type Program } from "#app/domain/program/program.ts";
import {
  decideRedemption,
  grantByHand,
  type Choice,
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
    const { settled, earlier, offer } = await lookUp(tx, ctx, input);
    if (!settled) return { ok: false, reason: "member-gone" };
    if (earlier) return repeated(earlier, { rewardId, choice });
    if (!("reward" in offer)) return offer;
    const { reward, program } = offer;
    const now = { program, at: ctx.clock.now().getTime() };
    const decision = decideRedemption(settled.state, { reward, choice }, now);
    if (!decision.ok) return decision;

    return take(tx, ctx, { granted: decision, settled, memberId, customerId, requestId, reward });
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
    const { settled, earlier, offer } = await lookUp(tx, ctx, input);
    if (!settled) return { ok: false, reason: "member-gone" };
    if (earlier) return repeated(earlier, { rewardId, choice: "hand" });

    const customerId = await findCustomerOfMember(tx, ctx.shopId, memberId);
    if (customerId === null || isClosed(settled.state)) return { ok: false, reason: "member-gone" };
    if (!("reward" in offer)) return offer;
    const { reward, program } = offer;
    const now = { program, at: ctx.clock.now().getTime() };
    const granted = grantByHand(settled.state, reward, now);
    return take(tx, ctx, { granted, settled, memberId, customerId, requestId, reward, note });
  });
}

/**
 * The member, settled and locked; what the request made before; and what is asked for. All is
 * asked at once and answered in this order, so whatever follows the lock sees what was done before.
 */
async function lookUp(
  tx: Tx,
  ctx: ShopContext,
  { memberId, requestId, rewardId }: { memberId: string; requestId: string; rewardId: string },
) {
  const [settled, earlier, offer] = await Promise.all([
    settleForDecision(tx, ctx, memberId),
    findRedemptionByRequest(tx, ctx.shopId, { memberId, requestId }),
    findOffer(tx, ctx, rewardId),
  ]);
  return { settled, earlier, offer };
}

type Take = {
  granted: Granted;
  settled: SettledMember;
  memberId: string;
  customerId: string;
  requestId: string;
  reward: Reward;
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
async function findOffer(
  tx: Tx,
  ctx: ShopContext,
  rewardId: string,
): Promise<{ reward: Reward; program: Program } | RedeemRefusal> {
  const programs = (await listPrograms(tx, ctx.shopId)).map(prepareProgram);
  const program = programAt(programs, ctx.clock.now().getTime());
  if (!program) return { ok: false, reason: "no-program" };
  const reward = program.document.rewards.find(({ id }) => id === rewardId);
  return reward ? { reward, program } : { ok: false, reason: "reward-unknown" };
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
