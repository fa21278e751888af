import type { Tx } from "#app/db/context.ts";

/** Titles, by gid, of the products that a document names and the catalog knows. */
export async function listProductTitles(
  tx: Tx,
  shopId: bigint,
  document: unknown,
): Promise<Record<string, string>> {
  const named = JSON.stringify(document).match(/gid:\/\/shopify\/Product\/\d+/g) ?? [];
  if (named.length === 0) return {};
  const products = await tx.catalogProduct.findMany({
    where: { shopId, productId: { in: [...new Set(named)] }, NOT: { title: "" } },
    select: { productId: true, title: true },
  });
  return Object.fromEntries(products.map(({ productId, title }) => [productId, title]));
}
