import type { ProductPin } from "#app/domain/order-facts.ts";
import type { Tx } from "#app/db/context.ts";

/** A product of the small catalog that programs need. */
export type CatalogProduct = ProductPin & {
  productId: string;
  title: string;
  /** False until its collections were asked for: webhooks do not tell them. */
  fetched: boolean;
};

/** What of products the shop's programs, published or draft, look at. */
export type CatalogUse = { tags: boolean; collections: boolean };

export async function findCatalogUse(tx: Tx, shopId: bigint): Promise<CatalogUse> {
  const [use] = await tx.$queryRaw<CatalogUse[]>`
    SELECT coalesce(bool_or(jsonb_array_length(exclude->'tags') > 0), false) AS tags,
           coalesce(bool_or(jsonb_array_length(exclude->'collections') > 0), false) AS collections
    FROM (SELECT document #> '{earning,exclude}' AS exclude
            FROM program_version WHERE shop_id = ${shopId}
          UNION ALL
          SELECT document #> '{earning,exclude}' FROM program_draft WHERE shop_id = ${shopId}
         ) AS programs
    WHERE jsonb_typeof(exclude->'tags') = 'array'
      AND jsonb_typeof(exclude->'collections') = 'array'`;
  return use ?? { tags: false, collections: false };
}

export async function listCatalogProducts(
  tx: Tx,
  shopId: bigint,
  productIds: string[],
): Promise<Map<string, CatalogProduct>> {
  if (productIds.length === 0) return new Map();
  const rows = await tx.catalogProduct.findMany({
    where: { shopId, productId: { in: productIds } },
  });
  return new Map(
    rows.map(({ productId, title, tags, collections, fetchedAt }) => [
      productId,
      { productId, title, tags, collections, fetched: fetchedAt !== null },
    ]),
  );
}

/** Keeps products as Shopify answered, collections included. */
export async function storeFetchedProducts(
  tx: Tx,
  shopId: bigint,
  { products, at }: { products: (ProductPin & { productId: string; title: string })[]; at: Date },
): Promise<void> {
  for (const { productId, title, tags, collections } of products) {
    const data = { title, tags, collections, fetchedAt: at };
    await tx.catalogProduct.upsert({
      where: { shopId_productId: { shopId, productId } },
      create: { shopId, productId, ...data },
      update: data,
    });
  }
}

/** Keeps what a webhook said of a product; its collections may have changed and are asked again. */
export async function storeToldProduct(
  tx: Tx,
  shopId: bigint,
  { productId, title, tags }: { productId: string; title: string; tags: string[] },
): Promise<void> {
  await tx.catalogProduct.upsert({
    where: { shopId_productId: { shopId, productId } },
    create: { shopId, productId, title, tags, collections: [] },
    update: { title, tags, fetchedAt: null },
  });
}

export async function deleteCatalogProduct(
  tx: Tx,
  shopId: bigint,
  productId: string,
): Promise<void> {
  await tx.catalogProduct.deleteMany({ where: { shopId, productId } });
}
