import type { Tx } from "#app/db/context.ts";
import { listUnfinishedOrders, type UnfinishedDelivery } from "#app/db/deliveries.ts";
import { explainMissed, hasUnexplained } from "#app/db/order-sightings.ts";

/** So many bodies are in memory at a time. */
const AT_ONCE = 500;

/** Looks in the inbox for messages about orders that a comparison found to have been missed. */
export async function sayWhyMissed(
  tx: Tx,
  place: { shopId: bigint; number: number },
  shopDomain: string,
): Promise<void> {
  if (!(await hasUnexplained(tx, place))) return;
  const failures = new Map<string, boolean>();
  let page: UnfinishedDelivery[];
  let after: UnfinishedDelivery | null = null;
  do {
    page = await listUnfinishedOrders(tx, shopDomain, { after, limit: AT_ONCE });
    for (const { body, failed } of page) {
      const orderNumber = orderNumberIn(body ?? "");
      if (orderNumber === null) continue;
      failures.set(orderNumber, failed || (failures.get(orderNumber) ?? false));
    }
    after = page.at(-1) ?? null;
  } while (page.length === AT_ONCE);
  const stuck = [...failures].map(([orderNumber, failed]) => ({ orderNumber, failed }));
  await explainMissed(tx, place, stuck);
}

/** The first that is named, also where the body cannot be read as what it should be. */
function orderNumberIn(body: string): string | null {
  const found = /Order[\\/]+(\d+)/.exec(body) ?? /"order_id" *: *(\d+)/.exec(body);
  return found?.[1] ?? null;
}
