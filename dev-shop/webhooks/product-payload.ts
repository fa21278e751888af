/** Bodies of products/*, collections/* and discounts/*. */
import { statusOf } from "#dev-shop/commerce/discount-status.ts";
import { formatMinor } from "#dev-shop/commerce/money.ts";
import { gid } from "#dev-shop/model.ts";
import type { Collection, Discount, Product, Shop, Variant } from "#dev-shop/model.ts";
import type { Payload } from "#dev-shop/webhooks/events.ts";
import { shopTime } from "#dev-shop/webhooks/shop-time.ts";

export function productPayload(product: Product, shop: Shop): Payload {
  const time = (stamp: string | null) => shopTime(stamp, shop.timezone);
  return {
    admin_graphql_api_id: gid("Product", product.id),
    body_html: product.descriptionHtml,
    created_at: time(product.createdAt),
    handle: product.handle,
    id: product.id,
    product_type: product.productType,
    published_at: time(product.publishedAt),
    template_suffix: null,
    title: product.title,
    updated_at: time(product.updatedAt),
    vendor: product.vendor,
    status: product.status.toLowerCase(),
    published_scope: "web",
    tags: product.tags.join(", "),
    variants: product.variants.map((variant) => variantPayload({ product, variant, shop })),
    options: [],
    images: [],
    image: null,
    media: [],
    variant_gids: product.variants.map(({ id }) => ({
      admin_graphql_api_id: gid("ProductVariant", id),
      updated_at: product.updatedAt,
    })),
    has_variants_that_requires_components: false,
    category: null,
  };
}

function variantPayload({
  product,
  variant,
  shop,
}: {
  product: Product;
  variant: Variant;
  shop: Shop;
}): Payload {
  const price = (minor: number | null) =>
    minor === null ? null : formatMinor(minor, shop.currency);
  return {
    admin_graphql_api_id: gid("ProductVariant", variant.id),
    barcode: null,
    compare_at_price: price(variant.compareAtPrice),
    created_at: shopTime(product.createdAt, shop.timezone),
    id: variant.id,
    inventory_policy: "continue",
    position: variant.position,
    price: price(variant.price),
    product_id: product.id,
    sku: variant.sku,
    taxable: variant.taxable,
    title: variant.title,
    updated_at: shopTime(product.updatedAt, shop.timezone),
    option1: variant.title,
    option2: null,
    option3: null,
    image_id: null,
    inventory_item_id: variant.inventoryItemId,
    inventory_quantity: variant.inventoryQuantity,
    old_inventory_quantity: variant.inventoryQuantity,
  };
}

export function collectionPayload(collection: Collection, shop: Shop): Payload {
  return {
    id: collection.id,
    handle: collection.handle,
    title: collection.title,
    updated_at: shopTime(collection.updatedAt, shop.timezone),
    body_html: collection.descriptionHtml,
    published_at: shopTime(collection.createdAt, shop.timezone),
    sort_order: "manual",
    template_suffix: null,
    published_scope: "web",
    admin_graphql_api_id: gid("Collection", collection.id),
  };
}

export function discountPayload(
  discount: Discount,
  { shop, at }: { shop: Shop; at: Date },
): Payload {
  return {
    admin_graphql_api_id: gid("DiscountCodeNode", discount.id),
    title: discount.title,
    status: statusOf(discount, at),
    created_at: shopTime(discount.createdAt, shop.timezone),
    updated_at: shopTime(discount.updatedAt, shop.timezone),
  };
}
