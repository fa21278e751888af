/**
 * Discounts that a function of the app works out: what it is told, and what comes of its answer.
 */
import { z } from "zod";
import {
  allocate,
  formatDecimal,
  parseMinor,
  parseRatio,
  timesRatio,
} from "#dev-shop/commerce/money.ts";
import { gid } from "#dev-shop/model.ts";
import type { FunctionKind } from "#dev-shop/gift-model.ts";

/** The part of Shopify's input for `cart.lines.discounts.generate.run` that is filled here. */
export type FunctionInput = {
  cart: {
    lines: {
      id: string;
      quantity: number;
      cost: { amountPerQuantity: { amount: string }; subtotalAmount: { amount: string } };
      merchandise: {
        __typename: "ProductVariant";
        product: { id: string; inAnyCollection: boolean };
      };
    }[];
  };
  discount: { discountClasses: string[]; metafield: { jsonValue: unknown } | null };
  presentmentCurrencyRate: string;
};
export type DiscountFunction = {
  run: (input: FunctionInput) => unknown;
  /** Where the function's input query looks for what it is told, and for ids of collections. */
  metafield: { namespace: string; key: string };
};

/**
 * The currency at hand, what one unit of shop money is in it, and the app's functions by handle.
 */
export type Checkout = {
  currency: string;
  rate: string;
  functions: ReadonlyMap<string, DiscountFunction>;
};

type Line = {
  productId: number;
  collectionIds: number[];
  quantity: number;
  unitPrice: bigint;
  discountable: boolean;
};

const Money = z.object({ amount: z.union([z.string(), z.number()]).transform(String) });
const Value = z.object({
  percentage: z.object({ value: z.union([z.string(), z.number()]).transform(String) }).optional(),
  fixedAmount: Money.extend({ appliesToEachItem: z.boolean().default(false) }).optional(),
});
const Candidate = z.object({ value: Value });
const OnLines = Candidate.extend({
  targets: z.array(
    z.object({ cartLine: z.object({ id: z.string(), quantity: z.number().int().nullish() }) }),
  ),
});
const OnOrder = Candidate.extend({
  targets: z.array(
    z.object({ orderSubtotal: z.object({ excludedCartLineIds: z.array(z.string()) }) }),
  ),
});
const Output = z.object({
  operations: z.array(
    z.object({
      orderDiscountsAdd: z.object({ candidates: z.array(OnOrder) }).optional(),
      productDiscountsAdd: z.object({ candidates: z.array(OnLines) }).optional(),
    }),
  ),
});

/** What the function takes off each line; nothing where it fails, as in Shopify. */
export function functionShares(kind: FunctionKind, lines: Line[], checkout: Checkout): bigint[] {
  const shares = lines.map(() => 0n);
  const output = outputOf(kind, lines, checkout);
  for (const { orderDiscountsAdd, productDiscountsAdd } of output?.operations ?? []) {
    if (orderDiscountsAdd && kind.classes.includes("ORDER")) {
      const [first] = orderDiscountsAdd.candidates;
      if (first) add(shares, orderShares(first.value, lines, checkout));
    }
    if (productDiscountsAdd && kind.classes.includes("PRODUCT")) {
      for (const candidate of productDiscountsAdd.candidates) {
        add(shares, lineShares(candidate, lines, checkout));
      }
    }
  }
  return shares.map((share, index) => smaller(share, wholeOf(lines[index])));
}

function outputOf(kind: FunctionKind, lines: Line[], checkout: Checkout) {
  const known = checkout.functions.get(kind.functionHandle);
  if (!known) return null;
  const told = kind.metafields.find(({ key }) => key === known.metafield.key);
  const jsonValue: unknown = told ? JSON.parse(told.value) : null;
  const collections = z.object({ collections: z.array(z.string()) }).safeParse(jsonValue);
  const wanted = new Set(collections.success ? collections.data.collections : []);
  const money = (minor: bigint) => ({ amount: formatDecimal(minor, checkout.currency) });
  const parsed = Output.safeParse(
    known.run({
      cart: {
        lines: lines.flatMap((line, index) => {
          if (!line.discountable) return [];
          const inAnyCollection = line.collectionIds.some((id) =>
            wanted.has(gid("Collection", id)),
          );
          const product = { id: gid("Product", line.productId), inAnyCollection };
          return {
            id: lineId(index),
            quantity: line.quantity,
            cost: {
              amountPerQuantity: money(line.unitPrice),
              subtotalAmount: money(wholeOf(line)),
            },
            merchandise: { __typename: "ProductVariant" as const, product },
          };
        }),
      },
      discount: { discountClasses: kind.classes, metafield: told ? { jsonValue } : null },
      presentmentCurrencyRate: checkout.rate,
    }),
  );
  return parsed.success ? parsed.data : null;
}

function orderShares(value: z.infer<typeof Value>, lines: Line[], { currency }: Checkout) {
  const weights = lines.map((line) => (line.discountable ? wholeOf(line) : 0n));
  const total = weights.reduce((sum, weight) => sum + weight, 0n);
  return allocate(smaller(valueOn(total, value, currency), total), weights);
}

function lineShares(
  { value, targets }: z.infer<typeof OnLines>,
  lines: Line[],
  { currency }: Checkout,
): bigint[] {
  return lines.map((line, index) => {
    const target = targets.find(({ cartLine }) => cartLine.id === lineId(index));
    if (!target || !line.discountable) return 0n;
    const pieces = BigInt(Math.min(target.cartLine.quantity ?? line.quantity, line.quantity));
    const whole = line.unitPrice * pieces;
    const each = value.fixedAmount?.appliesToEachItem ? pieces : 1n;
    return smaller(valueOn(whole, value, currency) * each, whole);
  });
}

function valueOn(whole: bigint, value: z.infer<typeof Value>, currency: string): bigint {
  if (value.fixedAmount) return BigInt(parseMinor(value.fixedAmount.amount, currency) ?? 0);
  const { numerator, denominator } = parseRatio(value.percentage?.value ?? "0");
  return timesRatio(whole, { numerator, denominator: denominator * 100n });
}

function lineId(index: number): string {
  return gid("CartLine", index + 1);
}

function wholeOf(line: Line | undefined): bigint {
  return line ? line.unitPrice * BigInt(line.quantity) : 0n;
}

function add(to: bigint[], more: bigint[]): void {
  more.forEach((share, index) => (to[index] = (to[index] ?? 0n) + share));
}

function smaller(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}
