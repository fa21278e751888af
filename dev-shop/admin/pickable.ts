import type { DevShop } from "#dev-shop/dev-shop.ts";
import { gid } from "#dev-shop/model.ts";
import type { Product } from "#dev-shop/model.ts";
import { decimalText } from "#dev-shop/storefront/money-format.ts";

/** Found resources in the shape that App Bridge's picker answers with. */
export async function listPickable(
  devShop: DevShop,
  { type, search }: { type: string; search: string },
): Promise<unknown[]> {
  const { store, shop } = devShop;
  const listing = { ...(search === "" ? {} : { search }), limit: 50 };
  if (type === "collection") {
    const { items } = await store.list("collection", listing);
    return items.map(({ id, title, handle }) => ({ id: gid("Collection", id), title, handle }));
  }
  if (type === "customer") {
    const { items } = await store.list("customer", listing);
    return items.map(({ id, firstName, lastName, email }) => ({
      id: gid("Customer", id),
      title: [firstName, lastName].filter(Boolean).join(" ") || email || String(id),
      email,
    }));
  }
  const { items } = await store.list("product", listing);
  const products = items.map((product) => productResource(product, shop.currency));
  return type === "variant" ? products.flatMap(({ variants }) => variants) : products;
}

function productResource(product: Product, currency: string) {
  const { id, title, handle, status, vendor, productType, tags } = product;
  return {
    id: gid("Product", id),
    title,
    handle,
    status,
    vendor,
    productType,
    tags,
    totalVariants: product.variants.length,
    hasOnlyDefaultVariant: product.variants.length === 1,
    images: [],
    variants: product.variants.map((variant) => ({
      id: gid("ProductVariant", variant.id),
      title: variant.title,
      displayName: `${title} - ${variant.title}`,
      price: decimalText(variant.price, currency),
      sku: variant.sku,
      product: { id: gid("Product", id), title, handle },
    })),
  };
}
