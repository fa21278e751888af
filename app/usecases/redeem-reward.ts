import type { ShopContext, Tx } from "#app/db/context.ts";
import { listPrograms } from "#app/db/programs.ts";
import { addRedemption, findRedemptionByRequest, type Redemption } from "#app/db/redemptions.ts";
import { enqueue } from "#app/db/work-items.ts";
import { addDays, dayOf, startOfDay } from "#app/domain/calendar.ts";
import { CODE_BYTES, formatCode } from "#app/domain/code.ts";
import type { Reward } from "#app/domain/program/reward.ts";
import { programAt, prepareProgram, type Program } from "#app/domain/program/program.ts";
import { decideRedemption, type RedemptionState } from "#app/domain/redemption.ts";
import { settleForDecision, settleWithin } from "#app/usecases/settle-members.ts";

export type RedeemResult =
  | { ok: true; redemptionId: string; code: string; state: RedemptionState }
  | { ok: false; reason: "no-program" | "reward-unknown" | "reward-retired" | "member-gone" }
  | { ok: false; reason: "request-reused" }
  | { ok: false; reason: "too-few-points"; missingPoints: bigint };

/**
 * Spends points on a reward: settles the member, decides, sets the points aside and chooses the
 * code, in one transaction. The code becomes usable when the drain has created it in Shopify.
 * Repeating a requestId changes nothing; asking for something else by it is refused.
 */
export async function redeemReward(
  ctx: ShopContext,
  input: { memberId: string; customerId: string; rewardId: string; requestId: string },
): Promise<RedeemResult> {
  const { memberId, customerId, rewardId } = input;
  const requestId = `${memberId}:${input.requestId}`;
  return ctx.inTransaction(async (tx): Promise<RedeemResult> => {
    const settled = await settleForDecision(tx, ctx, memberId);
    if (!settled) return { ok: false, reason: "member-gone" };

    const earlier = await findRedemptionByRequest(tx, ctx.shopId, requestId);
    if (earlier) return repeated(earlier, { rewardId, free: false });

    const program = await programNow(tx, ctx);
    if (!program) return { ok: false, reason: "no-program" };
    const reward = program.document.rewards.find(({ id }) => id === rewardId);
    if (!reward) return { ok: false, reason: "reward-unknown" };
    const decision = decideRedemption(settled.state, reward);
    if (!decision.ok) return decision;
    const { costPoints, takes } = decision;

    const wish = { memberId, customerId, requestId, reward, program };
    const fresh = await addRequested(tx, ctx, { ...wish, costPoints, takes });
    await settleWithin(tx, ctx, [memberId]);
    return success(fresh);
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
  const { memberId, rewardId, note } = input;
  const requestId = `${memberId}:${input.requestId}`;
  return ctx.inTransaction(async (tx): Promise<RedeemResult> => {
    const settled = await settleForDecision(tx, ctx, memberId);
    if (!settled) return { ok: false, reason: "member-gone" };

    const earlier = await findRedemptionByRequest(tx, ctx.shopId, requestId);
    if (earlier) return repeated(earlier, { rewardId, free: true });

    const customerId = await findCustomerOfMember(tx, ctx.shopId, memberId);
    if (customerId === null) return { ok: false, reason: "member-gone" };
    const program = await programNow(tx, ctx);
    if (!program) return { ok: false, reason: "no-program" };
    const reward = program.document.rewards.find(({ id }) => id === rewardId);
    if (!reward) return { ok: false, reason: "reward-unknown" };

    const wish = { memberId, customerId, requestId, reward, program, note };
    return success(await addRequested(tx, ctx, { ...wish, costPoints: 0n, takes: [] }));
  });
}

type Wish = {
  memberId: string;
  customerId: string;
  requestId: string;
  reward: Reward;
  program: Program;
  note?: string;
  costPoints: bigint;
  takes: { lot: string; points: bigint }[];
};

async function addRequested(tx: Tx, ctx: ShopContext, { program, reward, note, ...wish }: Wish) {
  const now = ctx.clock.now();
  const fresh = {
    ...wish,
    id: ctx.newId(),
    reward,
    code: formatCode(ctx.randomBytes(CODE_BYTES)),
    reservedAt: now,
    endsAt: endOfValidity(program, reward, now),
    note: note ?? null,
  };
  await addRedemption(tx, ctx, fresh);
  await enqueue(tx, ctx.shopId, { kind: "issue-code", subjects: [fresh.id], dueAt: now });
  return { id: fresh.id, code: fresh.code, state: "requested" as const };
}

/** Codes end with a day of the shop, never in the middle of one. */
function endOfValidity({ timeZone }: Program, { validDays }: Reward, now: Date): Date | null {
  if (validDays === null) return null;
  const lastDay = addDays(dayOf(now.getTime(), timeZone), validDays);
  return new Date(startOfDay(addDays(lastDay, 1), timeZone));
}

async function programNow(tx: Tx, ctx: ShopContext): Promise<Program | null> {
  const programs = await listPrograms(tx, ctx.shopId);
  return programAt(programs.map(prepareProgram), ctx.clock.now().getTime());
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

/** Every reward costs something, unless it was issued. */
function repeated(
  earlier: Redemption,
  { rewardId, free }: { rewardId: string; free: boolean },
): RedeemResult {
  const same = earlier.reward.id === rewardId && (earlier.costPoints === 0n) === free;
  return same ? success(earlier) : { ok: false, reason: "request-reused" };
}

function success({ id, code, state }: Pick<Redemption, "id" | "code" | "state">): RedeemResult {
  return { ok: true, redemptionId: id, code, state };
}
