import type { DevShop } from "#dev-shop/dev-shop.ts";
import { gid } from "#dev-shop/model.ts";
import type { Collection, Customer, Product, Shop } from "#dev-shop/model.ts";
import type { Order } from "#dev-shop/order-model.ts";
import { liquidMetafields } from "#dev-shop/storefront/metafields.ts";
import { decimalsOf, liquidAmount } from "#dev-shop/storefront/money-format.ts";
import type { Shopper } from "#dev-shop/storefront/shopper.ts";

export function shopObject({ shop, url }: DevShop): Record<string, unknown> {
  return {
    id: shop.id,
    name: shop.name,
    email: shop.email,
    domain: new URL(url || "http://localhost").host,
    permanent_domain: shop.myshopifyDomain,
    url,
    secure_url: url,
    currency: shop.currency,
    locale: shop.locale,
    enabled_currencies: currenciesOf(shop).map((code) => ({ iso_code: code })),
    published_locales: shop.locales.map((code) => localeObject(shop, code)),
    customer_accounts_enabled: true,
    metafields: {},
  };
}

function localeObject(shop: Shop, code: string): Record<string, unknown> {
  const name = new Intl.DisplayNames([code], { type: "language" }).of(code);
  const isPrimary = code === shop.locale;
  const rootUrl = isPrimary ? "/" : `/${code.toLowerCase()}`;
  return { iso_code: code, endonym_name: name, primary: isPrimary, root_url: rootUrl };
}

function currenciesOf(shop: Shop): string[] {
  return [...new Set([shop.currency, ...Object.keys(shop.presentmentRates)])];
}

/** Languages and currencies to choose from. */
export function localizationObject({ shop }: DevShop, { locale, currency }: Shopper) {
  return {
    language: localeObject(shop, locale),
    available_languages: shop.locales.map((code) => localeObject(shop, code)),
    country: { iso_code: shop.countryCode, currency: { iso_code: currency } },
    available_countries: [{ iso_code: shop.countryCode, currency: { iso_code: currency } }],
    available_currencies: currenciesOf(shop),
  };
}

export function routesObject({ rootPath }: Shopper): Record<string, string> {
  return {
    root_url: rootPath || "/",
    account_url: `${rootPath}/account`,
    account_login_url: `${rootPath}/account/login`,
    account_logout_url: `${rootPath}/account/logout`,
    account_register_url: `${rootPath}/account/login`,
    storefront_login_url: `${rootPath}/account/login`,
    cart_url: `${rootPath}/cart`,
    cart_add_url: `${rootPath}/cart/add`,
    cart_change_url: `${rootPath}/cart/change`,
    cart_clear_url: `${rootPath}/cart/clear`,
    cart_update_url: `${rootPath}/cart/update`,
    collections_url: `${rootPath}/collections`,
    all_products_collection_url: `${rootPath}/collections/all`,
  };
}

export async function customerObject(devShop: DevShop, customer: Customer) {
  const { id, firstName, lastName, email, tags, marketingState } = customer;
  return {
    id,
    first_name: firstName,
    last_name: lastName,
    name: [firstName, lastName].filter(Boolean).join(" "),
    email,
    phone: customer.phone,
    tags,
    accepts_marketing: marketingState === "SUBSCRIBED",
    has_account: true,
    orders_count: customer.numberOfOrders,
    total_spent: liquidAmount(customer.amountSpent, devShop.shop.currency),
    "b2b?": false,
    metafields: await liquidMetafields(devShop, gid("Customer", id)),
  };
}

/** The shop's price in the buyer's currency, in minor units of it. */
export function presentmentPrice(shop: Shop, minor: number, currency: string): number {
  const rate = Number(shop.presentmentRates[currency] ?? 1);
  return Math.round(minor * rate * 10 ** (decimalsOf(currency) - decimalsOf(shop.currency)));
}

export function productObject({ shop }: DevShop, product: Product, shopper: Shopper) {
  const price = (minor: number) =>
    liquidAmount(presentmentPrice(shop, minor, shopper.currency), shopper.currency);
  const variants = product.variants.map((variant) => ({
    id: variant.id,
    title: variant.title,
    sku: variant.sku,
    price: price(variant.price),
    compare_at_price: variant.compareAtPrice === null ? null : price(variant.compareAtPrice),
    available: true,
    requires_shipping: variant.requiresShipping,
    taxable: variant.taxable,
  }));
  const prices = variants.map((variant) => variant.price);
  return {
    id: product.id,
    title: product.title,
    handle: product.handle,
    description: product.descriptionHtml,
    vendor: product.vendor,
    type: product.productType,
    tags: product.tags,
    "gift_card?": product.isGiftCard,
    url: `${shopper.rootPath}/products/${product.handle}`,
    featured_image: product.imageUrl,
    images: product.imageUrl === null ? [] : [product.imageUrl],
    available: true,
    price: Math.min(...prices),
    price_min: Math.min(...prices),
    price_max: Math.max(...prices),
    price_varies: new Set(prices).size > 1,
    variants,
    selected_or_first_available_variant: variants[0] ?? null,
    first_available_variant: variants[0] ?? null,
    metafields: {},
  };
}

export function collectionObject(
  collection: Pick<Collection, "id" | "title" | "handle" | "descriptionHtml">,
  products: Record<string, unknown>[],
  { rootPath }: Shopper,
) {
  return {
    id: collection.id,
    title: collection.title,
    handle: collection.handle,
    description: collection.descriptionHtml,
    url: `${rootPath}/collections/${collection.handle}`,
    products,
    products_count: products.length,
    all_products_count: products.length,
  };
}

export function orderObject(order: Order, { rootPath }: Shopper) {
  const { presentmentCurrency: currency, totals } = order;
  const amount = (minor: number) => liquidAmount(minor, currency);
  return {
    id: order.id,
    name: order.name,
    order_number: order.number,
    created_at: order.createdAt,
    financial_status: order.financialStatus.toLowerCase(),
    cancelled: order.cancelledAt !== null,
    currency,
    customer_url: `${rootPath}/orders/${order.token}`,
    order_status_url: `${rootPath}/orders/${order.token}`,
    total_price: amount(totals.currentTotal.presentment),
    item_count: order.lines.reduce((sum, line) => sum + line.quantity, 0),
  };
}
