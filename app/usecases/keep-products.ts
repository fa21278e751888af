import { isDeepStrictEqual } from "node:util";
import {
  deleteCatalogProduct,
  findCatalogUse,
  listCatalogProducts,
  storeToldProduct,
  type CatalogProduct,
} from "#app/db/catalog.ts";
import type { ShopContext, Tx } from "#app/db/context.ts";

type Told = Pick<CatalogProduct, "productId" | "title" | "tags" | "type">;

/**
 * Keeps what a webhook says of a product, if a program looks at products. Whatever is new in it may
 * as well be old, for messages overtake each other: the next order has the product asked for.
 */
export async function keepProduct(tx: Tx, ctx: ShopContext, product: Told): Promise<void> {
  const use = await findCatalogUse(tx, ctx.shopId);
  if (!use.tags && !use.collections && !use.types) return;
  const wish = { productIds: [product.productId], now: ctx.clock.now() };
  const known = await listCatalogProducts(tx, ctx.shopId, wish);
  // Every sale is told as a change of its product, mostly without anything that counts.
  if (!use.collections && saysSame(known.get(product.productId), product)) return;
  await storeToldProduct(tx, ctx.shopId, product);
}

/** While it is being asked for, also the same again is news: the answer may be older. */
function saysSame(known: CatalogProduct | undefined, { title, tags, type }: Told): boolean {
  if (!known?.fetched) return false;
  const said = [title, type, ...tags.toSorted()];
  return isDeepStrictEqual(said, [known.title, known.type, ...known.tags.toSorted()]);
}

export async function keepDeletedProduct(
  tx: Tx,
  ctx: ShopContext,
  { productId }: { productId: string },
): Promise<void> {
  await deleteCatalogProduct(tx, ctx.shopId, productId);
}
