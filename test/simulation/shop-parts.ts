import { timestamp } from "#dev-shop/clock.ts";
import { variantOf } from "#dev-shop/commerce/products.ts";
import type { Customer, Discount, Product, Shop } from "#dev-shop/model.ts";
import type { Ids } from "#dev-shop/store/ids.ts";

export type ShopSettings = {
  domain: string;
  currency: string;
  timeZone: string;
  taxesIncluded: boolean;
  taxRate: string;
  taxShipping: boolean;
  /** In minor units. */
  prices: number[];
  shipping: number[];
  customers: number;
  openedAt: number;
};

export function aShop(settings: ShopSettings): Shop {
  const stamp = timestamp(new Date(settings.openedAt));
  return {
    id: 61_200_000_001,
    ...{ createdAt: stamp, updatedAt: stamp, name: "The shop", email: "owner@example.com" },
    myshopifyDomain: settings.domain,
    currency: settings.currency,
    presentmentRates: {},
    timezone: settings.timeZone,
    ...{ locale: "en", locales: ["en"], countryCode: "US", planName: "Basic" },
    taxesIncluded: settings.taxesIncluded,
    taxRates: { "*": settings.taxRate },
    taxTitle: "Tax",
    taxShipping: settings.taxShipping,
    shippingRates: settings.shipping.map((price, index) => ({
      ...{ code: `rate-${index}`, title: "Post", price },
    })),
  };
}

export function aProduct(ids: Ids, { price, index }: { price: number; index: number }): Product {
  return {
    id: ids.next("product"),
    ...{ createdAt: "2025-01-01T00:00:00Z", updatedAt: "2025-01-01T00:00:00Z" },
    ...{ title: `Tea ${index}`, handle: `tea-${index}`, descriptionHtml: "", vendor: "Leaf" },
    ...{ productType: "Tea", tags: [], status: "ACTIVE", isGiftCard: false, imageUrl: null },
    ...{ collectionIds: [], publishedAt: null },
    variants: [variantOf(ids, { price })],
  };
}

export function aCustomer(ids: Ids, index: number, stamp: string): Customer {
  const firstName = ["Ada", "Bob", "Cleo", "Dora"][index] ?? `Someone ${index}`;
  return {
    id: ids.next("customer"),
    ...{ createdAt: stamp, updatedAt: stamp, firstName, lastName: "Example" },
    email: `${firstName.toLowerCase()}@example.com`,
    ...{ phone: null, locale: "en", note: null, tags: [], state: "ENABLED", verifiedEmail: true },
    ...{ taxExempt: false, marketingState: "NOT_SUBSCRIBED", marketingUpdatedAt: null },
    ...{ defaultAddress: null, numberOfOrders: 0, amountSpent: 0, lastOrderId: null },
    redactedAt: null,
  };
}

export type CodeParts = Pick<Discount, "id" | "title" | "kind" | "startsAt" | "endsAt"> & {
  code: string;
  customerIds: number[];
  usageLimit: number | null;
  /** The least order, in minor units; 0 for any. */
  subtotal: number;
};

export function aDiscount({ code, customerIds, subtotal, ...parts }: CodeParts): Discount {
  return {
    ...parts,
    ...{ createdAt: parts.startsAt, updatedAt: parts.startsAt },
    codes: [{ id: parts.id, code, usageCount: 0 }],
    appliesOncePerCustomer: true,
    context: { kind: "customers", customerIds },
    minimum: subtotal > 0 ? { kind: "subtotal", subtotal } : { kind: "none" },
    combinesWith: { orderDiscounts: true, productDiscounts: true, shippingDiscounts: true },
    ...{ tags: [], appId: 1001 },
  };
}

/** The number at the end of a global id. */
export function numberOf(id: unknown): number {
  return Number(String(id).split("/").at(-1));
}
