/** The price of a cart, from facts that have been read. Pure. */
import type { Discount, MoneyBag, Product, Shop, Variant } from "#dev-shop/model.ts";
import type {
  CartInput,
  CartLine,
  CodeResult,
  PricedCart,
  PricedLine,
} from "#dev-shop/commerce/cart.ts";
import { totalOf } from "#dev-shop/commerce/choose-codes.ts";
import type { Checkout } from "#dev-shop/commerce/discount-function.ts";
import { judgeCodes } from "#dev-shop/commerce/judge-codes.ts";
import type { JudgedCodes } from "#dev-shop/commerce/judge-codes.ts";
import { bag, minusBag, sumBags } from "#dev-shop/commerce/money.ts";
import { priceIn } from "#dev-shop/commerce/price-in-currency.ts";
import type { Prices } from "#dev-shop/commerce/price-in-currency.ts";

export type CartFacts = {
  shop: Shop;
  input: CartInput;
  at: Date;
  lines: { line: CartLine; product: Product; variant: Variant }[];
  missingVariantIds: number[];
  /** By code in lower case. */
  discounts: Map<string, Discount>;
  /** Discounts this customer has used. */
  usedDiscountIds: Set<number>;
  functions: Checkout["functions"];
};

export function priceCartFacts(facts: CartFacts): PricedCart {
  const { shop, input } = facts;
  const presentmentCurrency = input.presentmentCurrency ?? shop.currency;
  const requiresShipping = facts.lines.some(({ variant }) => variant.requiresShipping);
  const rate = requiresShipping
    ? (shop.shippingRates.find(({ code }) => code === input.shippingCode) ?? null)
    : null;
  const codes = judgeCodes(facts, { requiresShipping, shippingPrice: rate && BigInt(rate.price) });
  const world = { facts, discounts: codes.chosen, rate };
  const own = priceIn({ ...world, currency: shop.currency });
  const shown =
    presentmentCurrency === shop.currency
      ? own
      : priceIn({ ...world, currency: presentmentCurrency });
  const lines = facts.lines.map((_, index) => pricedLine(facts, { own, shown, index }));
  const tip = tipOf(input, { own, shown });

  return {
    currency: shop.currency,
    presentmentCurrency,
    taxesIncluded: shop.taxesIncluded,
    lines,
    shippingLine: rate && {
      code: rate.code,
      title: rate.title,
      price: bag(own.shippingPrice, shown.shippingPrice),
      discountAllocations: shippingAllocations({ own, shown }),
      taxLines: taxLines(facts, bag(own.shippingTax, shown.shippingTax)),
    },
    shippingRates: requiresShipping ? shop.shippingRates : [],
    requiresShipping,
    discountApplications: codes.chosen.map((discount) =>
      codes.applicationOf(discount, shown.fixed),
    ),
    codes: codes.results.map((result) => withAmount(result, { codes, own, shown })),
    tip,
    totals: totalsOf({ own, shown, lines, tip, taxesIncluded: shop.taxesIncluded }),
    missingVariantIds: facts.missingVariantIds,
  };
}

type Both = { own: Prices; shown: Prices };

function withAmount(
  result: CodeResult,
  { codes, own, shown }: Both & { codes: JudgedCodes },
): CodeResult {
  const index = codes.chosen.findIndex(({ id }) => id === result.discountId);
  const [a, b] = [own.amounts[index], shown.amounts[index]];
  if (!result.applied || !a || !b) return result;
  return { ...result, amount: bag(totalOf(a), totalOf(b)) };
}

function pricedLine(facts: CartFacts, { own, shown, index }: Both & { index: number }): PricedLine {
  const { line, product, variant } = facts.lines[index] ?? missing();
  const unitPrice = bag(own.unitPrices[index] ?? 0n, shown.unitPrices[index] ?? 0n);
  const total = {
    shop: unitPrice.shop * line.quantity,
    presentment: unitPrice.presentment * line.quantity,
  };
  const discountAllocations = allocations({ own, shown }, ({ perLine }) => perLine[index] ?? 0n);
  const off = sumBags(discountAllocations.map(({ amount }) => amount));
  return {
    productId: product.id,
    variantId: variant.id,
    title: product.title,
    variantTitle: variant.title === "Default Title" ? null : variant.title,
    sku: variant.sku,
    vendor: product.vendor,
    quantity: line.quantity,
    unitPrice,
    taxable: variant.taxable && !product.isGiftCard,
    requiresShipping: variant.requiresShipping,
    isGiftCard: product.isGiftCard,
    discountAllocations,
    taxLines: taxLines(facts, bag(own.lineTaxes[index] ?? 0n, shown.lineTaxes[index] ?? 0n)),
    properties: line.properties ?? [],
    total,
    discountedTotal: minusBag(total, off),
  };
}

function missing(): never {
  throw new Error("A priced line without its facts");
}

function allocations({ own, shown }: Both, pick: (amounts: Prices["amounts"][number]) => bigint) {
  return own.amounts.flatMap((amounts, applicationIndex) => {
    const other = shown.amounts[applicationIndex];
    const amount = bag(pick(amounts), other ? pick(other) : 0n);
    return amount.shop === 0 && amount.presentment === 0 ? [] : [{ applicationIndex, amount }];
  });
}

function shippingAllocations(both: Both) {
  return allocations(both, ({ shipping }) => shipping);
}

function taxLines({ shop, input }: CartFacts, price: MoneyBag) {
  const rate = shop.taxRates[input.address?.countryCode ?? shop.countryCode] ?? shop.taxRates["*"];
  if (rate === undefined || (price.shop === 0 && price.presentment === 0)) return [];
  return [{ title: shop.taxTitle, rate, price }];
}

function tipOf(input: CartInput, { own, shown }: Both): MoneyBag {
  const tip = BigInt(input.tip ?? 0);
  return own === shown ? bag(tip, tip) : bag(shown.toShopMoney(tip), tip);
}

function totalsOf({
  own,
  shown,
  lines,
  tip,
  taxesIncluded,
}: Both & { lines: PricedLine[]; tip: MoneyBag; taxesIncluded: boolean }): PricedCart["totals"] {
  const lineItems = sumBags(lines.map(({ total }) => total));
  const subtotal = sumBags(lines.map(({ discountedTotal }) => discountedTotal));
  const shipping = bag(own.shippingPrice, shown.shippingPrice);
  const shippingOff = sumBags(shippingAllocations({ own, shown }).map(({ amount }) => amount));
  const discounts = sumBags([minusBag(lineItems, subtotal), shippingOff]);
  const tax = bag(own.totalTax, shown.totalTax);
  const net = sumBags([subtotal, minusBag(shipping, shippingOff), tip]);
  return {
    lineItems,
    discounts,
    subtotal,
    shipping,
    tax,
    total: taxesIncluded ? net : sumBags([net, tax]),
  };
}
