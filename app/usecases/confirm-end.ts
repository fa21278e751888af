import type { ShopContext, Tx } from "#app/db/context.ts";
import { lockIntake } from "#app/db/order-facts.ts";
import { deleteShop, getShop, uninstallShop } from "#app/db/shops.ts";
import { enqueue } from "#app/db/work-items.ts";
import type { ShopifyGateway } from "#app/shopify/gateway.ts";
import { troubleOf } from "#app/usecases/trouble.ts";

/** What a message says has ended: the installation, or everything we hold of the shop. */
export type End = "uninstalled" | "redacted";

/**
 * A message that would end something: asked of Shopify first, because its moment stands in a
 * header nobody signed, and a captured message could be sent again.
 */
export async function askWhetherEnded(
  tx: Tx,
  ctx: ShopContext,
  { end, at }: { end: End; at: Date },
): Promise<void> {
  const shop = await getShop(tx, ctx.shopId);
  if (shop.uninstalledAt === null && at < shop.installedAt) return;
  if (shop.uninstalledAt !== null) return endNow(tx, ctx, { end, at });
  const subjects = [`${end}@${at.toISOString()}`];
  enqueue(tx, ctx.shopId, { kind: "confirm-end", subjects, dueAt: ctx.clock.now() });
}

/** Ends what the message said if Shopify no longer lets us in; else it was an old message. */
export async function confirmEnd(
  ctx: ShopContext,
  gateway: () => Promise<ShopifyGateway>,
  subject: string,
): Promise<void> {
  const [end = "", at = ""] = subject.split("@");
  try {
    await (await gateway()).getShop();
  } catch (error) {
    if (troubleOf(error).kind !== "access-lost") throw error;
    const ended = end === "redacted" ? "redacted" : "uninstalled";
    await ctx.inTransaction((tx) => endNow(tx, ctx, { end: ended, at: new Date(at) }));
  }
}

/** Either changes nothing where a newer installation has begun in the meantime. */
async function endNow(tx: Tx, ctx: ShopContext, { end, at }: { end: End; at: Date }) {
  await lockIntake(tx, ctx.shopId);
  const shop = await getShop(tx, ctx.shopId);
  if (shop.uninstalledAt === null && at < shop.installedAt) return;
  if (end === "redacted") await deleteShop(tx, ctx.shopId);
  else await uninstallShop(tx, { shopId: ctx.shopId, at });
}
