import type { ProductPin } from "#app/domain/order-facts.ts";
import type { Tx } from "#app/db/context.ts";

/** A product of the small catalog that programs need. */
export type CatalogProduct = ProductPin & {
  productId: string;
  title: string;
  /** False until it was asked for since something was last told of it, and within the last day. */
  fetched: boolean;
  /** Another one after every writing, also of the same. */
  version: string;
};

/** What of products the shop's programs, published or draft, look at. */
export type CatalogUse = { tags: boolean; collections: boolean; types: boolean };

export async function findCatalogUse(tx: Tx, shopId: bigint): Promise<CatalogUse> {
  const [use] = await tx.$queryRaw<CatalogUse[]>`
    SELECT coalesce(bool_or(document @? '$.earning.exclude.tags[*]'
             OR document @? '$.** ? (@.kind == "tag")'), false) AS tags,
           coalesce(bool_or(document @? '$.earning.exclude.collections[*]'
             OR document @? '$.** ? (@.kind == "collection")'), false) AS collections,
           coalesce(bool_or(document @? '$.earning.exclude.types[*]'
             OR document @? '$.** ? (@.kind == "product-type")'), false) AS types
    FROM (SELECT document FROM program_version WHERE shop_id = ${shopId}
          UNION ALL
          SELECT document FROM program_draft WHERE shop_id = ${shopId}) AS programs`;
  return use ?? { tags: false, collections: false, types: false };
}

/** So long an answer is relied on: Shopify may have told of a change, and the message was lost. */
const RELIED_ON_MS = 86_400_000;

/** Those of these products that are known, as they are at `now`. */
export async function listCatalogProducts(
  tx: Tx,
  shopId: bigint,
  { productIds, now }: { productIds: string[]; now: Date },
): Promise<Map<string, CatalogProduct>> {
  if (productIds.length === 0) return new Map();
  const since = new Date(now.getTime() - RELIED_ON_MS);
  const rows = await tx.$queryRaw<CatalogProduct[]>`
    SELECT product_id AS "productId", title, tags, collections, type,
           coalesce(fetched_at > ${since}, false) AS fetched, xmin::text AS version
    FROM catalog_product WHERE shop_id = ${shopId} AND product_id = ANY(${productIds}::text[])`;
  return new Map(rows.map((product) => [product.productId, product]));
}

/** Keeps products as Shopify answered, collections included. */
export async function storeFetchedProducts(
  tx: Tx,
  shopId: bigint,
  { products, at }: { products: (ProductPin & { productId: string; title: string })[]; at: Date },
): Promise<void> {
  for (const { productId, title, tags, collections, type } of products) {
    const data = { title, tags, collections, type, fetchedAt: at };
    await tx.catalogProduct.upsert({
      where: { shopId_productId: { shopId, productId } },
      create: { shopId, productId, ...data },
      update: data,
    });
  }
}

/**
 * Keeps what a webhook said of a product until it is asked for: the message may be an old one, and
 * it does not tell collections.
 */
export async function storeToldProduct(
  tx: Tx,
  shopId: bigint,
  { productId, title, tags, type }: Pick<CatalogProduct, "productId" | "title" | "tags" | "type">,
): Promise<void> {
  await tx.catalogProduct.upsert({
    where: { shopId_productId: { shopId, productId } },
    create: { shopId, productId, title, tags, type, collections: [] },
    update: { title, tags, type, fetchedAt: null },
  });
}

/** Has every product asked for again before anything is pinned to it. */
export async function doubtCatalog(tx: Tx, shopId: bigint): Promise<void> {
  await tx.catalogProduct.updateMany({ where: { shopId }, data: { fetchedAt: null } });
}

export async function deleteCatalogProduct(
  tx: Tx,
  shopId: bigint,
  productId: string,
): Promise<void> {
  await tx.catalogProduct.deleteMany({ where: { shopId, productId } });
}
