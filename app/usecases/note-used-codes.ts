import type { ShopContext, Tx } from "#app/db/context.ts";
import {
  findOrderOfRedemption,
  hasRedemptionEvent,
  listRedemptionsByCode,
  writeOrderOfRedemption,
} from "#app/db/redemption-codes.ts";
import { addRedemptionEvent, lockRedemption } from "#app/db/redemptions.ts";
import type { OrderFacts } from "#app/domain/order-facts.ts";
import { endRedemption } from "#app/usecases/end-redemption.ts";

/**
 * Marks our codes that these orders used, in whatever case they were typed. A code that was used
 * although its points had been given back, or used twice, is written down as an incident.
 */
export async function noteUsedCodes(tx: Tx, ctx: ShopContext, orders: OrderFacts[]): Promise<void> {
  const uses = new Map<string, string[]>();
  for (const { orderId, discountCodes } of orders) {
    for (const code of discountCodes.map((typed) => typed.trim().toUpperCase())) {
      uses.set(code, [...(uses.get(code) ?? []), orderId]);
    }
  }
  const redemptions = await listRedemptionsByCode(tx, ctx.shopId, [...uses.keys()]);
  for (const { id, code, standing } of redemptions) {
    for (const orderId of [...new Set(uses.get(code))].sort()) {
      const use = { redemptionId: id, orderId };
      await (standing ? noteOneOfMany(tx, ctx, use) : noteUse(tx, ctx, use));
    }
  }
}

type Use = { redemptionId: string; orderId: string };

/** A standing code is written down once for each order, and stays good. */
async function noteOneOfMany(tx: Tx, ctx: ShopContext, use: Use): Promise<void> {
  const redemption = await lockRedemption(tx, ctx.shopId, use.redemptionId);
  const noted = { redemptionId: use.redemptionId, reason: `used again in ${use.orderId}` };
  if (!redemption || (await hasRedemptionEvent(tx, ctx.shopId, noted))) return;
  await addRedemptionEvent(tx, ctx, { ...noted, state: redemption.state });
}

async function noteUse(tx: Tx, ctx: ShopContext, use: Use): Promise<void> {
  const used = { ...use, outcome: "used", state: "used", reason: "used at checkout" } as const;
  if (await endRedemption(tx, ctx, used)) return;
  const redemption = await lockRedemption(tx, ctx.shopId, use.redemptionId);
  const orderId = await findOrderOfRedemption(tx, ctx.shopId, use.redemptionId);
  if (!redemption || orderId === use.orderId) return;
  if (redemption.outcome === "used" && orderId === null) {
    // Shopify had counted the use before anyone told us of the order.
    await writeOrderOfRedemption(tx, ctx.shopId, use);
    return;
  }

  const reason = `incident: ${use.orderId} used the code after it had ended`;
  const incident = { redemptionId: use.redemptionId, reason };
  if (await hasRedemptionEvent(tx, ctx.shopId, incident)) return;
  await addRedemptionEvent(tx, ctx, { ...incident, state: redemption.state });
}
