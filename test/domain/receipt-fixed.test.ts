import { describe, expect, test } from "vitest";
import type { OrderChange } from "#app/domain/order-facts.ts";
import { aLine, aRefund } from "#test/support/facts.ts";
import {
  best,
  cup,
  fixed,
  lines,
  receiptOf,
  stepsOf,
  tea,
  times,
  type Combine,
  type Rule,
} from "#test/support/order-rules.ts";
import { toldSteps } from "#test/support/told-receipt.ts";

describe("fixed amounts in a receipt", () => {
  test("all stand, beside what is multiplied", () => {
    expect(stepsOf([fixed(7), fixed(9, { lines: tea })])).toEqual([
      "50: own, 1 per 1 on 50.00",
      "7: fixed7, 7",
      "9: fixed9, 9",
      "= 66",
    ]);
  });

  test("of which the best is wanted: of equals the first", () => {
    const rules = [fixed(7), fixed(9, {}, "first"), fixed(9, {}, "second")];
    expect(stepsOf(rules, { fixed: "best" })).toEqual([
      "50: own, 1 per 1 on 50.00",
      "9: first, 9",
      "= 59",
      "not fixed7: not-best",
      "not second: not-best",
    ]);
  });

  test("are for nothing where nothing of their kind is in the order", () => {
    const none = { kind: "tag" as const, in: ["none"] };
    expect(stepsOf([fixed(7, { lines: none })])).toEqual([
      "50: own, 1 per 1 on 50.00",
      "= 50",
      "not fixed7: no-lines",
    ]);
  });
});

describe("fixed amounts in a receipt after refunds and edits", () => {
  const after = (rules: Rule[], combine: Partial<Combine>, ...changes: Partial<OrderChange>[]) =>
    toldSteps(
      receiptOf(
        { rules, combine: { ...best, ...combine } },
        { changes: changes.map((change) => aRefund(change)) },
      ),
    );
  const back = (lineId: string, quantity: number, netMinor: bigint): Partial<OrderChange> => ({
    lines: [{ lineId, quantity: -quantity, netMinor: -netMinor, taxMinor: 0n }],
  });

  test("give each in proportion to what is left of its own lines", () => {
    const rules = [fixed(7), fixed(9, { lines: tea }), fixed(6, { lines: cup })];
    expect(after(rules, {}, back("b", 1, 1_000n))).toEqual([
      "40: own, 1 per 1 on 40.00",
      "5.6: fixed7, 7",
      "9: fixed9, 9",
      "4: fixed6, 6",
      "−0.6: rounded down per order",
      "= 58 of 58.6",
    ]);
  });

  test("of which the best is wanted are compared by what is left of them", () => {
    const rules = [fixed(9, { lines: cup }), fixed(7, { lines: tea })];
    expect(after(rules, { fixed: "best" }, back("b", 1, 1_000n))).toEqual([
      "40: own, 1 per 1 on 40.00",
      "7: fixed7, 7",
      "= 47",
      "not fixed9: not-best",
    ]);
  });

  test("give in proportion to money given back beside, too", () => {
    const rules = [fixed(10, { lines: cup }), times("2")];
    expect(after(rules, {}, { ...back("b", 1, 1_000n), adjustmentMinor: -1_000n })).toEqual([
      "30: own, 1 per 1 on 40.00",
      "30: rule times2, times 2",
      "5: fixed10, 10",
      "= 65",
    ]);
  });

  test("give nothing where all the money was given back", () => {
    expect(after([fixed(10)], {}, { adjustmentMinor: -5_000n })).toEqual([
      "0: own, 1 per 1 on 50.00",
      "= 0",
      "not fixed10: not-best",
    ]);
  });

  test("give all of it for what costs nothing, as long as it is there", () => {
    const free = aLine({ id: "free", productId: "tea", netMinor: 0n });
    const order = { lines: [free, ...lines.slice(1)] };
    const rules = [fixed(10, { lines: tea })];
    expect(toldSteps(receiptOf({ rules }, order))).toEqual([
      "30: own, 1 per 1 on 30.00",
      "10: fixed10, 10",
      "= 40",
    ]);
    const gone = { ...order, changes: [aRefund(back("free", 1, 0n))] };
    expect(toldSteps(receiptOf({ rules }, gone))).toEqual([
      "30: own, 1 per 1 on 30.00",
      "= 30",
      "not fixed10: no-lines",
    ]);
  });

  test("give all of it in an order that costs nothing", () => {
    const free = { lines: [aLine({ netMinor: 0n })] };
    expect(toldSteps(receiptOf({ rules: [fixed(10)] }, free))).toEqual([
      "0: own, 1 per 1 on 0.00",
      "10: fixed10, 10",
      "= 10",
    ]);
  });

  test("give nothing for a free line of an order whose money was all given back", () => {
    const free = aLine({ id: "free", productId: "tea", netMinor: 0n });
    const order = {
      lines: [free, ...lines.slice(1)],
      changes: [aRefund({ adjustmentMinor: -3_000n })],
    };
    expect(toldSteps(receiptOf({ rules: [fixed(10, { lines: tea })] }, order))).toEqual([
      "0: own, 1 per 1 on 30.00",
      "= 0",
      "not fixed10: not-best",
    ]);
  });

  test("give nothing where of an order only the shipping counts", () => {
    const counts = { tax: true, shipping: true, tips: false, giftCards: false, testOrders: false };
    const order = { lines: [aLine({ giftCard: true })], shippingMinor: 600n };
    expect(toldSteps(receiptOf({ rules: [fixed(10)], counts }, order))).toEqual([
      "6: own, 1 per 1 on 6.00",
      "= 6",
      "not fixed10: no-lines",
    ]);
  });

  test("give all of it for what an edit has brought", () => {
    const rules = [fixed(10, { lines: tea })];
    const order = {
      lines: lines.slice(1),
      changes: [
        aRefund({
          kind: "edit",
          addedLines: [aLine({ id: "c", productId: "tea", netMinor: 500n })],
        }),
      ],
    };
    expect(toldSteps(receiptOf({ rules }, order))).toEqual([
      "35: own, 1 per 1 on 35.00",
      "10: fixed10, 10",
      "= 45",
    ]);
  });
});

describe("the rounding in a receipt", () => {
  const odd = {
    lines: [aLine({ netMinor: 1_050n }), aLine({ id: "second", netMinor: 1_050n })],
  };
  test.each([
    ["down", "order", ["21: own, 1 per 1 on 21.00", "= 21"]],
    ["down", "line", ["21: own, 1 per 1 on 21.00", "−1: rounded down per line", "= 20 of 21"]],
    ["up", "line", ["21: own, 1 per 1 on 21.00", "1: rounded up per line", "= 22 of 21"]],
    ["nearest", "line", ["21: own, 1 per 1 on 21.00", "1: rounded nearest per line", "= 22 of 21"]],
  ] as const)("is %s by %s", (...[rounding, roundPer, said]) => {
    expect(toldSteps(receiptOf({ rounding, roundPer }, odd))).toEqual(said);
  });

  test("takes the fixed amounts as a line of their own", () => {
    const rules = [fixed(5)];
    const changes = [aRefund({ adjustmentMinor: -100n })];
    expect(toldSteps(receiptOf({ rules, roundPer: "line" }, { ...odd, changes }))).toEqual([
      "20: own, 1 per 1 on 21.00",
      "≈ 4.7619: fixed5, 5",
      "≈ −0.7619: rounded down per line",
      "= 24 of ≈ 24.7619",
    ]);
  });
});
