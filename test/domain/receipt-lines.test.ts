import { expect, test } from "vitest";
import { aNewcomer, previewOrder } from "#app/domain/earning/preview.ts";
import type { OrderFacts, ProductPins } from "#app/domain/order-facts.ts";
import type { ProgramInput } from "#app/domain/program/document.ts";
import { prepareProgram } from "#app/domain/program/program.ts";
import { aLine, anOrder, aProgram, aRefund } from "#test/support/facts.ts";
import { toldReceipt } from "#test/support/told-receipt.ts";

const gid = (type: string, id: string) => `gid://shopify/${type}/${id}`;
const named = (title: string, rest: object = {}) =>
  aLine({ id: title, title, productId: gid("Product", title), netMinor: 1_000n, ...rest });
const everything = { tax: true, shipping: true, tips: true, giftCards: false, testOrders: false };

/** What a receipt says before its steps: lines, shipping, tip, what was kept, and the sum. */
function counted(
  earning: Partial<ProgramInput["earning"]>,
  order: Partial<OrderFacts>,
  pins: ProductPins = {},
): string[] {
  const version = aProgram((d) => ({ ...d, earning: { ...d.earning, ...earning } }));
  const facts = anOrder(order);
  const choice = { buyer: aNewcomer(), changes: facts.changes.length };
  const told = toldReceipt(previewOrder({ facts, pins }, prepareProgram(version), choice));
  return told.slice(1, told.findIndex((line) => line.startsWith("counts ")) + 1);
}

test("every line that does not count says why", () => {
  const exclude = {
    products: [gid("Product", "product")],
    variants: [gid("ProductVariant", "1")],
    collections: [gid("Collection", "1")],
    tags: ["Sale"],
    vendors: ["Acme"],
    types: ["Cup"],
  };
  const pin = { tags: [], collections: [], type: "" };
  const pins = {
    [gid("Product", "collection")]: { ...pin, collections: [gid("Collection", "1")] },
    [gid("Product", "tag")]: { ...pin, tags: ["SALE"] },
    [gid("Product", "type")]: { ...pin, type: "cup" },
    [gid("Product", "other")]: {
      tags: ["new"],
      collections: [gid("Collection", "2")],
      type: "Tea",
    },
  };
  const lines = [
    named("product"),
    named("variant", { variantId: gid("ProductVariant", "1") }),
    named("collection"),
    named("tag"),
    named("vendor", { vendor: "ACME" }),
    named("type"),
    named("card", { giftCard: true }),
    named("own", { productId: null, vendor: "acme", variantId: gid("ProductVariant", "1") }),
    named("bare", { productId: null, variantId: gid("ProductVariant", "1") }),
    named("other", { vendor: "Leaf", variantId: gid("ProductVariant", "2") }),
  ];
  expect(counted({ exclude }, { lines }, pins)).toEqual([
    "product × 1: excluded-product",
    "variant × 1: excluded-variant",
    "collection × 1: excluded-collection",
    "tag × 1: excluded-tag",
    "vendor × 1: excluded-vendor",
    "type × 1: excluded-type",
    "card × 1: gift-card",
    "own × 1: excluded-vendor",
    "bare × 1: 10.00",
    "other × 1: 10.00",
    "counts 20.00",
  ]);
});

test("shipping and tip count as far as they were not given back, and never less than nothing", () => {
  const order = (shipping: bigint, tax: bigint, tip: bigint) => ({
    lines: [named("tea")],
    ...{ shippingMinor: 700n, shippingTaxMinor: 133n, tipMinor: 500n },
    changes: [aRefund({ shippingMinor: -shipping, shippingTaxMinor: -tax, tipMinor: -tip })],
  });
  const after = (...[shipping, tax, tip]: [bigint, bigint, bigint]) =>
    counted({ counts: everything }, order(shipping, tax, tip)).slice(1);
  expect(after(0n, 0n, 0n)).toEqual(["shipping 8.33", "tip 5.00", "counts 23.33"]);
  expect(after(200n, 33n, 100n)).toEqual(["shipping 6.00", "tip 4.00", "counts 20.00"]);
  expect(after(700n, 133n, 500n)).toEqual(["counts 10.00"]);
  expect(after(900n, 140n, 600n)).toEqual(["counts 10.00"]);
});

test("an edit adds lines and takes pieces, and what is gone is named as returned", () => {
  const changes = [
    aRefund({
      kind: "edit",
      addedLines: [named("cup", { quantity: 2, netMinor: 600n })],
      lines: [{ lineId: "tea", quantity: -1, netMinor: -1_000n, taxMinor: 0n }],
    }),
    aRefund({ id: "2", lines: [{ lineId: "cup", quantity: -1, netMinor: -300n, taxMinor: 0n }] }),
    aRefund({ id: "3", lines: [{ lineId: "jar", quantity: -1, netMinor: -999n, taxMinor: 0n }] }),
    aRefund({ id: "4", lines: [{ lineId: "none", quantity: -1, netMinor: -1n, taxMinor: 0n }] }),
  ];
  const lines = [named("tea", { quantity: 3, netMinor: 3_000n }), named("jar")];
  expect(counted({}, { lines, changes })).toEqual([
    "tea × 2: 20.00",
    "jar × 0: returned",
    "cup × 1: 3.00",
    "counts 23.00",
  ]);
});

test("a line refunded for more than it cost counts nothing, and takes nothing of the others", () => {
  const back = { lineId: "tea", quantity: 0, netMinor: -1_500n, taxMinor: -200n };
  const lines = [named("tea", { taxMinor: 190n }), named("cup")];
  expect(counted({}, { lines, changes: [aRefund({ lines: [back] })] })).toEqual([
    "tea × 1: 0.00",
    "cup × 1: 10.00",
    "counts 10.00",
  ]);
});

test("money given back beyond the lines is kept in mind, with shipping, tax and tip of the whole", () => {
  const order = (adjustmentMinor: bigint, taxesIncluded: boolean) => ({
    lines: [named("tea", { taxMinor: 190n }), named("card", { giftCard: true })],
    ...{ shippingMinor: 700n, shippingTaxMinor: 133n, tipMinor: 500n, taxesIncluded },
    changes: [aRefund({ adjustmentMinor })],
  });
  const after = (adjustmentMinor: bigint, included = false) =>
    counted({}, order(adjustmentMinor, included)).slice(2);
  expect(after(-500n)).toEqual(["kept 30.23 of 35.23", "counts 11.90"]);
  expect(after(-500n, true)).toEqual(["kept 27.00 of 32.00", "counts 10.00"]);
  expect(after(-3_523n)).toEqual(["kept 0.00 of 35.23", "counts 11.90"]);
  expect(after(-9_999n)).toEqual(["kept 0.00 of 35.23", "counts 11.90"]);
  expect(after(500n)).toEqual(["counts 11.90"]);
});
