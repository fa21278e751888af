import { z } from "zod";
import type { AdminClient } from "#app/shopify/admin-client.ts";
import { PRODUCT_COLLECTIONS, PRODUCTS } from "#app/shopify/documents/products.ts";
import type { CatalogEntry } from "#app/shopify/gateway.ts";
import { PageInfo } from "#app/shopify/order-answers.ts";

const COLLECTIONS = 50;
/** As many as a page of them may cost. */
const PRODUCTS_AT_ONCE = 25;

const Collections = z.object({
  pageInfo: PageInfo,
  nodes: z.array(z.object({ id: z.string() })),
});
const Product = z.object({
  id: z.string(),
  title: z.string(),
  tags: z.array(z.string()),
  productType: z.string(),
  collections: Collections,
});
type Product = z.infer<typeof Product>;

/** Products with their tags and collections. Those that do not exist any more are left out. */
export async function listProducts(
  ask: AdminClient,
  productIds: string[],
): Promise<CatalogEntry[]> {
  const entries: CatalogEntry[] = [];
  for (let start = 0; start < productIds.length; start += PRODUCTS_AT_ONCE) {
    const ids = productIds.slice(start, start + PRODUCTS_AT_ONCE);
    const { nodes } = await ask({
      document: PRODUCTS,
      variables: { ids, collections: COLLECTIONS },
      answer: z.object({ nodes: z.array(Product.nullable()) }),
    });
    for (const product of nodes) {
      if (product) entries.push(await entryOf(ask, product));
    }
  }
  return entries;
}

async function entryOf(ask: AdminClient, product: Product): Promise<CatalogEntry> {
  const collections = product.collections.nodes.map(({ id }) => id);
  let { pageInfo } = product.collections;
  while (pageInfo.hasNextPage) {
    const page = await ask({
      document: PRODUCT_COLLECTIONS,
      variables: { id: product.id, collections: COLLECTIONS, after: pageInfo.endCursor },
      answer: z.object({ product: z.object({ collections: Collections }).nullable() }),
    });
    if (!page.product) break;
    collections.push(...page.product.collections.nodes.map(({ id }) => id));
    pageInfo = page.product.collections.pageInfo;
  }
  const { id, title, tags, productType } = product;
  return { productId: id, title, tags, collections, type: productType };
}
