/**
 * The state of the shop as plain JSON documents. Money is in minor units (cents) as integers;
 * calculations turn them into bigint. Times are ISO strings in UTC with second resolution. Ids are
 * Shopify's legacy resource ids; `gid("Order", id)` makes the global id.
 */
import type { FunctionKind, GiftCard, StoreCredit } from "#dev-shop/gift-model.ts";
import type { Order } from "#dev-shop/order-model.ts";

/**
 * An amount in the shop's currency and in the one the buyer saw; equal when both are the same
 * currency.
 */
export type MoneyBag = { shop: number; presentment: number };

export type Address = {
  firstName: string | null;
  lastName: string | null;
  company: string | null;
  address1: string | null;
  address2: string | null;
  city: string | null;
  province: string | null;
  provinceCode: string | null;
  zip: string | null;
  country: string | null;
  countryCode: string | null;
  phone: string | null;
};

type Dated = { id: number; createdAt: string; updatedAt: string };

export type Shop = Dated & {
  name: string;
  /** Such as `leaf-and-clay.myshopify.com`. */
  myshopifyDomain: string;
  email: string;
  currency: string;
  /**
   * Units of presentment currency for one unit of the shop's, as decimal text: `{ EUR: "1.17" }`.
   */
  presentmentRates: Record<string, string>;
  timezone: string;
  locale: string;
  locales: string[];
  countryCode: string;
  taxesIncluded: boolean;
  /** Tax rate by country, `"*"` for the rest, as decimal text: `{ GB: "0.2", "*": "0" }`. */
  taxRates: Record<string, string>;
  taxTitle: string;
  taxShipping: boolean;
  shippingRates: ShippingRate[];
  planName: string;
};

export type ShippingRate = { code: string; title: string; price: number };

export type Variant = {
  id: number;
  title: string;
  sku: string | null;
  /** In the shop's currency, minor units. */
  price: number;
  compareAtPrice: number | null;
  taxable: boolean;
  requiresShipping: boolean;
  inventoryItemId: number;
  inventoryQuantity: number;
  position: number;
};

export type Product = Dated & {
  title: string;
  handle: string;
  descriptionHtml: string;
  vendor: string;
  productType: string;
  tags: string[];
  status: "ACTIVE" | "DRAFT" | "ARCHIVED";
  isGiftCard: boolean;
  imageUrl: string | null;
  /** Collections are kept here, on the product. */
  collectionIds: number[];
  publishedAt: string | null;
  variants: Variant[];
};

export type Collection = Dated & { title: string; handle: string; descriptionHtml: string };

export type MarketingState =
  "NOT_SUBSCRIBED" | "PENDING" | "SUBSCRIBED" | "UNSUBSCRIBED" | "REDACTED";

export type Customer = Dated & {
  firstName: string | null;
  lastName: string | null;
  email: string | null;
  phone: string | null;
  locale: string;
  note: string | null;
  tags: string[];
  state: "DISABLED" | "INVITED" | "ENABLED" | "DECLINED";
  verifiedEmail: boolean;
  taxExempt: boolean;
  marketingState: MarketingState;
  marketingUpdatedAt: string | null;
  defaultAddress: Address | null;
  numberOfOrders: number;
  /** Paid less refunded, in the shop's currency. */
  amountSpent: number;
  lastOrderId: number | null;
  redactedAt: string | null;
};

export type DiscountItems =
  | { all: true }
  | { all: false; productIds: number[]; variantIds: number[]; collectionIds: number[] };

export type DiscountMinimum =
  | { kind: "none" }
  | { kind: "subtotal"; subtotal: number }
  | { kind: "quantity"; quantity: number };

export type DiscountContext =
  | { kind: "all" }
  | { kind: "customers"; customerIds: number[] }
  | { kind: "segments"; segmentIds: number[] };

/** A discount with one or more codes; `codes` are kept as typed and compared in lower case. */
export type Discount = Dated & {
  kind: DiscountKind;
  title: string;
  codes: DiscountCode[];
  startsAt: string;
  endsAt: string | null;
  /** Uses of each code, in all; null for no limit. */
  usageLimit: number | null;
  appliesOncePerCustomer: boolean;
  context: DiscountContext;
  minimum: DiscountMinimum;
  combinesWith: { orderDiscounts: boolean; productDiscounts: boolean; shippingDiscounts: boolean };
  tags: string[];
  /** The app that made it, if any. */
  appId: number | null;
};

export type DiscountCode = { id: number; code: string; usageCount: number };

export type DiscountKind =
  | { type: "amount"; amount: number; onEachItem: boolean; items: DiscountItems }
  /** A fraction as decimal text: "0.1" for 10 %. */
  | { type: "percentage"; percentage: string; items: DiscountItems }
  | FunctionKind
  | { type: "freeShipping"; countryCodes: string[] | null; maximumShippingPrice: number | null }
  | {
      type: "bxgy";
      buys: { items: DiscountItems; quantity: number };
      gets: { items: DiscountItems; quantity: number; percentage: string };
      usesPerOrderLimit: number | null;
    };

/** Who uses which code; one row per use of a code by an order. */
export type DiscountUse = Dated & {
  discountId: number;
  code: string;
  orderId: number;
  customerId: number | null;
  /** In lower case; how a guest is known. */
  email: string | null;
};

export type Metafield = Dated & {
  /** Global id of the owner, such as `gid://shopify/Customer/1`. */
  ownerGid: string;
  /** With `$app` resolved to `app--{app id}`. */
  namespace: string;
  key: string;
  type: string;
  value: string;
};

export type MetafieldDefinition = Dated & {
  ownerType: string;
  namespace: string;
  key: string;
  name: string;
  description: string | null;
  type: string;
  validations: { name: string; value: string }[];
  access: { admin: string; storefront: string; customerAccount: string };
};

export type WebhookSubscription = Dated & {
  /** As in the headers: `orders/paid`. */
  topic: string;
  uri: string;
  name: string | null;
  filter: string | null;
  includeFields: string[] | null;
  metafieldNamespaces: string[];
  apiVersion: string;
  compliance: boolean;
};

export type AppInstallation = Dated & {
  appId: number;
  clientId: string;
  scopes: string[];
  uninstalledAt: string | null;
};

export type Job = Dated & { type: string; done: boolean; data: Record<string, unknown> };

/**
 * A document of free form for a part of the dev shop that keeps its own state: tokens, carts, bulk
 * operations.
 */
export type Entry = Dated & { key: string; data: Record<string, unknown> };

/**
 * Every kind of document, and so every table of the store. Parts with own state add a line with
 * `Entry`.
 */
export type Documents = {
  shop: Shop;
  product: Product;
  collection: Collection;
  customer: Customer;
  order: Order;
  discount: Discount;
  discount_use: DiscountUse;
  metafield: Metafield;
  metafield_definition: MetafieldDefinition;
  webhook_subscription: WebhookSubscription;
  app_installation: AppInstallation;
  gift_card: GiftCard;
  store_credit: StoreCredit;
  segment: Dated & { name: string; query: string };
  job: Job;
  token: Entry;
  bulk_operation: Entry;
  cart: Entry;
  checkout: Entry;
  session: Entry;
  setting: Entry;
};
export type Kind = keyof Documents;

/** `gid("Order", 5)` → `gid://shopify/Order/5`. */
export function gid(type: string, id: number): string {
  return `gid://shopify/${type}/${id}`;
}
