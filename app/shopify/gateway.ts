import type { Instant, OrderFacts, ProductPin } from "#app/domain/order-facts.ts";
import type { Reward } from "#app/domain/program/reward.ts";

/** What a discount code takes off; percent and amount are decimals. */
export type CodeGives =
  | { kind: "amount-off"; amount: string }
  | { kind: "percentage-off"; percent: string }
  | { kind: "free-shipping" };

/** A discount code we want to exist, bound to one customer and usable once. */
export type CodeWish = {
  code: string;
  redemptionId: string;
  /** Shown to merchants; ends with the redemption id, by which "ours" is known. */
  title: string;
  customerId: string;
  gives: CodeGives;
  minimumOrder: string | null;
  startsAt: Instant;
  endsAt: Instant | null;
  combinesWith: Reward["combinesWith"];
};

/** A discount code as Shopify has it, compared with a wish to decide whether it is ours. */
export type FoundCode = {
  discountId: string;
  title: string;
  active: boolean;
  customerIds: string[];
  /** True if kind, value and minimum are those of the wish it was looked up for. */
  sameValue: boolean;
  usageCount: number;
};

/** `taken`: the code exists already. `refused`: never again like this; the text is for the log. */
export type CreateCodeResult =
  | { ok: true; discountId: string }
  | { ok: false; reason: "taken" }
  | { ok: false; reason: "refused"; detail: string };

export type ShopInfo = {
  shopifyId: string;
  name: string;
  currency: string;
  timeZone: string;
  grantedScopes: string[];
};

export type OrderStub = { orderId: string; updatedAt: Instant };

export type CatalogEntry = ProductPin & { productId: string; title: string };

export type CustomerProfile = {
  customerId: string;
  displayName: string | null;
  email: string | null;
  locale: string | null;
};

/** `gone`: the customer no longer exists. `refused`: this one value was not accepted. */
export type SyncResult = { customerId: string; outcome: "written" | "gone" | "refused" };

/**
 * What we need of Shopify, in our words. Every call may throw `ShopifyUnavailable` (try again
 * later; `retryAfterMs` says when) or `ShopifyAccessLost` (uninstalled, or the token is dead).
 * After either, the outcome of a write is unknown.
 */
export type ShopifyGateway = {
  getShop(): Promise<ShopInfo>;
  /** Null when the order does not exist or is older than we may read. */
  findOrder(orderId: string): Promise<OrderFacts | null>;
  /** Orders updated at or after `since`, oldest first, one page. */
  listOrdersUpdated(input: { since: Instant; after: string | null }): Promise<{
    orders: OrderFacts[];
    /** Orders with more lines or changes than a page carries: read them one by one. */
    incomplete: OrderStub[];
    next: string | null;
  }>;
  listProducts(productIds: string[]): Promise<CatalogEntry[]>;
  findCustomer(customerId: string): Promise<CustomerProfile | null>;
  createDiscountCode(wish: CodeWish): Promise<CreateCodeResult>;
  findDiscountCode(wish: CodeWish): Promise<FoundCode | null>;
  /** True once the code cannot be used any more (also if it is gone). */
  deactivateDiscount(discountId: string): Promise<boolean>;
  /** At most 25 values per call. */
  writeMemberMetafields(values: { customerId: string; json: string }[]): Promise<SyncResult[]>;
};
