import type { CodeItems, CodeWish } from "#app/shopify/gateway.ts";

/** The handle of our discount function: extensions/laurel-discount. */
const FUNCTION_HANDLE = "laurel-discount";
/** Where the function finds what it is told; the same in its shopify.extension.toml. */
export const TERMS_NAMESPACE = "$app";
export const TERMS_KEY = "terms";

/** A native discount of an amount or a percentage. */
export function basicInput(wish: CodeWish) {
  const { gives } = wish;
  if (gives.kind !== "amount-off" && gives.kind !== "percentage-off") return null;
  const value =
    gives.kind === "percentage-off"
      ? { percentage: Number(gives.percent) / 100 }
      : { discountAmount: { amount: gives.amount, appliesOnEachItem: false } };
  const customerGets = { items: itemsInput(gives.items), value };
  return { ...commonInput(wish), ...minimumInput(wish), customerGets };
}

export function shippingInput(wish: CodeWish) {
  // Shopify refuses the wish to combine one shipping discount with another.
  const combinesWith = { ...wish.combinesWith, shippingDiscounts: false };
  const destination = { all: true };
  return { ...commonInput(wish), ...minimumInput(wish), combinesWith, destination };
}

/** A discount that our function works out at checkout. */
export function functionInput(wish: CodeWish) {
  const value = termsText(wish);
  if (value === null) return null;
  const metafield = { namespace: TERMS_NAMESPACE, key: TERMS_KEY, type: "json", value };
  return {
    ...commonInput(wish),
    functionHandle: FUNCTION_HANDLE,
    discountClasses: [isOnProducts(wish) ? "PRODUCT" : "ORDER"],
    metafields: [metafield],
  };
}

/** What the function is told, as text; a discount of this kind has no minimum of its own. */
export function termsText({ gives, minimumOrder }: CodeWish): string | null {
  if (gives.kind !== "by-function") return null;
  return JSON.stringify({ ...gives.terms, minimumOrder });
}

/** Whether only some products are made cheaper, so that it counts as a discount of products. */
function isOnProducts({ gives }: CodeWish): boolean {
  if (gives.kind !== "by-function") return false;
  const { terms } = gives;
  return terms.kind === "free-items" || !isEverything(terms);
}

export function isEverything({ products, collections }: CodeItems): boolean {
  return products.length === 0 && collections.length === 0;
}

function itemsInput(items: CodeItems) {
  if (isEverything(items)) return { all: true };
  const { products, collections } = items;
  return {
    ...(products.length > 0 && { products: { productsToAdd: products } }),
    ...(collections.length > 0 && { collections: { add: collections } }),
  };
}

function commonInput(wish: CodeWish) {
  return {
    title: wish.title,
    code: wish.code,
    startsAt: new Date(wish.startsAt).toISOString(),
    endsAt: wish.endsAt === null ? null : new Date(wish.endsAt).toISOString(),
    usageLimit: wish.standing ? null : 1,
    appliesOncePerCustomer: !wish.standing,
    context: { customers: { add: [wish.customerId] } },
    combinesWith: wish.combinesWith,
  };
}

function minimumInput({ minimumOrder }: CodeWish) {
  if (minimumOrder === null) return {};
  return { minimumRequirement: { subtotal: { greaterThanOrEqualToSubtotal: minimumOrder } } };
}
