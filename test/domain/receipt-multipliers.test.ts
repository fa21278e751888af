import { describe, expect, test } from "vitest";
import { on } from "#test/support/facts.ts";
import {
  best,
  cup,
  fixed,
  rate,
  receiptOf,
  stepsOf,
  tea,
  times,
} from "#test/support/order-rules.ts";
import { toldSteps } from "#test/support/told-receipt.ts";

const perOrder = { per: "order" } as const;

describe("multipliers in a receipt", () => {
  test("multiply what rates and items give, on their lines", () => {
    expect(stepsOf([rate("2"), times("1.5", { lines: cup }), fixed(7)])).toEqual([
      "50: own, 1 per 1 on 50.00",
      "50: rate2, 2 per 1 on 50.00",
      "30: rule times1-5, times 1.5",
      "7: fixed7, 7",
      "= 137",
    ]);
  });

  test("each stand on the lines where they are the highest", () => {
    const rules = [times("1.2"), times("3", { lines: tea })];
    expect(stepsOf(rules, {}, "gold")).toEqual([
      "50: own, 1 per 1 on 50.00",
      "15: tier gold, times 1.5",
      "40: rule times3, times 3",
      "= 105",
      "not times1-2: not-best",
    ]);
  });

  test("that are as high as the tier's give way to it", () => {
    expect(stepsOf([times("1.5")], {}, "gold")).toEqual([
      "50: own, 1 per 1 on 50.00",
      "25: tier gold, times 1.5",
      "= 75",
      "not times1-5: not-best",
    ]);
  });

  test("take away where the only one is below one", () => {
    expect(stepsOf([times("0.4", { lines: cup })])).toEqual([
      "50: own, 1 per 1 on 50.00",
      "−18: rule times0-4, times 0.4",
      "= 32",
    ]);
  });

  test("of which one is chosen for the whole order by what it adds", () => {
    const rules = [times("2", { lines: cup }), times("2.4", { lines: tea })];
    expect(stepsOf(rules, perOrder)).toEqual([
      "50: own, 1 per 1 on 50.00",
      "30: rule times2, times 2",
      "= 80",
      "not times2-4: not-best",
    ]);
  });
});

describe("several multipliers in a receipt", () => {
  test("add what each is above one, and those below one take away last", () => {
    const rules = [times("0.7"), times("2"), times("1.5", { lines: cup })];
    expect(stepsOf(rules, { multipliers: "add" })).toEqual([
      "50: own, 1 per 1 on 50.00",
      "−15: rule times0-7, times 0.7",
      "50: rule times2, times 2",
      "15: rule times1-5, times 1.5",
      "= 100",
    ]);
  });

  test("that add up to less than nothing take away all, and no more", () => {
    const rules = [times("0.4"), times("0.3"), times("0.2")];
    expect(stepsOf(rules, { multipliers: "add" })).toEqual([
      "50: own, 1 per 1 on 50.00",
      "−30: rule times0-4, times 0.4",
      "−20: rule times0-3, times 0.3",
      "= 0",
      "not times0-2: not-best",
    ]);
  });

  test("multiply one another, each on what those before have made", () => {
    const rules = [times("2", { lines: tea }), times("3"), times("1.5", { lines: cup })];
    expect(stepsOf(rules, { multipliers: "multiply" })).toEqual([
      "50: own, 1 per 1 on 50.00",
      "20: rule times2, times 2",
      "140: rule times3, times 3",
      "45: rule times1-5, times 1.5",
      "= 255",
    ]);
  });

  test("of the tier are not mentioned where a higher one takes their place", () => {
    expect(stepsOf([times("2")], {}, "gold")).toEqual([
      "50: own, 1 per 1 on 50.00",
      "50: rule times2, times 2",
      "= 100",
    ]);
  });

  test("below one take away for the whole order, unless they are for nothing in it", () => {
    const none = { kind: "tag" as const, in: ["none"] };
    const rules = [times("0.5"), times("3", { lines: none })];
    expect(stepsOf(rules, perOrder)).toEqual([
      "50: own, 1 per 1 on 50.00",
      "−25: rule times0-5, times 0.5",
      "= 25",
      "not times3: no-lines",
    ]);
  });

  test("that give the whole order as much as one another: the first stands", () => {
    const rules = [times("2", { lines: cup }), times("2.5", { lines: tea })];
    expect(stepsOf(rules, perOrder).slice(1)).toEqual([
      "30: rule times2, times 2",
      "= 80",
      "not times2-5: not-best",
    ]);
  });

  test("of an activity join those of tier and rules", () => {
    const boost = { source: "activity:1", factor: { numerator: 5n, denominator: 4n } };
    const boosts = [{ ...boost, from: on("2026-03-01"), until: on("2026-03-02") }];
    const combine = { ...best, multipliers: "add" as const };
    const receipt = receiptOf({ rules: [times("2")], combine }, {}, "gold", boosts);
    expect(toldSteps(receipt)).toEqual([
      "50: own, 1 per 1 on 50.00",
      "25: tier gold, times 1.5",
      "50: rule times2, times 2",
      "12.5: boost activity:1, times 1.25",
      "−0.5: rounded down per order",
      "= 137 of 137.5",
    ]);
  });

  test("that are for nothing in the order are left out of the product", () => {
    const none = { kind: "tag" as const, in: ["none"] };
    const rules = [times("2", { lines: none }), times("3", { lines: tea })];
    expect(stepsOf(rules, { multipliers: "multiply" })).toEqual([
      "50: own, 1 per 1 on 50.00",
      "40: rule times3, times 3",
      "= 90",
      "not times2: no-lines",
    ]);
  });
});
