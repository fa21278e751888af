import { gid } from "#dev-shop/model.ts";
import { holdsGifts } from "#test/simulation/shop-gifts.ts";
import { tell, type SimShop } from "#test/simulation/shop.ts";

/**
 * One customer becomes another; their orders move without a word. Refused if one of them holds a
 * gift card or store credit.
 */
export function merge(
  shop: SimShop,
  wish: { keepId: number; goneId: number; at: number },
): boolean {
  const { keepId, goneId, at } = wish;
  const kept = shop.customers.get(keepId);
  if (holdsGifts(shop.gifts, keepId) || holdsGifts(shop.gifts, goneId)) return false;
  if (!kept || !shop.customers.delete(goneId)) return false;
  for (const order of shop.orders.values()) {
    if (order.customerId === goneId) shop.orders.set(order.id, { ...order, customerId: keepId });
  }
  for (const discount of shop.discounts.values()) {
    if (discount.context.kind !== "customers") continue;
    const ids = discount.context.customerIds.map((id) => (id === goneId ? keepId : id));
    discount.context = { kind: "customers", customerIds: [...new Set(ids)] };
  }
  const parts = { ...mergeParts(keepId, goneId), errors: [] };
  tell(shop, "customers/merge", { payload: { ...parts, status: "in_progress" }, at });
  tell(shop, "customers/merge", { payload: { ...parts, status: "completed" }, at });
  return true;
}

function mergeParts(keepId: number, goneId: number) {
  return {
    admin_graphql_api_customer_kept_id: gid("Customer", keepId),
    admin_graphql_api_customer_deleted_id: gid("Customer", goneId),
    admin_graphql_api_job_id: gid("Job", keepId + goneId),
  };
}

/** The law's request to forget somebody, who is gone from the shop, too. */
export function redact(shop: SimShop, { customerId, at }: { customerId: number; at: number }) {
  if (!shop.customers.has(customerId)) return false;
  const orders = [...shop.orders.values()].filter((order) => order.customerId === customerId);
  const of = { shop_id: shop.settings.id, shop_domain: shop.settings.myshopifyDomain };
  const asked = { customer: { id: customerId }, orders_to_redact: orders.map(({ id }) => id) };
  tell(shop, "customers/redact", { payload: { ...of, ...asked }, at });
  return true;
}
