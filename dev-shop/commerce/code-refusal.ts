/** Whether a discount code may be used with a cart, and if not, the first reason why. */
import type { Discount, DiscountMinimum } from "#dev-shop/model.ts";
import type { CodeRefusal } from "#dev-shop/commerce/cart.ts";
import { entitledIndexes, matchingIndexes } from "#dev-shop/commerce/discount-amounts.ts";
import type { DiscountableLine } from "#dev-shop/commerce/discount-amounts.ts";
import { functionShares } from "#dev-shop/commerce/discount-function.ts";
import type { Checkout } from "#dev-shop/commerce/discount-function.ts";
import { formatMinor } from "#dev-shop/commerce/money.ts";

export type CodeFacts = {
  code: string;
  discount: Discount;
  at: Date;
  customerId: number | null;
  email: string | null;
  /** Whether this customer has used the discount before. */
  usedBefore: boolean;
  lines: DiscountableLine[];
  requiresShipping: boolean;
  shippingPrice: bigint | null;
  countryCode: string;
  checkout: Checkout;
};

/** In the shop's currency, on amounts before any discount. Null: the code may be used. */
export function decideCodeRefusal(facts: CodeFacts): CodeRefusal | null {
  return refusalByTime(facts) ?? refusalByCustomer(facts) ?? refusalByCart(facts);
}

function refusalByTime({ discount, code, at }: CodeFacts): CodeRefusal | null {
  if (at < new Date(discount.startsAt)) return "not-yet-active";
  if (discount.endsAt !== null && at >= new Date(discount.endsAt)) return "expired";
  const use = discount.codes.find((each) => each.code.toLowerCase() === code.toLowerCase());
  if (!use) return "not-found";
  if (discount.usageLimit !== null && use.usageCount >= discount.usageLimit) return "usage-limit";
  return null;
}

function refusalByCustomer({
  discount,
  customerId,
  email,
  usedBefore,
}: CodeFacts): CodeRefusal | null {
  const { context } = discount;
  if (context.kind === "customers") {
    if (customerId === null) return "customer-unknown";
    if (!context.customerIds.includes(customerId)) return "wrong-customer";
  }
  // Segments are not computed here, so nobody is known to be in one.
  if (context.kind === "segments")
    return customerId === null ? "customer-unknown" : "wrong-customer";
  if (!discount.appliesOncePerCustomer) return null;
  if (customerId === null && email === null) return "customer-unknown";
  return usedBefore ? "once-per-customer" : null;
}

function refusalByCart(facts: CodeFacts): CodeRefusal | null {
  const { discount, lines, requiresShipping, shippingPrice, countryCode } = facts;
  const { kind } = discount;
  if (kind.type === "freeShipping") {
    if (!requiresShipping) return "no-shipping";
    if (kind.countryCodes !== null && !kind.countryCodes.includes(countryCode)) {
      return "shipping-country";
    }
    const limit = kind.maximumShippingPrice;
    if (limit !== null && shippingPrice !== null && shippingPrice > BigInt(limit)) {
      return "shipping-price";
    }
  }
  const entitled = entitledIndexes(discount, lines);
  if (entitled.length === 0) return "not-entitled";
  if (kind.type === "bxgy") return refusalOfBxgy(kind, lines);
  // A function says by what it takes off whether the code is for this cart.
  if (kind.type === "function") {
    const shares = functionShares(kind, lines, facts.checkout);
    return shares.some((share) => share > 0n) ? null : "not-entitled";
  }
  return refusalByMinimum(
    discount.minimum,
    entitled.flatMap((index) => lines[index] ?? []),
  );
}

function refusalOfBxgy(
  kind: Extract<Discount["kind"], { type: "bxgy" }>,
  lines: DiscountableLine[],
): CodeRefusal | null {
  const bought = matchingIndexes(kind.buys.items, lines).flatMap((index) => lines[index] ?? []);
  return quantityOf(bought) < kind.buys.quantity ? "minimum-quantity" : null;
}

function refusalByMinimum(minimum: DiscountMinimum, lines: DiscountableLine[]): CodeRefusal | null {
  if (minimum.kind === "subtotal" && subtotalOf(lines) < BigInt(minimum.subtotal)) {
    return "minimum-subtotal";
  }
  if (minimum.kind === "quantity" && quantityOf(lines) < minimum.quantity)
    return "minimum-quantity";
  return null;
}

function subtotalOf(lines: DiscountableLine[]): bigint {
  return lines.reduce((sum, line) => sum + line.unitPrice * BigInt(line.quantity), 0n);
}

function quantityOf(lines: DiscountableLine[]): number {
  return lines.reduce((sum, line) => sum + line.quantity, 0);
}

/** What the checkout tells the buyer. */
export function codeRefusalText(
  refusal: CodeRefusal,
  { code, minimum, currency }: { code: string; minimum: DiscountMinimum; currency: string },
): string {
  const subtotal =
    minimum.kind === "subtotal" ? `${formatMinor(minimum.subtotal, currency)} ${currency}` : "";
  const quantity = minimum.kind === "quantity" ? String(minimum.quantity) : "more";
  const texts: Record<CodeRefusal, string> = {
    "not-found": `${code} is not a valid discount code.`,
    "not-yet-active": `${code} cannot be used yet.`,
    expired: `${code} has expired.`,
    "usage-limit": `${code} has reached its usage limit.`,
    "once-per-customer": `${code} can be used once per customer, and you have used it.`,
    "wrong-customer": `${code} is not available to this customer.`,
    "customer-unknown": `Sign in to use ${code}.`,
    "minimum-subtotal": `${code} needs a purchase of at least ${subtotal}.`,
    "minimum-quantity": `${code} needs ${quantity} items.`,
    "not-entitled": `${code} does not apply to the items in your cart.`,
    "not-combinable": `${code} cannot be combined with the other discounts in your cart.`,
    "shipping-country": `${code} is not valid for your country.`,
    "shipping-price": `${code} does not apply to the selected shipping rate.`,
    "no-shipping": `${code} is for shipping, and nothing in your cart is shipped.`,
  };
  return texts[refusal];
}
