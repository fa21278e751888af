import { listCatalogProducts, storeFetchedProducts } from "#app/db/catalog.ts";
import type { ShopContext, Tx } from "#app/db/context.ts";
import { listKeptOrders, lockIntake, storeOrders, type KeptOrder } from "#app/db/order-facts.ts";
import { enqueue } from "#app/db/work-items.ts";
import { decidePins, unpinnedProducts } from "#app/domain/catalog-pins.ts";
import type { CatalogEntry, ShopifyGateway } from "#app/shopify/gateway.ts";

const PER_CALL = 100;

/** Asks Shopify for the products that orders wait for, pins them, and has the members settled. */
export async function fetchProducts(
  ctx: ShopContext,
  gateway: ShopifyGateway,
  orderIds: string[],
): Promise<void> {
  const productIds = await ctx.inTransaction(async (tx) => {
    const orders = await listKeptOrders(tx, ctx.shopId, orderIds);
    const wanted = [...new Set([...orders.values()].flatMap(unpinnedProducts))].sort();
    const known = await listCatalogProducts(tx, ctx.shopId, wanted);
    return wanted.filter((productId) => !known.get(productId)?.fetched);
  });
  const products: CatalogEntry[] = [];
  for (let start = 0; start < productIds.length; start += PER_CALL) {
    products.push(...(await gateway.listProducts(productIds.slice(start, start + PER_CALL))));
  }
  await ctx.inTransaction((tx) => pin(tx, ctx, { orderIds, productIds, products }));
}

async function pin(
  tx: Tx,
  ctx: ShopContext,
  fetched: { orderIds: string[]; productIds: string[]; products: CatalogEntry[] },
): Promise<void> {
  await lockIntake(tx, ctx.shopId);
  const at = ctx.clock.now();
  const found = new Set(fetched.products.map(({ productId }) => productId));
  const deleted = fetched.productIds.filter((productId) => !found.has(productId));
  // A product that is gone has neither tags nor collections, and is not asked for again.
  const nothing = { title: "", tags: [], collections: [], type: "" };
  const blank = deleted.map((productId) => ({ productId, ...nothing }));
  const products = [...fetched.products, ...blank];
  await storeFetchedProducts(tx, ctx.shopId, { products, at });

  const orders = [...(await listKeptOrders(tx, ctx.shopId, fetched.orderIds)).values()];
  const wanted = [...new Set(orders.flatMap(unpinnedProducts))];
  const catalog = await listCatalogProducts(tx, ctx.shopId, wanted);
  const use = { tags: true, collections: true, types: true };
  const pinned = orders.map((order): KeptOrder => {
    const { pins } = decidePins({ order, catalog, use });
    return { ...order, pins: { ...order.pins, ...pins } };
  });
  await storeOrders(tx, ctx.shopId, pinned);
  const subjects = [...new Set(pinned.flatMap(({ memberId }) => memberId ?? []))];
  enqueue(tx, ctx.shopId, { kind: "settle", subjects, dueAt: at });
}
