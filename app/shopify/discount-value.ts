import type { CodeWish } from "#app/shopify/gateway.ts";

/** What of a discount decides whether it gives what was wished. */
export type CodeDiscount = {
  __typename: string;
  usageLimit?: number | null | undefined;
  minimumRequirement?:
    | { greaterThanOrEqualToSubtotal?: { amount: string } | undefined; __typename: string }
    | null
    | undefined;
  customerGets?:
    | {
        items: { allItems?: boolean | undefined };
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
  return found.usageLimit === 1 && hasMinimum(found, wish.minimumOrder) && gives(found, wish.gives);
}

function hasMinimum({ minimumRequirement: found }: CodeDiscount, wished: string | null): boolean {
  if (!found || wished === null) return !found && wished === null;
  const amount = found.greaterThanOrEqualToSubtotal?.amount;
  return amount !== undefined && isSameDecimal(amount, wished);
}

function gives(found: CodeDiscount, wished: CodeWish["gives"]): boolean {
  if (wished.kind === "free-shipping") return found.__typename === "DiscountCodeFreeShipping";
  const { items, value } = found.customerGets ?? {};
  if (!value || items?.allItems !== true) return false;
  if (wished.kind === "percentage-off") {
    // Shopify keeps percentages as floats; a millionth is finer than anyone can enter.
    const percent = (value.percentage ?? Number.NaN) * 100;
    return Math.abs(percent - Number(wished.percent)) < 1e-6;
  }
  const amount = value.amount?.amount;
  return amount !== undefined && !value.appliesOnEachItem && isSameDecimal(amount, wished.amount);
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
