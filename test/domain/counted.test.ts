import { describe, expect, test } from "vitest";
import { aNewcomer, previewOrder } from "#app/domain/earning/preview.ts";
import type { OrderFacts, ProductPins } from "#app/domain/order-facts.ts";
import { prepareProgram } from "#app/domain/program/program.ts";
import { aLine, anOrder, aProgram, aRefund } from "#test/support/facts.ts";
import type { Earning } from "#test/support/order-rules.ts";
import { toldReceipt } from "#test/support/told-receipt.ts";

const tea = aLine({ id: "tea", productId: "tea", netMinor: 6_000n });
const cup = aLine({ id: "cup", productId: "cup", title: "Cup", netMinor: 4_000n });
const card = aLine({ id: "card", productId: "card", title: "Card", giftCard: true });

/** What the receipt of an order says after all of its changes. */
function told(order: Partial<OrderFacts>, earning: Earning = {}, pins: ProductPins = {}) {
  const program = prepareProgram(
    aProgram((plain) => ({ ...plain, earning: { ...plain.earning, ...earning } })),
  );
  const facts = anOrder({ lines: [tea, cup], ...order });
  const changes = facts.changes.length;
  return toldReceipt(previewOrder({ facts, pins }, program, { buyer: aNewcomer(), changes }));
}

const back = (lineId: string, quantity: number, netMinor: bigint) =>
  aRefund({ lines: [{ lineId, quantity, netMinor, taxMinor: 0n }] });
const JUDGED = "#1001 by version 1, tier null";

describe("a line of which nothing is left", () => {
  test.each([
    ["a cent less", -1, -3_999n],
    ["a cent more", -1, -4_001n],
    ["twice", -2, -8_000n],
  ])("is worth nothing, were it refunded with %s", (...[, quantity, netMinor]) => {
    const given = { ...aRefund({ adjustmentMinor: -1_000n }), id: "2" };
    expect(told({ changes: [back("cup", quantity, netMinor), given] })).toEqual([
      JUDGED,
      "Tea × 1: 60.00",
      "Cup × 0: returned",
      "kept 50.00 of 60.00",
      "counts 60.00",
      "50: own, 1 per 1 on 60.00",
      "= 50",
    ]);
  });

  test("nor is a line of which more was given back than it was worth", () => {
    const lines = [{ ...tea, quantity: 2 }, cup];
    expect(told({ lines, changes: [back("tea", -1, -7_000n)] })).toEqual([
      JUDGED,
      "Tea × 1: 0.00",
      "Cup × 1: 40.00",
      "counts 40.00",
      "40: own, 1 per 1 on 40.00",
      "= 40",
    ]);
  });
});

describe("the minimum of an order", () => {
  const counts = { tax: true, shipping: false, tips: false, giftCards: false, testOrders: false };
  const said = (minimumOrder: string, giftCards: boolean) =>
    told({ lines: [tea, card] }, { minimumOrder, counts: { ...counts, giftCards } }).at(-1);

  test("is not reached by gift cards that do not count", () => {
    expect(said("60", false)).toBe("= 60");
    expect(said("60.01", false)).toBe("nothing: below-minimum");
    expect(said("160", true)).toBe("= 160");
    expect(said("160.01", true)).toBe("nothing: below-minimum");
  });

  test("is reached by what is excluded", () => {
    const exclude = { products: ["gid://shopify/Product/9"], vendors: ["Acme"] };
    const lines = [tea, { ...cup, vendor: "ACME" }];
    expect(told({ lines }, { minimumOrder: "100", exclude }).at(-1)).toBe("= 60");
  });
});

describe("a product of which nothing is pinned", () => {
  const exclude = {
    ...{ collections: ["gid://shopify/Collection/1"], tags: ["sale"], types: ["Drinks"] },
    variants: ["gid://shopify/ProductVariant/1"],
  };

  test("is excluded by its variant alone", () => {
    const variant = { ...cup, variantId: "gid://shopify/ProductVariant/1" };
    expect(told({ lines: [tea, variant] }, { exclude })).toContain("Cup × 1: excluded-variant");
    expect(told({ lines: [tea, cup] }, { exclude }).at(-1)).toBe("= 100");
  });

  test("and without product at all by its vendor alone", () => {
    const custom = { ...cup, productId: null, vendor: "acme", variantId: null };
    const vendors = ["Acme"];
    expect(told({ lines: [tea, custom] }, { exclude: { ...exclude, vendors } })).toContain(
      "Cup × 1: excluded-vendor",
    );
    expect(told({ lines: [tea, custom] }, { exclude }).at(-1)).toBe("= 100");
  });
});
