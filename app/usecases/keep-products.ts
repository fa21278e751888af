import { deleteCatalogProduct, findCatalogUse, storeToldProduct } from "#app/db/catalog.ts";
import type { ShopContext, Tx } from "#app/db/context.ts";

/** Keeps what a webhook says of a product, if a program looks at products. */
export async function keepProduct(
  tx: Tx,
  ctx: ShopContext,
  product: { productId: string; title: string; tags: string[]; type: string },
): Promise<void> {
  const use = await findCatalogUse(tx, ctx.shopId);
  if (use.tags || use.collections || use.types) await storeToldProduct(tx, ctx.shopId, product);
}

export async function keepDeletedProduct(
  tx: Tx,
  ctx: ShopContext,
  { productId }: { productId: string },
): Promise<void> {
  await deleteCatalogProduct(tx, ctx.shopId, productId);
}
