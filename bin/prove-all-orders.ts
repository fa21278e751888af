import { setTimeout as sleep } from "node:timers/promises";
import type { AppContext } from "#app/context.server.ts";
import type { ShopContext } from "#app/db/context.ts";
import type { OrderComparison } from "#app/db/order-comparisons.ts";
import { compareOrders } from "#app/usecases/compare-orders.ts";
import { proveOrders } from "#app/usecases/start-comparison.ts";

const LOOK_MS = 20;

/**
 * Compares all orders of a shop at once, where the clock may stand still; a worker beside it does
 * no harm. Returns the finished record, and the orders with a finding.
 */
export async function proveAllOrders(
  context: AppContext,
  ctx: ShopContext,
): Promise<OrderComparison & { findings: { orderId: string; finding: string }[] }> {
  const gateway = await context.gatewayOf(ctx.shopId);
  const { number } = await proveOrders(ctx);
  for (;;) {
    const next = await compareOrders(ctx, gateway, number);
    if (next === null) break;
    if (next.waitMs > 0) await sleep(LOOK_MS);
  }
  const { shopId } = ctx;
  return ctx.inTransaction(async (tx) => {
    const row = await tx.orderComparison.findFirstOrThrow({ where: { shopId, number } });
    const findings = await tx.orderSighting.findMany({
      where: { shopId, number },
      select: { orderId: true, finding: true },
    });
    // Only these are ever written.
    return { ...(row as typeof row & Pick<OrderComparison, "kind" | "state">), findings };
  });
}
