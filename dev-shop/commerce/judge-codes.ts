/** Which of the typed codes apply to a cart, and why the others do not. */
import type { CodeRefusal, CodeResult } from "#dev-shop/commerce/cart.ts";
import { chooseDiscounts } from "#dev-shop/commerce/choose-codes.ts";
import { codeRefusalText, decideCodeRefusal } from "#dev-shop/commerce/code-refusal.ts";
import { applicationOf } from "#dev-shop/commerce/discount-application.ts";
import type { Checkout } from "#dev-shop/commerce/discount-function.ts";
import type { DiscountableLine } from "#dev-shop/commerce/discount-amounts.ts";
import { noMoney } from "#dev-shop/commerce/money.ts";
import type { CartFacts } from "#dev-shop/commerce/price-cart.ts";
import type { Discount } from "#dev-shop/model.ts";
import type { DiscountApplication } from "#dev-shop/order-model.ts";

export type JudgedCodes = {
  /** In the order in which they apply. */
  chosen: Discount[];
  results: CodeResult[];
  applicationOf: (discount: Discount, fixed: (shopMinor: number) => string) => DiscountApplication;
};

type Shipping = { requiresShipping: boolean; shippingPrice: bigint | null };
type Judged = { code: string; discount: Discount | null; refusal: CodeRefusal | null };

export function judgeCodes(facts: CartFacts, shipping: Shipping): JudgedCodes {
  const { input, shop } = facts;
  const lines = facts.lines.map(discountableLine);
  const typed = new Map((input.codes ?? []).map((code) => [code.toLowerCase(), code]));
  const judged = [...typed.values()].map((code) => judge({ facts, shipping, lines, code }));
  const usable = judged.flatMap(({ discount, refusal }) => (discount && !refusal ? discount : []));
  const chosen = chooseDiscounts([...new Set(usable)], {
    lines,
    shippingPrice: shipping.shippingPrice,
    fromShopMoney: (minor) => minor,
    checkout: checkoutOf(facts),
  });
  // Two codes of one discount: the first one typed is the one that is used.
  const codeOf = new Map<number, string>();
  for (const { code, discount, refusal } of [...judged].reverse()) {
    if (discount && !refusal) codeOf.set(discount.id, code);
  }
  return {
    chosen,
    applicationOf: (discount, fixed) =>
      applicationOf(discount, { code: codeOf.get(discount.id) ?? "", fixed }),
    results: judged.map((each) => {
      const { discount, code } = each;
      const isUsed = discount !== null && codeOf.get(discount.id) === code;
      return resultOf(each, { applied: isUsed && chosen.includes(discount), shop });
    }),
  };
}

function judge({
  facts,
  shipping,
  lines,
  code,
}: {
  facts: CartFacts;
  shipping: Shipping;
  lines: DiscountableLine[];
  code: string;
}): Judged {
  const { input, shop } = facts;
  const discount = facts.discounts.get(code.toLowerCase()) ?? null;
  if (!discount) return { code, discount, refusal: "not-found" };
  const refusal = decideCodeRefusal({
    code,
    discount,
    at: facts.at,
    customerId: input.customerId,
    email: input.email ?? null,
    usedBefore: facts.usedDiscountIds.has(discount.id),
    lines,
    checkout: checkoutOf(facts),
    countryCode: input.address?.countryCode ?? shop.countryCode,
    ...shipping,
  });
  return { code, discount, refusal };
}

/** Codes are judged in shop money. */
function checkoutOf({ shop, functions }: CartFacts): Checkout {
  return { currency: shop.currency, rate: "1", functions };
}

function resultOf(
  { code, discount, refusal }: Judged,
  { applied, shop }: { applied: boolean; shop: { currency: string } },
): CodeResult {
  const why = applied ? null : (refusal ?? "not-combinable");
  const minimum = discount?.minimum ?? { kind: "none" };
  return {
    code,
    discountId: discount?.id ?? null,
    title: discount?.title ?? null,
    applied,
    refusal: why,
    message: why ? codeRefusalText(why, { code, minimum, currency: shop.currency }) : "",
    amount: noMoney,
  };
}

/** A line of the cart as discounts see it, in the shop's own money. */
function discountableLine({
  line,
  product,
  variant,
}: CartFacts["lines"][number]): DiscountableLine {
  return {
    productId: product.id,
    variantId: variant.id,
    collectionIds: product.collectionIds,
    quantity: line.quantity,
    unitPrice: BigInt(line.unitPrice ?? variant.price),
    discountable: !product.isGiftCard,
  };
}
