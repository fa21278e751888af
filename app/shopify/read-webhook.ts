import type { CustomerNews, ShopEvent } from "#app/domain/shop-event.ts";
import { parsePayload } from "#app/shopify/exact-payload.ts";
import { orderFactsFromWebhook } from "#app/shopify/order-facts-from-webhook.ts";
import {
  CustomerDeleteNotice,
  CustomerPayload,
  CustomerRedaction,
  DataRequest,
  DeleteNotice,
  EditNotice,
  MergeNotice,
  OrderId,
  OrderPayload,
  ProductPayload,
  RefundNotice,
  ScopesNotice,
  ShopPayload,
  ShopRedaction,
  TagsNotice,
} from "#app/shopify/webhook-payloads.ts";

/**
 * What each topic becomes; shopify.app.toml subscribes to exactly these. A new topic is a line
 * here, one there, and a test.
 */
const READERS: Record<string, (payload: unknown) => ShopEvent> = {
  "orders/create": readOrder,
  "orders/paid": readOrder,
  "orders/updated": readOrder,
  "orders/cancelled": readOrder,
  "orders/edited": (payload) => ({
    kind: "order-touched",
    orderId: gid("Order", EditNotice.parse(payload).order_edit.order_id),
  }),
  "orders/delete": (payload) => ({
    kind: "order-deleted",
    orderId: gid("Order", DeleteNotice.parse(payload).id),
  }),
  "refunds/create": (payload) => {
    const refund = RefundNotice.parse(payload);
    const orderId = gid("Order", refund.order_id);
    return { kind: "refund", orderId, changeId: refund.admin_graphql_api_id };
  },
  "customers/create": readCustomer,
  "customers/update": readCustomer,
  "customers/delete": (payload) => ({
    kind: "customer-deleted",
    customerId: gid("Customer", CustomerDeleteNotice.parse(payload).id),
  }),
  "customers/merge": (payload) => {
    const merge = MergeNotice.parse(payload);
    return {
      kind: "customers-merged",
      keptId: merge.admin_graphql_api_customer_kept_id,
      goneId: merge.admin_graphql_api_customer_deleted_id,
      completed: merge.status.toLowerCase() === "completed",
    };
  },
  "customer.tags_added": (payload) => {
    const { tags: added, ...told } = readTags(payload);
    return { ...told, added, removed: [] };
  },
  "customer.tags_removed": (payload) => {
    const { tags: removed, ...told } = readTags(payload);
    return { ...told, added: [], removed };
  },
  "products/create": readProduct,
  "products/update": readProduct,
  "products/delete": (payload) => ({
    kind: "product-deleted",
    productId: gid("Product", DeleteNotice.parse(payload).id),
  }),
  "app/uninstalled": (payload) => ({
    kind: "uninstalled",
    shopifyId: gid("Shop", ShopPayload.parse(payload).id),
  }),
  "app/scopes_update": (payload) => {
    const notice = ScopesNotice.parse(payload);
    return { kind: "scopes", scopes: notice.current, shopifyId: gid("Shop", notice.shop_id) };
  },
  "shop/update": (payload) => {
    const shop = ShopPayload.required().parse(payload);
    return {
      kind: "shop",
      shopifyId: gid("Shop", shop.id),
      name: shop.name,
      currency: shop.currency,
      timeZone: shop.iana_timezone,
    };
  },
  "customers/data_request": (payload) => {
    const asked = DataRequest.parse(payload);
    return {
      kind: "data-request",
      shopifyId: gid("Shop", asked.shop_id),
      requestId: asked.data_request.id,
      customerId: gid("Customer", asked.customer.id),
    };
  },
  "customers/redact": (payload) => {
    const asked = CustomerRedaction.parse(payload);
    return {
      kind: "redact-customer",
      shopifyId: gid("Shop", asked.shop_id),
      customerId: gid("Customer", asked.customer.id),
      orderIds: (asked.orders_to_redact ?? []).map((id) => gid("Order", id)),
    };
  },
  "shop/redact": (payload) => ({
    kind: "redact-shop",
    shopifyId: gid("Shop", ShopRedaction.parse(payload).shop_id),
  }),
};

/** The topics we subscribe to, compliance topics included. */
export const TOPICS: readonly string[] = Object.keys(READERS);

/** What a delivery says; null is what is no text. Whatever it is, it is an event, no exception. */
export function readWebhook(topic: string, body: string | null): ShopEvent {
  const read = Object.hasOwn(READERS, topic) ? READERS[topic] : undefined;
  if (!read) return { kind: "ignored", why: "unknown topic" };
  if (body === null) return { kind: "unreadable", why: "not text" };
  try {
    return read(parsePayload(body));
  } catch (error) {
    return { kind: "unreadable", why: reasonOf(error) };
  }
}

function readOrder(payload: unknown): ShopEvent {
  const parsed = OrderPayload.safeParse(payload);
  // An order we cannot read here is still an order that changed: GraphQL tells the rest.
  if (!parsed.success) return { kind: "order-touched", orderId: OrderId.parse(payload).id };
  const order = parsed.data;
  const customer = order.customer
    ? newsOf({ ...order.customer, locale: order.customer.locale ?? order.customer_locale })
    : null;
  const shopNumber = /\/(\d+)\/orders\//.exec(order.order_status_url ?? "")?.[1];
  const shopifyId = shopNumber === undefined ? null : gid("Shop", shopNumber);
  return { kind: "order", ...orderFactsFromWebhook(order), customer, shopifyId };
}

function readCustomer(payload: unknown): ShopEvent {
  return { kind: "customer", customer: newsOf(CustomerPayload.parse(payload)) };
}

function readTags(payload: unknown) {
  const { customerId, tags, occurredAt } = TagsNotice.parse(payload);
  return { kind: "customer-tags" as const, customerId, tags, at: occurredAt };
}

function readProduct(payload: unknown): ShopEvent {
  const product = ProductPayload.parse(payload);
  const tags = product.tags.split(",").map((tag) => tag.trim());
  return {
    kind: "product",
    productId: product.admin_graphql_api_id,
    title: product.title,
    tags: tags.filter((tag) => tag !== ""),
    type: product.product_type ?? "",
  };
}

function newsOf(customer: CustomerPayload): CustomerNews {
  const names = [customer.first_name, customer.last_name].filter((name) => name);
  return {
    customerId: customer.admin_graphql_api_id,
    displayName: names.length > 0 ? names.join(" ") : null,
    email: customer.email ?? null,
    locale: customer.locale ?? null,
  };
}

function gid(kind: string, digits: string): string {
  return `gid://shopify/${kind}/${digits}`;
}

/** Where it failed, without what stood there: bodies hold personal data. */
function reasonOf(error: unknown): string {
  if (typeof error === "object" && error !== null && "issues" in error) {
    const issues = error.issues as { path: PropertyKey[]; code: string }[];
    const places = issues.map(({ path, code }) => `${path.join(".")} (${code})`);
    return `not the expected shape: ${places.slice(0, 5).join(", ")}`;
  }
  if (error instanceof SyntaxError) return "not JSON";
  if (error instanceof RangeError) return "an amount cannot be read";
  throw error;
}
