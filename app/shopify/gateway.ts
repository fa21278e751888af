import type { ListedOrder } from "#app/domain/order-comparison.ts";
import type { Instant, OrderFacts, ProductPin } from "#app/domain/order-facts.ts";
import type { Reward } from "#app/domain/program/reward.ts";

/** Only these products, or these collections, are made cheaper; both empty for everything. */
export type CodeItems = { products: string[]; collections: string[] };

/** What our function at checkout is told, where no native discount knows how. */
export type FunctionTerms =
  /** So many percent off, but never more than so much. */
  | ({ kind: "percentage"; percent: string; atMost: string } & CodeItems)
  /** So many of these products for nothing, the cheapest of them in the cart. */
  | { kind: "free-items"; products: string[]; quantity: number };

/** What a discount code takes off; percent and amount are decimals. */
export type CodeGives =
  | { kind: "amount-off"; amount: string; items: CodeItems }
  | { kind: "percentage-off"; percent: string; items: CodeItems }
  | { kind: "free-shipping" }
  | { kind: "by-function"; terms: FunctionTerms };

/** A discount code we want to exist, bound to one customer. */
export type CodeWish = {
  code: string;
  redemptionId: string;
  /** Shown to merchants; ends with the redemption id, by which "ours" is known. */
  title: string;
  customerId: string;
  gives: CodeGives;
  minimumOrder: string | null;
  /** For any number of orders, rather than one. */
  standing: boolean;
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

/** A gift card we want to exist; money in the currency of the shop. */
export type GiftCardWish = {
  code: string;
  redemptionId: string;
  customerId: string;
  amount: string;
  currency: string;
  /** The last day on which it can be used. */
  expiresOn: string | null;
};

/** `intact`: nothing of it has been spent. */
export type FoundGiftCard = { giftCardId: string; ours: boolean; intact: boolean };

export type CreditWish = {
  customerId: string;
  amount: string;
  currency: string;
  expiresAt: Instant | null;
};

/** A credit of a customer's store credit account. */
export type CreditEntry = {
  creditId: string;
  amount: string;
  at: Instant;
  expiresAt: Instant | null;
};

export type CreateGiftCardResult =
  | { ok: true; giftCardId: string }
  | { ok: false; reason: "taken" }
  | { ok: false; reason: "refused"; detail: string };

export type AddCreditResult =
  { ok: true; creditId: string } | { ok: false; reason: "refused"; detail: string };

export type ShopInfo = {
  shopifyId: string;
  name: string;
  currency: string;
  timeZone: string;
  grantedScopes: string[];
};

/** An order as a list names it. */
export type OrderStub = { orderId: string } & ListedOrder;

/** An export of orders: under way, written, or failed. `gone`: Shopify has forgotten it. */
export type OrderExport =
  | { state: "running"; orders: bigint }
  /** No url where there are no orders. */
  | { state: "ready"; orders: bigint; url: string | null; bytes: number }
  | { state: "failed"; why: "canceled" | "denied" | "error" | "gone" | "timeout" };

/**
 * An order of an export. Without facts it has parts that no export tells: read it alone, unless it
 * is known so. `end` is the byte of the file at which the next order starts; null
 * where only a part of an order came, and came too late.
 */
export type ExportedOrder =
  | (OrderStub & { facts: OrderFacts | null; end: number })
  | { orderId: string; updatedAt: null; facts: null; end: null };

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
  /** As `findOrder`, for what has time: leaves half of the shop's budget to others. */
  findOrderAtLeisure(orderId: string): Promise<OrderFacts | null>;
  /** Has all orders we may read written into a file; returns the id of the operation. */
  startOrderExport(): Promise<string>;
  findOrderExport(operationId: string): Promise<OrderExport>;
  /** The orders of a written export of so many bytes from one on; null where it is gone. */
  readOrderExport(file: {
    url: string;
    from: number;
    bytes: number;
  }): Promise<AsyncIterable<ExportedOrder> | null>;
  listProducts(productIds: string[]): Promise<CatalogEntry[]>;
  findCustomer(customerId: string): Promise<CustomerProfile | null>;
  /** Customers who have a tag now, whatever the case; a minute or more behind. */
  listTaggedCustomers(tag: string): Promise<string[]>;
  /** Customers who are in a segment now. */
  listSegmentMembers(segmentId: string): Promise<string[]>;
  createDiscountCode(wish: CodeWish): Promise<CreateCodeResult>;
  findDiscountCode(wish: CodeWish): Promise<FoundCode | null>;
  /** True once the code cannot be used any more (also if it is gone). */
  deactivateDiscount(discountId: string): Promise<boolean>;
  createGiftCard(wish: GiftCardWish): Promise<CreateGiftCardResult>;
  findGiftCard(wish: GiftCardWish): Promise<FoundGiftCard | null>;
  /** True once nobody can spend it any more (also if it is gone). */
  deactivateGiftCard(giftCardId: string): Promise<boolean>;
  /** Not to be repeated blindly: Shopify adds it as often as it is asked. */
  addStoreCredit(wish: CreditWish): Promise<AddCreditResult>;
  /** The newest credits of a customer in one currency, newest first; a hundred at most. */
  listStoreCredits(owner: { customerId: string; currency: string }): Promise<CreditEntry[]>;
  /** At most 25 values per call; leaves half of the shop's budget to others. */
  writeMemberMetafields(values: { customerId: string; json: string }[]): Promise<SyncResult[]>;
};
