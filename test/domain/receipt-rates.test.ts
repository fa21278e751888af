import { describe, expect, test } from "vitest";
import { aLine, aRefund } from "#test/support/facts.ts";
import {
  aRule,
  cup,
  items,
  lines,
  rate,
  receiptOf,
  stepsOf,
  tea,
  times,
} from "#test/support/order-rules.ts";
import { toldReceipt } from "#test/support/told-receipt.ts";

const perOrder = { per: "order" } as const;

describe("a receipt tells all of", () => {
  test("an order without rules", () => {
    expect(toldReceipt(receiptOf({}))).toEqual([
      "#1001 by version 1, tier null",
      "Tea × 1: 20.00",
      "Cup × 3: 30.00",
      "counts 50.00",
      "50: own, 1 per 1 on 50.00",
      "= 50",
    ]);
  });

  test("an order with shipping, tip, tier, a gift card, and money given back", () => {
    const counts = { tax: true, shipping: true, tips: true, giftCards: false, testOrders: false };
    const card = aLine({ id: "card", title: "Card", giftCard: true, netMinor: 5_000n });
    const order = {
      lines: [...lines, card],
      shippingMinor: 600n,
      tipMinor: 400n,
      changes: [aRefund({ adjustmentMinor: -3_300n })],
    };
    expect(toldReceipt(receiptOf({ counts }, order, "gold"))).toEqual([
      "#1001 by version 1, tier gold",
      "Tea × 1: 20.00",
      "Cup × 3: 30.00",
      "Card × 1: gift-card",
      "shipping 6.00",
      "tip 4.00",
      "kept 77.00 of 110.00",
      "counts 60.00",
      "42: own, 1 per 1 on 60.00",
      "21: tier gold, times 1.5",
      "= 63",
    ]);
  });

  test("an order that comes to nothing", () => {
    expect(toldReceipt(receiptOf({ minimumOrder: "50.01" }))).toEqual([
      "#1001 by version 1, tier null",
      "Tea × 1: 20.00",
      "Cup × 3: 30.00",
      "counts 50.00",
      "= 0",
      "nothing: below-minimum",
    ]);
  });
});

describe("rates in a receipt", () => {
  test("are named with what they are for and what they add", () => {
    expect(stepsOf([rate("3", { lines: tea }), items("20", { lines: cup })])).toEqual([
      "50: own, 1 per 1 on 50.00",
      "40: rate3, 3 per 1 on 20.00",
      "30: items20, 20 for each of 3",
      "= 120",
    ]);
  });

  test("of which one gives as much as the program's own give way to it", () => {
    expect(stepsOf([rate("1"), items("10", { lines: cup })])).toEqual([
      "50: own, 1 per 1 on 50.00",
      "= 50",
      "not rate1: not-best",
      "not items10: not-best",
    ]);
  });

  test("of which two give as much: the first stands", () => {
    const rules = [rate("2", { lines: tea }, "first"), rate("2", {}, "second")];
    expect(stepsOf(rules)).toEqual([
      "50: own, 1 per 1 on 50.00",
      "20: first, 2 per 1 on 20.00",
      "30: second, 2 per 1 on 30.00",
      "= 100",
    ]);
  });

  test("that add up are for all of their lines", () => {
    const rules = [rate("2"), rate("0.5", { lines: cup }), items("4", { lines: tea })];
    expect(stepsOf(rules, { rates: "add" })).toEqual([
      "50: own, 1 per 1 on 50.00",
      "100: rate2, 2 per 1 on 50.00",
      "15: rate0-5, 0.5 per 1 on 30.00",
      "4: items4, 4 for each of 1",
      "= 169",
    ]);
  });

  test("of which one is chosen for the whole order", () => {
    const rules = [rate("2", { lines: tea }), items("20", { lines: cup })];
    expect(stepsOf(rules, perOrder)).toEqual([
      "50: own, 1 per 1 on 50.00",
      "30: items20, 20 for each of 3",
      "= 80",
      "not rate2: not-best",
    ]);
  });

  test("all of which would give the whole order less leave it to the program's own", () => {
    expect(stepsOf([rate("0.5"), rate("0.9", { lines: cup })], perOrder)).toEqual([
      "50: own, 1 per 1 on 50.00",
      "= 50",
      "not rate0-5: not-best",
      "not rate0-9: not-best",
    ]);
  });

  test("that one for the whole order gives as much as another: the first stands", () => {
    const rules = [rate("3", { lines: cup }, "first"), rate("4", { lines: tea }, "second")];
    expect(stepsOf(rules, perOrder)).toEqual([
      "50: own, 1 per 1 on 50.00",
      "60: first, 3 per 1 on 30.00",
      "= 110",
      "not second: not-best",
    ]);
  });

  test("are exact, whatever the decimals and amounts they are written with", () => {
    const rules = [
      rate("0.125", { lines: tea }),
      items("0.375", { lines: cup }),
      aRule("thirds", { kind: "rate", points: "1", perAmount: "3" }),
    ];
    expect(stepsOf(rules, { rates: "add" })).toEqual([
      "50: own, 1 per 1 on 50.00",
      "2.5: rate0-125, 0.125 per 1 on 20.00",
      "1.125: items0-375, 0.375 for each of 3",
      "≈ 16.6666: thirds, 1 per 3 on 50.00",
      "≈ −0.2916: rounded down per order",
      "= 70 of ≈ 70.2916",
    ]);
  });

  test("are for nothing where nothing is of their kind", () => {
    const none = { kind: "tag" as const, in: ["none"] };
    expect(stepsOf([rate("9", { lines: none }), times("9", { lines: none })])).toEqual([
      "50: own, 1 per 1 on 50.00",
      "= 50",
      "not rate9: no-lines",
      "not times9: no-lines",
    ]);
  });
});
