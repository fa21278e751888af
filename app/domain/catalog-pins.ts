import type { OrderFacts, ProductPin, ProductPins } from "#app/domain/order-facts.ts";

type PinnedOrder = { facts: OrderFacts; pins: ProductPins };
type Known = ProductPin & { fetched: boolean };

/** The products of an order whose tags, type and collections are not pinned yet. */
export function unpinnedProducts({ facts, pins }: PinnedOrder): string[] {
  const lines = [...facts.lines, ...facts.changes.flatMap(({ addedLines }) => addedLines)];
  const products = lines.flatMap(({ productId }) => productId ?? []);
  return [...new Set(products)].filter((productId) => !(productId in pins));
}

/**
 * The pins that an order gets from the catalog as it is now; `missing` if a program looks at
 * something of its products that the catalog does not know for sure.
 */
export function decidePins({
  order,
  catalog,
  use,
}: {
  order: PinnedOrder;
  catalog: Map<string, Known>;
  use: { tags: boolean; collections: boolean; types: boolean };
}): { pins: ProductPins; missing: boolean } {
  const pins: ProductPins = {};
  let missing = false;
  for (const productId of unpinnedProducts(order)) {
    const known = catalog.get(productId);
    if (known?.fetched) pins[productId] = pinOf(known);
    else missing ||= use.tags || use.collections || use.types;
  }
  return { pins, missing };
}

function pinOf({ tags, collections, type }: Known): ProductPin {
  return { tags, collections, type };
}
