/**
 * How much discounts take off, in one currency. Pure; run once in shop money and once in
 * presentment money.
 */
import type { Discount } from "#dev-shop/model.ts";
import { buyXGetYShares } from "#dev-shop/commerce/buy-x-get-y.ts";
import { functionShares } from "#dev-shop/commerce/discount-function.ts";
import type { Checkout } from "#dev-shop/commerce/discount-function.ts";
import { allocate, parseRatio, timesRatio } from "#dev-shop/commerce/money.ts";

/** A line as far as discounts care. Gift cards are never discounted. */
export type DiscountableLine = {
  productId: number;
  variantId: number;
  collectionIds: number[];
  quantity: number;
  unitPrice: bigint;
  discountable: boolean;
};

export type AmountsInput = {
  lines: DiscountableLine[];
  shippingPrice: bigint | null;
  /** In the order in which they apply: product, order, shipping. */
  discounts: Discount[];
  /** Fixed amounts are kept in shop money; this turns them into the currency at hand. */
  fromShopMoney: (minor: bigint) => bigint;
  /** For discounts that a function works out. */
  checkout: Checkout;
};

/** For each discount what it takes off each line, and off shipping. */
export type Amounts = { perLine: bigint[]; shipping: bigint }[];

export type DiscountClassName = "product" | "order" | "shipping";

export function classOf({ kind }: Discount): DiscountClassName {
  if (kind.type === "freeShipping") return "shipping";
  if (kind.type === "bxgy") return "product";
  if (kind.type === "function") return kind.classes.includes("PRODUCT") ? "product" : "order";
  return kind.items.all && !(kind.type === "amount" && kind.onEachItem) ? "order" : "product";
}

export function discountAmounts(input: AmountsInput): Amounts {
  const { lines } = input;
  const state: State = {
    input,
    left: lines.map((line) => line.unitPrice * BigInt(line.quantity)),
    taken: new Set(),
    shippingLeft: input.shippingPrice ?? 0n,
  };
  return input.discounts.map((discount) => amountsOf(discount, state));
}

/** Which lines a discount is for, without regard to what other discounts took. */
export function entitledIndexes(discount: Discount, lines: DiscountableLine[]): number[] {
  const { kind } = discount;
  if (kind.type === "freeShipping") return lines.map((_, index) => index);
  if (kind.type === "function") return matchingIndexes({ all: true }, lines);
  const items = kind.type === "bxgy" ? kind.gets.items : kind.items;
  return matchingIndexes(items, lines);
}

export function matchingIndexes(items: Items, lines: DiscountableLine[]): number[] {
  return lines.flatMap((line, index) => (line.discountable && matches(items, line) ? [index] : []));
}

type Items = Extract<Discount["kind"], { type: "amount" }>["items"];

type State = {
  input: AmountsInput;
  left: bigint[];
  /** Lines a product discount has: no second one stacks on the same line. */
  taken: Set<number>;
  shippingLeft: bigint;
};

function amountsOf(discount: Discount, state: State): Amounts[number] {
  const { lines } = state.input;
  if (discount.kind.type === "freeShipping") {
    const shipping = state.shippingLeft;
    state.shippingLeft = 0n;
    return { perLine: lines.map(() => 0n), shipping };
  }
  const isProduct = classOf(discount) === "product";
  const indexes = entitledIndexes(discount, lines).filter(
    (index) => !isProduct || !state.taken.has(index),
  );
  const perLine = lines.map(() => 0n);
  shareOut(discount, { indexes, state }).forEach((share, position) => {
    const index = indexes[position] ?? 0;
    perLine[index] = smaller(share, state.left[index] ?? 0n);
    state.left[index] = (state.left[index] ?? 0n) - (perLine[index] ?? 0n);
    if (isProduct && share > 0n) state.taken.add(index);
  });
  return { perLine, shipping: 0n };
}

function shareOut(discount: Discount, target: { indexes: number[]; state: State }): bigint[] {
  const { indexes, state } = target;
  const { lines, fromShopMoney, checkout } = state.input;
  const { kind } = discount;
  const left = indexes.map((index) => state.left[index] ?? 0n);
  const total = left.reduce((a, b) => a + b, 0n);
  if (kind.type === "percentage") {
    const share = parseRatio(kind.percentage);
    return classOf(discount) === "product"
      ? left.map((amount) => timesRatio(amount, share))
      : allocate(timesRatio(total, share), left);
  }
  if (kind.type === "function") {
    const shares = functionShares(kind, lines, checkout);
    return indexes.map((index) => shares[index] ?? 0n);
  }
  if (kind.type === "bxgy") {
    const bought = matchingIndexes(kind.buys.items, lines);
    return buyXGetYShares(kind, { bought, given: indexes, lines });
  }
  if (kind.type !== "amount") return left.map(() => 0n);
  const amount = fromShopMoney(BigInt(kind.amount));
  if (!kind.onEachItem) return allocate(smaller(amount, total), left);
  return indexes.map((index) => {
    const line = lines[index];
    return line ? smaller(amount, line.unitPrice) * BigInt(line.quantity) : 0n;
  });
}

function matches(items: Items, line: DiscountableLine): boolean {
  if (items.all) return true;
  return (
    items.productIds.includes(line.productId) ||
    items.variantIds.includes(line.variantId) ||
    items.collectionIds.some((id) => line.collectionIds.includes(id))
  );
}

function smaller(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}
