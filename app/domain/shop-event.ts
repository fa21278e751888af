import type { Instant, OrderFacts } from "#app/domain/order-facts.ts";

/**
 * What a webhook says, in our words (app/shopify/read-webhook.ts reads it). Ids are global ids;
 * `shopifyId` is the shop that the signed body names, where it names one: compare it with ours.
 */
export type ShopEvent =
  /** `complete: false`: the payload cannot tell it all (an edited order), so read it again. */
  | {
      kind: "order";
      facts: OrderFacts;
      complete: boolean;
      customer: CustomerNews | null;
      shopifyId: string | null;
    }
  /** Something about the order changed that the body does not show; read it again. */
  | { kind: "order-touched"; orderId: string }
  /** Known already if the order's facts have a change of this id; else read the order again. */
  | { kind: "refund"; orderId: string; changeId: string }
  | { kind: "order-deleted"; orderId: string }
  | { kind: "customer"; customer: CustomerNews }
  | { kind: "customer-deleted"; customerId: string }
  | { kind: "customer-tags"; customerId: string; added: string[]; removed: string[]; at: Instant }
  /** Points move only when `completed`. */
  | { kind: "customers-merged"; keptId: string; goneId: string; completed: boolean }
  | { kind: "product"; productId: string; title: string; tags: string[]; type: string }
  | { kind: "product-deleted"; productId: string }
  | { kind: "uninstalled"; shopifyId: string }
  | { kind: "scopes"; scopes: string[]; shopifyId: string }
  | { kind: "shop"; shopifyId: string; name: string; currency: string; timeZone: string }
  | { kind: "data-request"; shopifyId: string; requestId: string; customerId: string }
  | { kind: "redact-customer"; shopifyId: string; customerId: string; orderIds: string[] }
  | { kind: "redact-shop"; shopifyId: string }
  /** A topic we did not ask for: nothing to do. */
  | { kind: "ignored"; why: string }
  /** A topic of ours whose body is not what it must be; set aside, for someone to look at. */
  | { kind: "unreadable"; why: string };

/** What a payload says of a customer; null where Shopify keeps it from us. */
export type CustomerNews = {
  customerId: string;
  displayName: string | null;
  email: string | null;
  locale: string | null;
};
