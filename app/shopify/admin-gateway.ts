import { z } from "zod";
import { adminClient, type AdminClient, type AdminParts } from "#app/shopify/admin-client.ts";
import {
  createDiscountCode,
  deactivateDiscount,
  findDiscountCode,
} from "#app/shopify/discount-codes.ts";
import { CUSTOMER } from "#app/shopify/documents/customers.ts";
import { SHOP } from "#app/shopify/documents/shop.ts";
import type { CustomerProfile, ShopifyGateway, ShopInfo } from "#app/shopify/gateway.ts";
import { createGiftCard, deactivateGiftCard, findGiftCard } from "#app/shopify/gift-cards.ts";
import { writeMemberMetafields } from "#app/shopify/member-metafields.ts";
import { listProducts } from "#app/shopify/read-catalog.ts";
import { listSegmentMembers, listTaggedCustomers } from "#app/shopify/read-groups.ts";
import { findOrder, listOrdersUpdated } from "#app/shopify/read-orders.ts";
import { findOrderExport, startOrderExport } from "#app/shopify/order-export.ts";
import { readOrderExport } from "#app/shopify/read-export.ts";
import { addStoreCredit, listStoreCredits } from "#app/shopify/store-credit.ts";

/** Gateways by domain. One per shop lives on, since it knows the shop's budget. */
export function adminGateways(parts: AdminParts): (domain: string) => ShopifyGateway {
  const gateways = new Map<string, ShopifyGateway>();
  return (domain) => {
    const gateway = gateways.get(domain) ?? adminGateway(adminClient(parts, domain), parts.send);
    gateways.set(domain, gateway);
    return gateway;
  };
}

/** The port to one shop, over the Admin API. */
function adminGateway(ask: AdminClient, send: typeof fetch): ShopifyGateway {
  const atLeisure: AdminClient = (question) => ask({ ...question, leaves: 0.5 });
  return {
    getShop: () => getShop(ask),
    findOrder: (orderId) => findOrder(ask, orderId),
    findOrderAtLeisure: (orderId) => findOrder(atLeisure, orderId),
    startOrderExport: () => startOrderExport(ask),
    findOrderExport: (operationId) => findOrderExport(ask, operationId),
    readOrderExport: (file) => readOrderExport(send, file),
    listOrdersUpdated: (page) => listOrdersUpdated(ask, page),
    listProducts: (productIds) => listProducts(ask, productIds),
    findCustomer: (customerId) => findCustomer(ask, customerId),
    listTaggedCustomers: (tag) => listTaggedCustomers(ask, tag),
    listSegmentMembers: (segmentId) => listSegmentMembers(ask, segmentId),
    createDiscountCode: (wish) => createDiscountCode(ask, wish),
    findDiscountCode: (wish) => findDiscountCode(ask, wish),
    deactivateDiscount: (discountId) => deactivateDiscount(ask, discountId),
    createGiftCard: (wish) => createGiftCard(ask, wish),
    findGiftCard: (wish) => findGiftCard(ask, wish),
    deactivateGiftCard: (giftCardId) => deactivateGiftCard(ask, giftCardId),
    addStoreCredit: (wish) => addStoreCredit(ask, wish),
    listStoreCredits: (owner) => listStoreCredits(ask, owner),
    writeMemberMetafields: (values) => writeMemberMetafields(atLeisure, values),
  };
}

async function getShop(ask: AdminClient): Promise<ShopInfo> {
  const { shop, currentAppInstallation } = await ask({ document: SHOP, answer: ShopAnswer });
  return {
    shopifyId: shop.id,
    name: shop.name,
    currency: shop.currencyCode,
    timeZone: shop.ianaTimezone,
    grantedScopes: currentAppInstallation.accessScopes.map(({ handle }) => handle).sort(),
  };
}

const ShopAnswer = z.object({
  shop: z.object({
    id: z.string(),
    name: z.string(),
    currencyCode: z.string(),
    ianaTimezone: z.string(),
  }),
  currentAppInstallation: z.object({ accessScopes: z.array(z.object({ handle: z.string() })) }),
});

async function findCustomer(ask: AdminClient, customerId: string): Promise<CustomerProfile | null> {
  const { customer } = await ask({
    document: CUSTOMER,
    variables: { id: customerId },
    answer: z.object({ customer: CustomerAnswer.nullable() }),
  });
  if (!customer) return null;
  const names = [customer.firstName, customer.lastName].filter((name) => name);
  return {
    customerId: customer.id,
    displayName: names.length > 0 ? names.join(" ") : null,
    email: customer.defaultEmailAddress?.emailAddress ?? null,
    locale: customer.locale ?? null,
  };
}

/** Each of these may be kept from us. `displayName` could not be: denied, it takes all with it. */
const CustomerAnswer = z.object({
  id: z.string(),
  firstName: z.string().nullish(),
  lastName: z.string().nullish(),
  locale: z.string().nullish(),
  defaultEmailAddress: z.object({ emailAddress: z.string().nullish() }).nullish(),
});
