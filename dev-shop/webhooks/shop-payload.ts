/** The shop, as in app/uninstalled and shop/update. */
import type { Shop } from "#dev-shop/model.ts";
import type { Payload } from "#dev-shop/webhooks/events.ts";
import { shopTime } from "#dev-shop/webhooks/shop-time.ts";

export function shopPayload(shop: Shop): Payload {
  return {
    id: shop.id,
    name: shop.name,
    email: shop.email,
    domain: shop.myshopifyDomain,
    province: null,
    country: shop.countryCode,
    address1: null,
    zip: null,
    city: null,
    source: null,
    phone: null,
    primary_locale: shop.locale,
    address2: null,
    created_at: shopTime(shop.createdAt, shop.timezone),
    updated_at: shopTime(shop.updatedAt, shop.timezone),
    country_code: shop.countryCode,
    country_name: shop.countryCode,
    currency: shop.currency,
    customer_email: shop.email,
    timezone: shop.timezone,
    iana_timezone: shop.timezone,
    shop_owner: shop.name,
    weight_unit: "kg",
    province_code: null,
    taxes_included: shop.taxesIncluded,
    tax_shipping: shop.taxShipping,
    plan_display_name: shop.planName,
    plan_name: shop.planName.toLowerCase(),
    has_discounts: true,
    has_gift_cards: true,
    myshopify_domain: shop.myshopifyDomain,
    has_storefront: true,
    setup_required: false,
    pre_launch_enabled: false,
    enabled_presentment_currencies: [shop.currency, ...Object.keys(shop.presentmentRates)],
  };
}
