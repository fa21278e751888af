import { addVouchers } from "#app/usecases/add-vouchers.ts";
import { drawWinners } from "#app/usecases/draw-winners.ts";
import { fulfillRedemption, undoFulfillment } from "#app/usecases/fulfill-redemption.ts";
import { done, type Outcome, type World } from "#bin/simulate/world.ts";

/** Staff ticks off what a reward promised, or takes the tick back. */
export async function deliver(world: World, name: string): Promise<Outcome> {
  const redemptionId = world.redemptions.get(name)?.id ?? "";
  return outcomeOf(await fulfillRedemption(world.ctx, { redemptionId }));
}

export async function undoDelivery(world: World, name: string): Promise<Outcome> {
  const redemptionId = world.redemptions.get(name)?.id ?? "";
  return outcomeOf(await undoFulfillment(world.ctx, { redemptionId }));
}

export async function uploadVouchers(
  world: World,
  { reward, codes }: { reward: string; codes: string[] },
): Promise<Outcome> {
  return outcomeOf(await addVouchers(world.ctx, { rewardId: reward, csv: codes.join("\n") }));
}

export async function draw(
  world: World,
  { draw: drawId, winners }: { draw: string; winners: number },
): Promise<Outcome> {
  return outcomeOf(await drawWinners(world.ctx, { drawId, winners }));
}

function outcomeOf(result: { ok: true } | { ok: false; reason: string }): Outcome {
  return result.ok ? done : { refused: result.reason };
}
