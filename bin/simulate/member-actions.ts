import { adjustPoints, undoAdjustment } from "#app/usecases/adjust-points.ts";
import { issueReward, redeemReward } from "#app/usecases/redeem-reward.ts";
import { returnRedemption } from "#app/usecases/return-redemption.ts";
import { welcomeCustomer } from "#app/usecases/welcome-customer.ts";
import { customerNumber } from "#bin/simulate/names.ts";
import type { Adjust, Redeem } from "#bin/simulate/scenario-members.ts";
import { done, type Outcome, type World } from "#bin/simulate/world.ts";

/** A shopper takes a reward, as in the storefront. */
export async function redeem(world: World, asked: Redeem): Promise<Outcome> {
  const { by, reward, as, again, steps, free, shown } = asked;
  const memberId = await memberOf(world, by);
  if (memberId === null) return { refused: "member-gone" };
  const earlier = again && as !== undefined ? world.redemptions.get(as) : undefined;
  const requestId = earlier?.requestId ?? world.ctx.newId();
  const customerId = globalId(world, by);
  const choice = {
    ...(steps === undefined ? {} : { steps }),
    ...(free === undefined ? {} : { free }),
    ...(shown === undefined ? {} : { expectedCost: BigInt(shown) }),
  };
  const wish = { memberId, customerId, rewardId: reward, requestId, ...choice };
  return remember(world, { as, memberId, requestId }, await redeemReward(world.ctx, wish));
}

/** The merchant gives a reward for nothing. */
export async function issue(
  world: World,
  { member, reward, as }: { member: string; reward: string; as?: string | undefined },
): Promise<Outcome> {
  const memberId = await memberOf(world, member);
  if (memberId === null) return { refused: "member-gone" };
  const requestId = world.ctx.newId();
  const wish = { memberId, rewardId: reward, note: "A present", requestId };
  return remember(world, { as, memberId, requestId }, await issueReward(world.ctx, wish));
}

/** An unused reward is handed back by its member, or taken back by staff. */
export async function giveBack(
  world: World,
  name: string,
  by: "staff" | "member",
): Promise<Outcome> {
  const redemptionId = world.redemptions.get(name)?.id ?? "";
  const wish = { redemptionId, reason: "handed back", by };
  const result = await returnRedemption(world.ctx, wish);
  return result.ok ? done : { refused: result.reason };
}

export async function adjust(world: World, { member, points, note, as }: Adjust): Promise<Outcome> {
  const memberId = await memberOf(world, member);
  if (memberId === null) return { refused: "member-gone" };
  const wish = { memberId, points: BigInt(points), note, requestId: world.ctx.newId() };
  const result = await adjustPoints(world.ctx, wish);
  if (!result.ok) return { refused: result.reason };
  if (as !== undefined) world.adjustments.set(as, result.adjustmentId);
  return done;
}

export async function undo(world: World, name: string): Promise<Outcome> {
  const adjustmentId = world.adjustments.get(name) ?? "";
  const requestId = world.ctx.newId();
  const result = await undoAdjustment(world.ctx, { adjustmentId, note: "A mistake", requestId });
  return result.ok ? done : { refused: result.reason };
}

/** The member a customer is, made at their first visit; null for one who was erased. */
export function memberOf(world: World, name: string): Promise<string | null> {
  return welcomeCustomer(world.ctx, globalId(world, name));
}

export function globalId({ scenario }: World, name: string): string {
  return `gid://shopify/Customer/${customerNumber(scenario, name)}`;
}

type Result =
  { ok: true; redemptionId: string; code: string | null } | { ok: false; reason: string };

function remember(
  world: World,
  asked: { as: string | undefined; memberId: string; requestId: string },
  result: Result,
): Outcome {
  if (!result.ok) return { refused: result.reason };
  const { as, ...request } = asked;
  const { redemptionId: id, code } = result;
  if (as !== undefined) world.redemptions.set(as, { id, code, ...request });
  return done;
}
