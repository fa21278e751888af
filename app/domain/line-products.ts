import type { OrderFacts, OrderLine } from "#app/domain/order-facts.ts";

type Sold = Pick<OrderLine, "productId" | "variantId">;

/**
 * An account of an order whose lines name the product and the variant they were sold as, also
 * where only `other` does: Shopify leaves out a product that was deleted since, in every account
 * that comes later and without a new date, while the order is judged as it was placed.
 */
export function withSoldProducts(facts: OrderFacts, other: OrderFacts): OrderFacts {
  if (linesOf(facts).every(({ productId, variantId }) => productId && variantId)) return facts;
  const sold = new Map<string, Sold>(linesOf(other).map((line) => [line.id, line]));
  const filled = (line: OrderLine): OrderLine => ({
    ...line,
    productId: line.productId ?? sold.get(line.id)?.productId ?? null,
    variantId: line.variantId ?? sold.get(line.id)?.variantId ?? null,
  });
  return {
    ...facts,
    lines: facts.lines.map(filled),
    changes: facts.changes.map((change) => ({
      ...change,
      addedLines: change.addedLines.map(filled),
    })),
  };
}

/** Whether the lines of two accounts name the same products. */
export function sellSame(one: OrderFacts, other: OrderFacts): boolean {
  if (one === other) return true;
  const namesOf = (facts: OrderFacts) =>
    linesOf(facts).map(({ productId, variantId }) => `${productId} ${variantId}`);
  return namesOf(one).join() === namesOf(other).join();
}

function linesOf({ lines, changes }: OrderFacts): OrderLine[] {
  return [...lines, ...changes.flatMap(({ addedLines }) => addedLines)];
}
