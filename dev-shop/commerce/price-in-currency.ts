/** All amounts of a cart in one currency. Each currency adds up on its own, to the last cent. */
import type { Discount, ShippingRate } from "#dev-shop/model.ts";
import { discountAmounts } from "#dev-shop/commerce/discount-amounts.ts";
import type { Amounts } from "#dev-shop/commerce/discount-amounts.ts";
import { convertMinor, formatMinor, parseRatio, timesRatio } from "#dev-shop/commerce/money.ts";
import type { Ratio } from "#dev-shop/commerce/money.ts";
import type { CartFacts } from "#dev-shop/commerce/price-cart.ts";

export type Prices = {
  unitPrices: bigint[];
  /** For each discount. */
  amounts: Amounts;
  shippingPrice: bigint;
  lineTaxes: bigint[];
  shippingTax: bigint;
  totalTax: bigint;
  /** A fixed amount of shop money as decimal text of this currency. */
  fixed: (shopMinor: number) => string;
  toShopMoney: (minor: bigint) => bigint;
};

export function priceIn({
  facts,
  discounts,
  rate,
  currency,
}: {
  facts: CartFacts;
  discounts: Discount[];
  rate: ShippingRate | null;
  currency: string;
}): Prices {
  const exchange = exchangeOf(facts, currency);
  const { fromShopMoney } = exchange;
  const unitPrices = facts.lines.map(({ line, variant }) =>
    fromShopMoney(BigInt(line.unitPrice ?? variant.price)),
  );
  const shippingPrice = rate ? fromShopMoney(BigInt(rate.price)) : null;
  const lines = facts.lines.map(({ line, product, variant }, index) => ({
    productId: product.id,
    variantId: variant.id,
    collectionIds: product.collectionIds,
    quantity: line.quantity,
    unitPrice: unitPrices[index] ?? 0n,
    discountable: !product.isGiftCard,
  }));
  const { functions, shop } = facts;
  const checkout = { currency, rate: presentmentRate(shop, currency), functions };
  const amounts = discountAmounts({ lines, shippingPrice, discounts, fromShopMoney, checkout });
  const taxes = taxesOf({ facts, lines, amounts, shippingPrice: shippingPrice ?? 0n });
  return {
    unitPrices,
    amounts,
    shippingPrice: shippingPrice ?? 0n,
    ...taxes,
    fixed: (minor) => formatMinor(fromShopMoney(BigInt(minor)), currency),
    toShopMoney: exchange.toShopMoney,
  };
}

type Exchange = Record<"fromShopMoney" | "toShopMoney", (minor: bigint) => bigint>;

function exchangeOf({ shop }: CartFacts, currency: string): Exchange {
  if (currency === shop.currency)
    return { fromShopMoney: (minor) => minor, toShopMoney: (minor) => minor };
  return exchangeAt({ from: shop.currency, to: currency, rate: presentmentRate(shop, currency) });
}

/** Between shop money (`from`) and presentment money (`to`). */
export function exchangeAt({
  from,
  to,
  rate,
}: {
  from: string;
  to: string;
  rate: string;
}): Exchange {
  const there = parseRatio(rate);
  const back: Ratio = { numerator: there.denominator, denominator: there.numerator };
  return {
    fromShopMoney: (minor) => convertMinor(minor, { from, to, rate: there }),
    toShopMoney: (minor) => convertMinor(minor, { from: to, to: from, rate: back }),
  };
}

/** Throws when the shop does not sell in the currency. */
export function presentmentRate(
  shop: { currency: string; presentmentRates: Record<string, string> },
  currency: string,
): string {
  const rate = currency === shop.currency ? "1" : shop.presentmentRates[currency];
  if (rate === undefined) throw new Error(`The shop does not sell in ${currency}`);
  return rate;
}

function taxesOf({
  facts,
  lines,
  amounts,
  shippingPrice,
}: {
  facts: CartFacts;
  lines: { quantity: number; unitPrice: bigint }[];
  amounts: Amounts;
  shippingPrice: bigint;
}) {
  const { shop, input } = facts;
  const rate =
    shop.taxRates[input.address?.countryCode ?? shop.countryCode] ?? shop.taxRates["*"] ?? "0";
  const tax = (net: bigint) => taxOf(net, { rate, included: shop.taxesIncluded });
  const lineTaxes = lines.map(({ quantity, unitPrice }, index) => {
    const off = amounts.reduce((sum, { perLine }) => sum + (perLine[index] ?? 0n), 0n);
    return isTaxed(facts, index) ? tax(unitPrice * BigInt(quantity) - off) : 0n;
  });
  const shippingOff = amounts.reduce((sum, { shipping }) => sum + shipping, 0n);
  const shippingTax = shop.taxShipping ? tax(shippingPrice - shippingOff) : 0n;
  return { lineTaxes, shippingTax, totalTax: lineTaxes.reduce((a, b) => a + b, shippingTax) };
}

function isTaxed(facts: CartFacts, index: number): boolean {
  const line = facts.lines[index];
  return line !== undefined && line.variant.taxable && !line.product.isGiftCard;
}

/** The tax in a net amount, or on top of it. */
export function taxOf(
  net: bigint,
  { rate, included }: { rate: string; included: boolean },
): bigint {
  const { numerator, denominator } = parseRatio(rate);
  return timesRatio(net, {
    numerator,
    denominator: included ? denominator + numerator : denominator,
  });
}
