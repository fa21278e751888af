import { describe, expect, test } from "vitest";
import { aNewcomer, previewOrder } from "#app/domain/earning/preview.ts";
import type { OrderChange } from "#app/domain/order-facts.ts";
import { prepareProgram } from "#app/domain/program/program.ts";
import { aLine, anOrder, aProgram, aRefund, on } from "#test/support/facts.ts";
import {
  best,
  cup,
  fixed,
  items,
  rate,
  receiptOf,
  tea,
  times,
  type Combine,
  type Rule,
} from "#test/support/order-rules.ts";

type Example = [name: string, rules: Rule[], combine: Partial<Combine>, points: bigint];
const examples: Example[] = [
  ["a rate on everything", [rate("2")], {}, 100n],
  ["a rate below the program's own changes nothing", [rate("0.5")], {}, 50n],
  ["a rate on some lines", [rate("3", { lines: tea })], {}, 90n],
  ["the best rate of each line", [rate("3", { lines: tea }), rate("2")], {}, 120n],
  ["rates that add", [rate("3", { lines: tea }), rate("2")], { rates: "add" }, 210n],
  [
    "rates that add, also where the best is one for the order",
    [rate("3", { lines: tea }), rate("2")],
    { rates: "add", per: "order" },
    210n,
  ],
  [
    "the one best rate of the order",
    [rate("3", { lines: tea }), rate("2")],
    { per: "order" },
    100n,
  ],
  ["points per item", [items("20", { lines: cup })], {}, 80n],
  ["points per item that add", [items("20", { lines: cup })], { rates: "add" }, 110n],
  ["points per item less than the rate", [items("5", { lines: cup })], {}, 50n],
  ["a fixed amount", [fixed(7)], {}, 57n],
  ["a fixed amount for lines", [fixed(7, { lines: tea })], {}, 57n],
  ["a fixed amount for lines that are not there", [fixed(7, { lines: none() })], {}, 50n],
  ["fixed amounts add", [fixed(7), fixed(9)], {}, 66n],
  ["the best fixed amount", [fixed(7), fixed(9)], { fixed: "best" }, 59n],
  ["a fixed amount is never multiplied", [times("2"), fixed(7)], {}, 107n],
  ["a multiplier", [times("2")], {}, 100n],
  ["a multiplier on some lines", [times("2", { lines: tea })], {}, 70n],
  ["the best multiplier of each line", [times("2", { lines: tea }), times("1.5")], {}, 85n],
  [
    "the one best multiplier of the order",
    [times("2", { lines: tea }), times("1.5")],
    { per: "order" },
    75n,
  ],
  ["multipliers that add", [times("2"), times("3", { lines: tea })], { multipliers: "add" }, 140n],
  [
    "multipliers that multiply",
    [times("2"), times("3", { lines: tea })],
    { multipliers: "multiply" },
    180n,
  ],
  ["a multiplier below one", [times("0.5")], {}, 25n],
  [
    "multipliers that add up to less than nothing",
    [times("0.2"), times("0.1")],
    { multipliers: "add" },
    0n,
  ],
  [
    "multipliers of which those below one take all that is there, and no more",
    [times("1.5"), times("0.2"), times("0.1")],
    { multipliers: "add" },
    0n,
  ],
  [
    "what is below one takes away last",
    [times("0.2"), times("0.1"), times("3")],
    { multipliers: "add" },
    65n,
  ],
  ["a rate and a multiplier", [rate("2", { lines: cup }), times("1.5")], {}, 120n],
  [
    "rate and multiplier that give the whole order most, together",
    [rate("4", { lines: tea }), rate("3", { lines: cup }), times("5", { lines: tea })],
    { per: "order" },
    430n,
  ],
];

function none() {
  return { kind: "tag" as const, in: ["nothing"] };
}

describe("rules combine:", () => {
  test.each(examples)("%s", (...[, rules, combine, points]: Example) => {
    const receipt = receiptOf({ rules, combine: { ...best, ...combine } });
    expect(receipt.points).toBe(points);
    // Nothing depends on the order of the rules.
    const turned = receiptOf({ rules: rules.toReversed(), combine: { ...best, ...combine } });
    expect(turned.points).toBe(points);
  });

  test("the tier's multiplier is one of them", () => {
    const withTier = (combine: Partial<Combine>) =>
      receiptOf({ rules: [times("2")], combine: { ...best, ...combine } }, {}, "gold").points;
    expect(withTier({})).toBe(100n);
    expect(withTier({ multipliers: "add" })).toBe(125n);
    expect(withTier({ multipliers: "multiply" })).toBe(150n);
    expect(receiptOf({}, {}, "gold").points).toBe(75n);
  });

  test("a multiplier that an activity gave holds from its moment until before its end", () => {
    const program = prepareProgram(aProgram());
    const from = on("2026-03-01");
    const boost = { source: "activity:1", factor: { numerator: 3n, denominator: 2n }, from };
    const at = (placedAt: number) =>
      previewOrder({ facts: anOrder({ placedAt }), pins: {} }, program, {
        buyer: { ...aNewcomer(), boosts: [{ ...boost, until: from + 10 }] },
      }).points;
    expect([at(from - 1), at(from), at(from + 9), at(from + 10)]).toEqual([100n, 150n, 150n, 100n]);
  });

  test("shipping and tip earn by what is for the whole order alone", () => {
    const counts = { tax: true, shipping: true, tips: true, giftCards: false, testOrders: false };
    const order = { shippingMinor: 600n, tipMinor: 400n };
    const points = (rules: Rule[]) => receiptOf({ rules, counts }, order).points;
    expect(points([])).toBe(60n);
    expect(points([rate("2")])).toBe(120n);
    expect(points([times("2", { lines: { kind: "any", of: [tea, cup] } })])).toBe(110n);
  });

  test("what is excluded earns by no rule", () => {
    const exclude = { tags: ["tea"] };
    const rules = [rate("3"), times("2"), fixed(5, { lines: tea })];
    const receipt = receiptOf({ rules, exclude });
    expect(receipt.points).toBe(180n);
    expect(receipt.skipped).toEqual([{ rule: "fixed5", reason: { kind: "no-lines" } }]);
  });
});

describe("after a refund", () => {
  const back = (lineId: string, quantity: number, netMinor: bigint): Partial<OrderChange> => ({
    lines: [{ lineId, quantity: -quantity, netMinor: -netMinor, taxMinor: 0n }],
  });
  const after = (rules: Rule[], ...changes: Partial<OrderChange>[]) =>
    receiptOf({ rules }, { changes: changes.map((change) => aRefund(change)) }).points;

  test("a fixed amount gives in proportion to what is left of what it is for", () => {
    expect(after([fixed(10)], back("b", 2, 2_000n))).toBe(36n);
    expect(after([fixed(10, { lines: tea })], back("b", 2, 2_000n))).toBe(40n);
    expect(after([fixed(10, { lines: cup })], back("b", 2, 2_000n))).toBe(33n);
    expect(after([fixed(10, { lines: cup })], back("b", 3, 3_000n))).toBe(20n);
    expect(after([fixed(10)], { adjustmentMinor: -2_500n })).toBe(30n);
    expect(after([fixed(10)], { adjustmentMinor: -5_000n })).toBe(0n);
  });

  test("points per item are for the items that are left", () => {
    expect(after([items("20", { lines: cup })], back("b", 2, 2_000n))).toBe(40n);
  });

  test("an edit that adds a line never makes a fixed amount more than it is", () => {
    const added = { kind: "edit" as const, addedLines: [aLine({ id: "c", productId: "tea" })] };
    expect(after([fixed(10)], added)).toBe(160n);
  });
});
