import { isEverything, termsText } from "#app/shopify/discount-inputs.ts";
import type { CodeItems, CodeWish } from "#app/shopify/gateway.ts";

type Ids = { nodes: { id: string }[] } | undefined;
type Items = {
  allItems?: boolean | undefined;
  products?: Ids;
  collections?: Ids;
};

/** What of a discount decides whether it gives what was wished. */
export type CodeDiscount = {
  __typename: string;
  /** What our function is told, where there is one. */
  terms: string | null;
  usageLimit?: number | null | undefined;
  minimumRequirement?:
    | { greaterThanOrEqualToSubtotal?: { amount: string } | undefined; __typename: string }
    | null
    | undefined;
  customerGets?:
    | {
        items: Items;
        value: {
          percentage?: number | undefined;
          amount?: { amount: string } | undefined;
          appliesOnEachItem?: boolean | undefined;
        };
      }
    | undefined;
};

/** Whether a discount that was found is of the kind, value, limit and minimum that we wish. */
export function isSameValue(found: CodeDiscount, wish: CodeWish): boolean {
  const limit = wish.standing ? null : 1;
  if ((found.usageLimit ?? null) !== limit) return false;
  if (wish.gives.kind === "by-function") {
    return found.__typename === "DiscountCodeApp" && isSameTerms(found.terms, termsText(wish));
  }
  return hasMinimum(found, wish.minimumOrder) && gives(found, wish.gives);
}

/** Shopify keeps JSON, not its spaces or the order of its names. */
function isSameTerms(found: string | null, wished: string | null): boolean {
  if (found === null || wished === null) return false;
  return canonical(found) === canonical(wished);
}

function canonical(json: string): string {
  try {
    const value = JSON.parse(json) as Record<string, unknown>;
    return JSON.stringify(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
  } catch {
    return json; // Somebody wrote something else there; it equals nothing of ours.
  }
}

function hasMinimum({ minimumRequirement: found }: CodeDiscount, wished: string | null): boolean {
  if (!found || wished === null) return !found && wished === null;
  const amount = found.greaterThanOrEqualToSubtotal?.amount;
  return amount !== undefined && isSameDecimal(amount, wished);
}

type Native = Exclude<CodeWish["gives"], { kind: "by-function" }>;

function gives(found: CodeDiscount, wished: Native): boolean {
  if (wished.kind === "free-shipping") return found.__typename === "DiscountCodeFreeShipping";
  const { items, value } = found.customerGets ?? {};
  if (!items || !value || !isFor(items, wished.items)) return false;
  if (wished.kind === "percentage-off") {
    // Shopify keeps percentages as floats; a millionth is finer than anyone can enter.
    const percent = (value.percentage ?? Number.NaN) * 100;
    return Math.abs(percent - Number(wished.percent)) < 1e-6;
  }
  const amount = value.amount?.amount;
  return amount !== undefined && !value.appliesOnEachItem && isSameDecimal(amount, wished.amount);
}

function isFor(found: Items, wished: CodeItems): boolean {
  if (isEverything(wished)) return found.allItems === true;
  return (
    found.allItems !== true &&
    isSameSet(found.products, wished.products) &&
    isSameSet(found.collections, wished.collections)
  );
}

function isSameSet(found: Ids, wished: string[]): boolean {
  const ids = new Set(found?.nodes.map(({ id }) => id));
  return ids.size === new Set(wished).size && wished.every((id) => ids.has(id));
}

/** 10, 10.0 and 10.00 are the same. */
function isSameDecimal(one: string, other: string): boolean {
  return plain(one) === plain(other);
}

function plain(text: string): string {
  const [whole = "", decimals = ""] = text.split(".");
  const kept = decimals.replace(/0+$/, "");
  return whole.replace(/^0+(?=\d)/, "") + (kept === "" ? "" : `.${kept}`);
}
