/**
 * The body of customers/create and update, and the customer within an order: no tags, no consent,
 * no totals.
 */
import { gid } from "#dev-shop/model.ts";
import type { Customer, Shop } from "#dev-shop/model.ts";
import type { Payload } from "#dev-shop/webhooks/events.ts";
import { addressPayload } from "#dev-shop/webhooks/payload-parts.ts";
import { shopTime } from "#dev-shop/webhooks/shop-time.ts";

export function customerPayload(customer: Customer, shop: Shop): Payload {
  const address = addressPayload(customer.defaultAddress);
  return {
    id: customer.id,
    created_at: shopTime(customer.createdAt, shop.timezone),
    updated_at: shopTime(customer.updatedAt, shop.timezone),
    first_name: customer.firstName,
    last_name: customer.lastName,
    state: customer.state.toLowerCase(),
    note: customer.note,
    verified_email: customer.verifiedEmail,
    multipass_identifier: null,
    tax_exempt: customer.taxExempt,
    email: customer.email,
    phone: customer.phone,
    currency: shop.currency,
    tax_exemptions: [],
    admin_graphql_api_id: gid("Customer", customer.id),
    ...(address && { default_address: { ...address, customer_id: customer.id, default: true } }),
  };
}
