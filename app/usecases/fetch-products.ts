import { isDeepStrictEqual } from "node:util";
import { listCatalogProducts, storeFetchedProducts, type CatalogProduct } from "#app/db/catalog.ts";
import type { ShopContext, Tx } from "#app/db/context.ts";
import { listKeptOrders, lockIntake, storeOrders, type KeptOrder } from "#app/db/order-facts.ts";
import { getShop } from "#app/db/shops.ts";
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
  const { productIds, before } = await ctx.inTransaction(async (tx) => {
    const orders = await listKeptOrders(tx, ctx.shopId, orderIds);
    const wanted = [...new Set([...orders.values()].flatMap(unpinnedProducts))].sort();
    const wish = { productIds: wanted, now: ctx.clock.now() };
    const known = await listCatalogProducts(tx, ctx.shopId, wish);
    return { productIds: wanted.filter((id) => !known.get(id)?.fetched), before: known };
  });
  const products: CatalogEntry[] = [];
  for (let start = 0; start < productIds.length; start += PER_CALL) {
    products.push(...(await gateway.listProducts(productIds.slice(start, start + PER_CALL))));
  }
  await ctx.inTransaction((tx) => pin(tx, ctx, { orderIds, productIds, products, before }));
}

type Fetched = {
  orderIds: string[];
  productIds: string[];
  products: CatalogEntry[];
  /** The catalog as it was when Shopify was asked. */
  before: Map<string, CatalogProduct>;
};

/** What was told of a product while it was asked for is newer than the answer, and asked again. */
async function storeUntold(
  tx: Tx,
  ctx: ShopContext,
  { orderIds, productIds, products, before }: Fetched,
): Promise<void> {
  const at = ctx.clock.now();
  const known = await listCatalogProducts(tx, ctx.shopId, { productIds, now: at });
  const untold = products.filter(({ productId: id }) =>
    isDeepStrictEqual(known.get(id), before.get(id)),
  );
  await storeFetchedProducts(tx, ctx.shopId, { products: untold, at });
  if (untold.length === products.length) return;
  enqueue(tx, ctx.shopId, { kind: "fetch-product", subjects: orderIds, dueAt: at });
}

async function pin(tx: Tx, ctx: ShopContext, fetched: Fetched): Promise<void> {
  await lockIntake(tx, ctx.shopId);
  // The shop may have been deleted since Shopify was asked.
  await getShop(tx, ctx.shopId);
  const at = ctx.clock.now();
  const found = new Set(fetched.products.map(({ productId }) => productId));
  const deleted = fetched.productIds.filter((productId) => !found.has(productId));
  // A product that is gone has neither tags nor collections, and is not asked for again.
  const nothing = { title: "", tags: [], collections: [], type: "" };
  const blank = deleted.map((productId) => ({ productId, ...nothing }));
  const products = [...fetched.products, ...blank];
  await storeUntold(tx, ctx, { ...fetched, products });

  const orders = [...(await listKeptOrders(tx, ctx.shopId, fetched.orderIds)).values()];
  const productIds = [...new Set(orders.flatMap(unpinnedProducts))];
  const catalog = await listCatalogProducts(tx, ctx.shopId, { productIds, now: at });
  const use = { tags: true, collections: true, types: true };
  const pinned = orders.map((order): KeptOrder => {
    const { pins } = decidePins({ order, catalog, use });
    return { ...order, pins: { ...order.pins, ...pins } };
  });
  await storeOrders(tx, ctx.shopId, pinned);
  const subjects = [...new Set(pinned.flatMap(({ memberId }) => memberId ?? []))];
  enqueue(tx, ctx.shopId, { kind: "settle", subjects, dueAt: at });
}
