import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import type { FunctionInput } from "#dev-shop/commerce/discount-function.ts";
import { loadFunctions } from "#dev-shop/commerce/load-functions.ts";

// As the checkout has it: by the handle in its toml, with nothing of ours between.
const known = (await loadFunctions("extensions")).get("laurel-discount");

const Candidate = z.object({
  targets: z.array(
    z.object({
      cartLine: z.object({ id: z.string(), quantity: z.number().optional() }).optional(),
    }),
  ),
  value: z.union([
    z.object({ fixedAmount: z.object({ amount: z.string() }) }),
    z.object({ percentage: z.object({ value: z.number() }) }),
  ]),
});
const Add = z.object({ candidates: z.array(Candidate) });
const Output = z.object({
  operations: z.array(
    z.union([z.object({ orderDiscountsAdd: Add }), z.object({ productDiscountsAdd: Add })]),
  ),
});

function run(input: FunctionInput) {
  return Output.parse(known?.run(input));
}

type Piece = { price: string; quantity?: number; product?: string; inAnyCollection?: boolean };

function aCart(pieces: Piece[], terms: unknown, rate = "1"): FunctionInput {
  return {
    cart: {
      lines: pieces.map(
        ({ price, quantity = 1, product = "1", inAnyCollection = false }, index) => ({
          id: `line-${index}`,
          quantity,
          cost: {
            amountPerQuantity: { amount: price },
            subtotalAmount: { amount: String(Number(price) * quantity) },
          },
          merchandise: {
            __typename: "ProductVariant" as const,
            product: { id: product, inAnyCollection },
          },
        }),
      ),
    },
    discount: { discountClasses: ["ORDER"], metafield: terms ? { jsonValue: terms } : null },
    presentmentCurrencyRate: rate,
  };
}

const all = { products: [], collections: [] };
const percentage = (rest: object) => ({
  kind: "percentage",
  percent: "20",
  atMost: "10",
  minimumOrder: null,
  ...all,
  ...rest,
});

function offOrder(input: FunctionInput): string | null {
  const [operation] = run(input).operations;
  if (!operation || !("orderDiscountsAdd" in operation)) return null;
  const [candidate] = operation.orderDiscountsAdd.candidates;
  return candidate && "fixedAmount" in candidate.value ? candidate.value.fixedAmount.amount : null;
}

function offLines(input: FunctionInput) {
  const [operation] = run(input).operations;
  if (!operation || !("productDiscountsAdd" in operation)) return [];
  return operation.productDiscountsAdd.candidates.map(({ targets, value }) => ({
    line: targets[0]?.cartLine,
    off: "fixedAmount" in value ? value.fixedAmount.amount : `${value.percentage.value} %`,
  }));
}

describe("a percentage with a ceiling", () => {
  test.each([
    ["is the percentage below the ceiling", "49.99", "1", "9.998"],
    ["is the ceiling from where it is reached", "50", "1", "10"],
    ["is the ceiling above", "500", "1", "10"],
    ["knows the ceiling in the shopper's currency", "500", "1.25", "12.5"],
  ])("%s", (...[, price, rate, off]) => {
    expect(offOrder(aCart([{ price }], percentage({}), rate))).toBe(off);
  });

  test("needs the order that its minimum says, excluded lines included", () => {
    const terms = percentage({ minimumOrder: "30" });
    expect(offOrder(aCart([{ price: "29.99" }], terms))).toBeNull();
    expect(offOrder(aCart([{ price: "15", quantity: 2 }], terms))).toBe("6");
    expect(offOrder(aCart([{ price: "30" }], terms, "1.1"))).toBeNull();
  });

  test("of some products or collections takes off their lines only", () => {
    const terms = percentage({ products: ["2"], atMost: "5" });
    const cart = [{ price: "100" }, { price: "20", product: "2" }, { price: "40", product: "2" }];
    expect(offLines(aCart(cart, terms))).toEqual([
      { line: { id: "line-1" }, off: "1.66" },
      { line: { id: "line-2" }, off: "3.34" },
    ]);
    const collections = percentage({ collections: ["c"] });
    const some = [{ price: "10" }, { price: "10", inAnyCollection: true }];
    expect(offLines(aCart(some, collections))).toEqual([{ line: { id: "line-1" }, off: "2" }]);
  });

  test("never comes to more than the ceiling, whatever is in the cart", () => {
    const cents = fc.integer({ min: 1, max: 100_000 });
    const lines = fc.array(fc.record({ cents, quantity: fc.integer({ min: 1, max: 5 }) }), {
      minLength: 1,
      maxLength: 6,
    });
    fc.assert(
      fc.property(lines, fc.integer({ min: 1, max: 10_000 }), (pieces, most) => {
        const cart = pieces.map(({ cents: price, quantity }) => ({
          price: (price / 100).toFixed(2),
          quantity,
          product: "2",
        }));
        const atMost = (most / 100).toFixed(2);
        const terms = percentage({ products: ["2"], atMost, percent: "33.3" });
        const off = offLines(aCart(cart, terms)).reduce((sum, each) => sum + Number(each.off), 0);
        expect(off).toBeLessThanOrEqual(most / 100 + 1e-9);
      }),
    );
  });
});

describe("products for free", () => {
  const free = { kind: "free-items", products: ["2", "3"], quantity: 2, minimumOrder: null };

  test("are the cheapest of them, so many and no more", () => {
    const cart = [
      { price: "1" },
      { price: "30", product: "2", quantity: 3 },
      { price: "20", product: "3" },
    ];
    expect(offLines(aCart(cart, free))).toEqual([
      { line: { id: "line-2", quantity: 1 }, off: "100 %" },
      { line: { id: "line-1", quantity: 1 }, off: "100 %" },
    ]);
  });

  test("are nothing where none is in the cart, or the discount says nothing", () => {
    expect(run(aCart([{ price: "1" }], free))).toEqual({ operations: [] });
    expect(run(aCart([{ price: "1" }], null))).toEqual({ operations: [] });
  });
});
