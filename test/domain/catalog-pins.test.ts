import { describe, expect, test } from "vitest";
import { decidePins, unpinnedProducts } from "#app/domain/catalog-pins.ts";
import type { ProductPin } from "#app/domain/order-facts.ts";
import { aLine, anOrder, aRefund } from "#test/support/facts.ts";

const [TEA, CUP, POT] = [1, 2, 3].map((id) => `gid://shopify/Product/${id}`) as [
  string,
  string,
  string,
];
const line = (productId: string | null) => aLine({ productId });
const pin: ProductPin = { tags: ["green"], collections: ["c1"], type: "Tea" };
const product = (fetched: boolean) => ({ ...pin, title: "Sencha", fetched });

test("products of the order and of what an edit added are unpinned, each once, until they are pinned", () => {
  const facts = anOrder({
    lines: [line(TEA), line(TEA), line(null)],
    changes: [aRefund(), aRefund({ kind: "edit", addedLines: [line(CUP), line(POT)] })],
  });
  expect(unpinnedProducts({ facts, pins: {} })).toEqual([TEA, CUP, POT]);
  expect(unpinnedProducts({ facts, pins: { [CUP]: pin } })).toEqual([TEA, POT]);
});

describe("an order is given what the catalog knows of its products", () => {
  const order = { facts: anOrder({ lines: [line(TEA), line(CUP)] }), pins: {} };
  const nothing = { tags: false, collections: false, types: false };
  const decided = (catalog: [string, boolean][], use: Partial<typeof nothing> = {}) =>
    decidePins({
      order,
      catalog: new Map(catalog.map(([id, fetched]) => [id, product(fetched)])),
      use: { ...nothing, ...use },
    });

  test("all of it", () => {
    const pins = { [TEA]: pin, [CUP]: pin };
    const known: [string, boolean][] = [
      [TEA, true],
      [CUP, true],
    ];
    const use = { tags: true, collections: true, types: true };
    expect(decided(known, use)).toEqual({ pins, missing: false });
    expect(decided(known)).toEqual({ pins, missing: false });
  });

  test("what was told of a product and not asked for since is not enough, whatever is looked at", () => {
    const known: [string, boolean][] = [
      [TEA, false],
      [CUP, true],
    ];
    const pins = { [CUP]: pin };
    expect(decided(known, { tags: true })).toEqual({ pins, missing: true });
    expect(decided(known, { types: true })).toEqual({ pins, missing: true });
    expect(decided(known, { collections: true })).toEqual({ pins, missing: true });
    expect(decided(known)).toEqual({ pins, missing: false });
  });

  test.each(["tags", "collections", "types"] as const)(
    "an unknown one is missing where a program looks at %s, also if it comes first",
    (what) => {
      expect(decided([[TEA, true]], { [what]: true })).toEqual({
        pins: { [TEA]: pin },
        missing: true,
      });
      expect(decided([[CUP, true]], { [what]: true }).missing).toBe(true);
    },
  );

  test("an unknown one is not missed where no program looks", () => {
    expect(decided([])).toEqual({ pins: {}, missing: false });
  });

  test("what is pinned stays as it was", () => {
    const old = { tags: [], collections: [], type: "" };
    const pinned = { ...order, pins: { [TEA]: old, [CUP]: old } };
    const use = { tags: true, collections: true, types: true };
    const catalog = new Map([[TEA, product(true)]]);
    expect(decidePins({ order: pinned, catalog, use })).toEqual({ pins: {}, missing: false });
  });
});
