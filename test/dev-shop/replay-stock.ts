/** What has to stand in the dev shop before a recording can be replayed. */
import { timestamp } from "#dev-shop/clock.ts";
import type { DevShop } from "#dev-shop/dev-shop.ts";
import type { Collection, Customer, Product } from "#dev-shop/model.ts";
import { kinds } from "#dev-shop/store/columns.ts";
import { isObject } from "#test/dev-shop/recordings.ts";
import type { Json } from "#test/dev-shop/an-admin-client.ts";
import type { Recorded } from "#test/dev-shop/recordings.ts";

export const ordinary = {
  /** Fields whose values Shopify makes up. */
  free: new Set([
    "compareDigest",
    "startCursor",
    "endCursor",
    "cursor",
    "summary",
    "shortSummary",
    "objectCount",
    "rootObjectCount",
    "fileSize",
  ]),
};

/** Takes away what an earlier recording made; the app and its token stay. */
export async function clear({ store }: DevShop): Promise<void> {
  for (const kind of kinds) {
    if (["shop", "token", "app_installation"].includes(kind)) continue;
    await store.query(`delete from doc_${kind}`, []);
    await store.query("delete from doc_key where kind = $1", [kind]);
  }
}

/** Products, collections and customers that the recording's shop had, under the same ids. */
export async function stock({ store, clock }: DevShop, recordings: Recorded[]): Promise<void> {
  const seen = JSON.stringify(recordings.map(({ answer }) => answer.data ?? null));
  const asked = JSON.stringify(recordings.map(({ variables }) => variables));
  const now = timestamp(clock.now());
  const dated = (id: number) => ({ id, createdAt: now, updatedAt: now });
  const ids = (type: string) => {
    const all = `${seen}${asked}`.matchAll(new RegExp(`gid://shopify/${type}/(\\d{12,14})"`, "g"));
    const made = [...all].map(([, digits]) => Number(digits));
    // Ids made of nines ask for what is not there.
    return new Set(made.filter((id) => !/^9+$/.test(String(id))));
  };
  const variants = [...ids("ProductVariant")];
  for (const [index, id] of [...ids("Product")].entries()) {
    const variantId = variants[index];
    await store.put("product", productOf(dated(id), variantId === undefined ? [] : [variantId]));
  }
  const rest = variants.slice(ids("Product").size);
  if (rest.length > 0)
    await store.put("product", productOf(dated(store.ids.next("product")), rest));
  for (const id of ids("Collection")) {
    const collection: Collection = {
      ...dated(id),
      title: `Collection ${String(id)}`,
      handle: `collection-${String(id)}`,
      descriptionHtml: "",
    };
    await store.put("collection", collection);
  }
  const names = displayNames(recordings.map(({ answer }) => answer.data ?? null));
  for (const id of ids("Customer")) {
    await store.put("customer", customerOf(dated(id), names.get(id) ?? null));
  }
}

/** What the recordings call the customers they name. */
function displayNames(value: Json, found = new Map<number, string>()): Map<number, string> {
  if (Array.isArray(value)) for (const item of value) displayNames(item, found);
  if (!isObject(value)) return found;
  const { id, displayName } = value;
  const customerId = typeof id === "string" ? /\/Customer\/(\d+)$/.exec(id)?.[1] : undefined;
  if (customerId !== undefined && typeof displayName === "string") {
    found.set(Number(customerId), displayName);
  }
  for (const inner of Object.values(value)) displayNames(inner, found);
  return found;
}

type Dated = { id: number; createdAt: string; updatedAt: string };

function productOf(dated: Dated, variantIds: number[]): Product {
  const name = String(dated.id);
  return {
    ...dated,
    title: `Product ${name}`,
    handle: `product-${name}`,
    descriptionHtml: "",
    vendor: "",
    productType: "",
    tags: [],
    status: "ACTIVE",
    isGiftCard: false,
    imageUrl: null,
    collectionIds: [],
    publishedAt: dated.createdAt,
    variants: variantIds.map((id, index) => ({
      id,
      title: "Default Title",
      sku: null,
      price: 1_000,
      compareAtPrice: null,
      taxable: true,
      requiresShipping: true,
      inventoryItemId: id + 1,
      inventoryQuantity: 0,
      position: index + 1,
    })),
  };
}

function customerOf(dated: Dated, firstName: string | null): Customer {
  return {
    ...dated,
    firstName,
    lastName: null,
    email: null,
    phone: null,
    locale: "en",
    note: null,
    tags: [],
    state: "DISABLED",
    verifiedEmail: true,
    taxExempt: false,
    marketingState: "NOT_SUBSCRIBED",
    marketingUpdatedAt: null,
    defaultAddress: null,
    numberOfOrders: 0,
    amountSpent: 0,
    lastOrderId: null,
    redactedAt: null,
  };
}
