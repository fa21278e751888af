/** Products and collections. */
import type { Collection, Product, Variant } from "#dev-shop/model.ts";
import type { StoreAccess } from "#dev-shop/store/access.ts";
import { collectionPayload, productPayload } from "#dev-shop/webhooks/product-payload.ts";
import type { Draft, Timed } from "#dev-shop/commerce/commerce.ts";
import type { CommerceContext } from "#dev-shop/commerce/context.ts";
import { timeOf } from "#dev-shop/commerce/context.ts";

/** Many at once. A product without variants gets one that costs nothing. */
export async function createProducts(
  ctx: CommerceContext,
  tx: StoreAccess,
  drafts: Draft<Product>[],
): Promise<Product[]> {
  const products = drafts.map((draft) => productOf(ctx, draft));
  await tx.put("product", ...products);
  await ctx.emit(
    tx,
    products.map((product) => ({
      topic: "products/create",
      payload: productPayload(product, ctx.shop()),
      at: new Date(product.createdAt),
    })),
  );
  return products;
}

export async function updateProduct(
  ctx: CommerceContext,
  tx: StoreAccess,
  { id, at, ...change }: { id: number } & Partial<Product> & Timed,
): Promise<Product> {
  const [before] = await tx.lock("product", [id]);
  if (!before) throw new Error(`No product ${String(id)}`);
  const time = timeOf(ctx, at);
  const product = { ...before, ...change, updatedAt: time.stamp };
  await tx.put("product", product);
  const payload = productPayload(product, ctx.shop());
  await ctx.emit(tx, [{ topic: "products/update", payload, at: time.at }]);
  return product;
}

/** Orders keep what they say of the product. */
export async function deleteProduct(
  ctx: CommerceContext,
  tx: StoreAccess,
  { id }: { id: number },
): Promise<void> {
  await tx.remove("product", id);
  await ctx.emit(tx, [{ topic: "products/delete", payload: { id }, at: ctx.clock.now() }]);
}

export async function createCollection(
  ctx: CommerceContext,
  tx: StoreAccess,
  { at, ...draft }: Draft<Collection>,
): Promise<Collection> {
  const { stamp } = timeOf(ctx, at);
  const title = draft.title ?? "Collection";
  const collection = {
    id: ctx.store.ids.next("collection"),
    createdAt: stamp,
    updatedAt: stamp,
    title,
    handle: handleOf(title),
    descriptionHtml: "",
    ...draft,
  };
  await tx.put("collection", collection);
  const payload = collectionPayload(collection, ctx.shop());
  await ctx.emit(tx, [{ topic: "collections/create", payload, at: new Date(stamp) }]);
  return collection;
}

/** A variant as Shopify makes it for a product that has no options. */
export function variantOf(
  ids: { next: (kind: "variant" | "inventoryItem") => number },
  draft: Partial<Variant>,
): Variant {
  return {
    id: ids.next("variant"),
    title: "Default Title",
    sku: null,
    price: 0,
    compareAtPrice: null,
    taxable: true,
    requiresShipping: true,
    inventoryItemId: ids.next("inventoryItem"),
    inventoryQuantity: 100,
    position: 1,
    ...draft,
  };
}

function productOf(ctx: CommerceContext, { at, ...draft }: Draft<Product>): Product {
  const { stamp } = timeOf(ctx, at);
  const title = draft.title ?? "Product";
  return {
    id: ctx.store.ids.next("product"),
    createdAt: stamp,
    updatedAt: stamp,
    title,
    handle: handleOf(title),
    descriptionHtml: "",
    vendor: ctx.shop().name,
    productType: "",
    tags: [],
    status: "ACTIVE",
    isGiftCard: false,
    imageUrl: null,
    collectionIds: [],
    publishedAt: stamp,
    variants: [variantOf(ctx.store.ids, {})],
    ...draft,
  };
}

/** "Jasmine Pearls, 50 g" → "jasmine-pearls-50-g". */
export function handleOf(title: string): string {
  const plain = title.normalize("NFKD").toLowerCase();
  return plain
    .replace(/[\u0300-\u036f]/g, "")
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-|-$/g, "");
}
