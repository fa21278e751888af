/** Which parts of a document are copied into indexed columns, by kind. */
import type { Documents, Kind } from "#dev-shop/model.ts";

export type Columns = {
  id: number;
  createdAt: string;
  updatedAt: string;
  customerId: number | null;
  /** What the document hangs on: a metafield's owner, an order's first discount code. */
  owner: string | null;
  /** Lower-cased text for the search box. */
  search: string | null;
  /** Unique names within the kind: handle, e-mail address, discount codes. */
  keys: string[];
};

type Extra = Partial<Pick<Columns, "customerId" | "owner" | "search" | "keys">>;
type Extractors = { [K in Kind]: (document: Documents[K]) => Extra };

export function columnsOf<K extends Kind>(kind: K, document: Documents[K]): Columns {
  const { id, createdAt, updatedAt } = document;
  const plain = { customerId: null, owner: null, search: null, keys: [] };
  return { ...plain, id, createdAt, updatedAt, ...extractors[kind](document) };
}

const extractors: Extractors = {
  shop: (shop) => ({ keys: [shop.myshopifyDomain] }),
  product: (product) => ({
    keys: [product.handle, ...product.variants.map(({ id }) => variantKey(id))],
    search: text(product.title, product.vendor, ...product.tags),
  }),
  collection: (collection) => ({ keys: [collection.handle], search: text(collection.title) }),
  customer: (customer) => ({
    keys: customer.email === null ? [] : [customer.email.toLowerCase()],
    search: text(customer.firstName, customer.lastName, customer.email, customer.phone),
  }),
  order: (order) => ({
    customerId: order.customerId,
    owner: order.discountCodes[0]?.code.toLowerCase() ?? null,
    search: text(order.name, order.email),
    keys: [order.name, order.token],
  }),
  discount: (discount) => ({
    keys: discount.codes.map(({ code }) => code.toLowerCase()),
    search: text(discount.title, discount.codes[0]?.code ?? null),
  }),
  discount_use: (use) => ({ customerId: use.customerId, owner: use.code.toLowerCase() }),
  metafield: (metafield) => ({
    owner: metafield.ownerGid,
    keys: [`${metafield.ownerGid}/${metafield.namespace}/${metafield.key}`],
  }),
  metafield_definition: (definition) => ({
    owner: definition.ownerType,
    keys: [`${definition.ownerType}/${definition.namespace}/${definition.key}`],
  }),
  webhook_subscription: (subscription) => ({ owner: subscription.topic }),
  app_installation: (installation) => ({ keys: [installation.clientId] }),
  gift_card: (card) => ({ customerId: card.customerId, keys: [card.codeHash] }),
  store_credit: ({ customerId }) => ({ customerId }),
  segment: () => ({}),
  job: () => ({}),
  token: entry,
  bulk_operation: entry,
  cart: entry,
  checkout: entry,
  session: entry,
  setting: entry,
};

/** The kinds of document, which are also the names of the tables. */
export const kinds = Object.keys(extractors) as Kind[];

/** Kinds that have unique names, and so rows in the table of keys. */
export const kindsWithoutKeys: ReadonlySet<Kind> = new Set<Kind>([
  "discount_use",
  "webhook_subscription",
  "store_credit",
  "segment",
  "job",
]);

/** Finds a product by a variant of it. */
export function variantKey(variantId: number): string {
  return `variant:${String(variantId)}`;
}

function entry(document: { key: string }): Extra {
  return { keys: [document.key] };
}

function text(...parts: (string | null)[]): string {
  return parts
    .filter((part) => part !== null)
    .join(" ")
    .toLowerCase();
}
