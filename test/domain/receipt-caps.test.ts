import { describe, expect, test } from "vitest";
import { judged, own, perDay } from "#test/support/cut-orders.ts";
import { cup, fixed, rate, receiptOf, tea, times } from "#test/support/order-rules.ts";
import { toldSteps } from "#test/support/told-receipt.ts";

describe("a cap that cuts an award says so:", () => {
  test.each([
    ["one above", 49, ["−1: cap of all per day, room 49", "= 49 of 50"]],
    ["just enough", 50, ["= 50"]],
    ["one to spare", 51, ["= 50"]],
  ] as const)("that of all orders, %s", (...[, points, said]) => {
    expect(judged({ earning: perDay(points) }).steps).toEqual([own, ...said]);
  });

  test.each([
    ["one above", 19, ["−1: cap of fixed20 per day, room 19", "= 69 of 70"]],
    ["just enough", 20, ["= 70"]],
    ["one to spare", 21, ["= 70"]],
  ] as const)("that of a rule, %s", (...[, points, said]) => {
    const rules = [fixed(20, perDay(points))];
    expect(judged({ earning: { rules } }).steps).toEqual([own, "20: fixed20, 20", ...said]);
  });

  test("of several of a rule the tightest, and one used up leaves the rule out", () => {
    const caps = [
      { per: "order" as const, points: 15 },
      { per: "day" as const, points: 30 },
      { per: "lifetime" as const, points: 100 },
    ];
    const after = (used: Record<string, bigint>) =>
      judged({ earning: { rules: [fixed(20, { caps })] }, used }).steps.slice(1);
    const cut = (text: string, sum: string) => ["20: fixed20, 20", text, sum];
    expect(after({})).toEqual(cut("−5: cap of fixed20 per order, room 15", "= 65 of 70"));
    expect(after({ "rule:fixed20|day|2026-03-01": 15n })).toEqual(
      cut("−5: cap of fixed20 per order, room 15", "= 65 of 70"),
    );
    expect(after({ "rule:fixed20|day|2026-03-01": 16n })).toEqual(
      cut("−6: cap of fixed20 per day, room 14", "= 64 of 70"),
    );
    expect(after({ "rule:fixed20|lifetime|": 100n })).toEqual([
      "= 50",
      "not fixed20: cap per lifetime",
    ]);
    expect(after({ "rule:fixed20|lifetime|": 120n })).toEqual([
      "= 50",
      "not fixed20: cap per lifetime",
    ]);
  });

  test("the rule's before that of all orders, which sees what is left", () => {
    const rules = [fixed(20, perDay(5))];
    expect(judged({ earning: { rules, ...perDay(52) } }).steps).toEqual([
      own,
      "20: fixed20, 20",
      "−15: cap of fixed20 per day, room 5",
      "−3: cap of all per day, room 52",
      "= 52 of 70",
    ]);
  });

  test("the whole points of a rule are what the order would earn less without it", () => {
    const rules = [rate("1.33", { lines: tea, ...perDay(5) }), times("1.5", { lines: cup })];
    expect(judged({ earning: { rules } })).toEqual({
      steps: [
        own,
        "6.6: rate1-33, 1.33 per 1 on 20.00",
        "15: rule times1-5, times 1.5",
        "−0.6: rounded down per order",
        "−1: cap of rate1-33 per day, room 5",
        "= 70 of 71.6",
      ],
      asked: [],
      uses: [
        { what: "rule:rate1-33", points: 5n, caps: [{ per: "day", points: 5 }], limits: [] },
        { what: "orders", points: 70n, caps: [], limits: [] },
      ],
    });
  });
});

test("of two caps that leave as little room, the first is named", () => {
  const caps = [
    { per: "month" as const, points: 30 },
    { per: "day" as const, points: 30 },
  ];
  expect(judged({ earning: { caps } }).steps).toEqual([
    own,
    "−20: cap of all per month, room 30",
    "= 30 of 50",
  ]);
});

test("a preview asks no budget and counts nothing as used", () => {
  const rules = [fixed(20, { budgetPoints: 5, limits: [{ per: "day", times: 1 }] })];
  const receipt = receiptOf({ rules, budgetPoints: 5, ...perDay(60) });
  expect(toldSteps(receipt)).toEqual([
    own,
    "20: fixed20, 20",
    "−10: cap of all per day, room 60",
    "= 60 of 70",
  ]);
});

test("an order uses its rules' limits and caps, and those of all orders after the cut", () => {
  const limits = [{ per: "month" as const, times: 1 }];
  const { uses } = judged({
    earning: {
      rules: [
        fixed(20, { limits }),
        fixed(7),
        times("2", perDay(30)),
        times("1.5", { limits }),
        rate("0.5", { limits }),
      ],
      ...perDay(60),
    },
  });
  expect(uses).toEqual([
    { what: "rule:times2", points: 30n, caps: [{ per: "day", points: 30 }], limits: [] },
    { what: "rule:fixed20", points: 20n, caps: [], limits },
    { what: "orders", points: 60n, caps: [{ per: "day", points: 60 }], limits: [] },
  ]);
});

test("a rule whose limit is reached leaves its place to another, and says so", () => {
  const limits = [
    { per: "day" as const, times: 2 },
    { per: "year" as const, times: 3 },
  ];
  const rules = [rate("3", { limits }), rate("2")];
  const after = (used: Record<string, bigint>) =>
    judged({ earning: { rules }, used }).steps.slice(1);
  const three = ["100: rate3, 3 per 1 on 50.00", "= 150", "not rate2: not-best"];
  const two = "50: rate2, 2 per 1 on 50.00";
  expect(after({ "times:rule:rate3|day|2026-03-01": 1n })).toEqual(three);
  expect(after({ "times:rule:rate3|day|2026-03-01": 2n })).toEqual([
    two,
    "= 100",
    "not rate3: limit per day",
  ]);
  expect(after({ "times:rule:rate3|year|2026-01-01": 3n })).toEqual([
    two,
    "= 100",
    "not rate3: limit per year",
  ]);
});
