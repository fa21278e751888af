import { describe, expect, test } from "vitest";
import { judged, own, perDay } from "#test/support/cut-orders.ts";
import { best, cup, fixed, times, type Rule } from "#test/support/order-rules.ts";

describe("a budget that is not enough says so:", () => {
  const program = { earning: { budgetPoints: 500 } };

  test.each([
    ["all", 50n, ["= 50"]],
    ["one less", 49n, ["−1: budget program gave 49", "= 49 of 50"]],
    ["nothing", 0n, ["−50: budget program gave 0", "= 0 of 50"]],
  ] as const)("the program's, which gives %s", (...[, points, said]) => {
    const { steps, asked } = judged({ ...program, granted: { program: points } });
    expect([steps, asked]).toEqual([[own, ...said], ["program of 500 for 50"]]);
  });

  test("the program's, while it has not answered", () => {
    expect(judged(program)).toEqual({
      steps: [own, "−50: budget program is asked", "= 0 of 50"],
      asked: ["program of 500 for 50"],
      uses: [{ what: "orders", points: 50n, caps: [], limits: [] }],
    });
  });

  const rules = [fixed(20, { budgetPoints: 30 })];

  test.each([
    ["all", 20n, ["= 70"]],
    ["one less", 19n, ["−1: budget rule:fixed20 gave 19", "= 69 of 70"]],
  ] as const)("a rule's, which gives %s", (...[, points, said]) => {
    const { steps, asked } = judged({ earning: { rules }, granted: { "rule:fixed20": points } });
    expect([steps, asked]).toEqual([
      [own, "20: fixed20, 20", ...said],
      ["rule:fixed20 of 30 for 20"],
    ]);
  });

  test("a rule's that is used up leaves the rule out", () => {
    expect(judged({ earning: { rules }, granted: { "rule:fixed20": 0n } })).toMatchObject({
      steps: [own, "= 50", "not fixed20: budget rule:fixed20"],
      asked: [],
    });
  });

  test("a rule's that has not answered keeps the program's from being asked", () => {
    const { steps, asked } = judged({ earning: { rules, budgetPoints: 500 } });
    expect(steps).toEqual([
      own,
      "20: fixed20, 20",
      "−20: budget rule:fixed20 is asked",
      "−50: budget program is asked",
      "= 0 of 70",
    ]);
    expect(asked).toEqual(["rule:fixed20 of 30 for 20"]);
  });

  test("the rule's is asked for what its cap has left", () => {
    const capped = [fixed(20, { budgetPoints: 30, ...perDay(12) })];
    expect(judged({ earning: { rules: capped }, granted: { "rule:fixed20": 8n } })).toEqual({
      steps: [
        own,
        "20: fixed20, 20",
        "−8: cap of fixed20 per day, room 12",
        "−4: budget rule:fixed20 gave 8",
        "= 58 of 70",
      ],
      asked: ["rule:fixed20 of 30 for 12"],
      uses: [
        { what: "rule:fixed20", points: 8n, caps: [{ per: "day", points: 12 }], limits: [] },
        { what: "orders", points: 58n, caps: [], limits: [] },
      ],
    });
  });
});

describe("a campaign's budget", () => {
  const named = (id: string, rules: Rule[], budgetPoints: number | null) => ({
    ...{ id, name: { en: id } },
    ...{ rules, budgetPoints },
  });

  test("is asked for its own rules alone, and other campaigns for theirs", () => {
    const campaigns = [
      named("spring", [fixed(20), fixed(10)], 100),
      named("summer", [fixed(4)], 200),
      named("free", [fixed(3, perDay(9))], null),
    ];
    const granted = { "campaign:spring": 30n, "campaign:summer": 3n };
    const { steps, asked } = judged({ earning: { rules: [fixed(5)] }, campaigns, granted });
    expect(steps).toEqual([
      own,
      "5: fixed5, 5",
      "20: fixed20, 20",
      "10: fixed10, 10",
      "4: fixed4, 4",
      "3: fixed3, 3",
      "−1: budget campaign:summer gave 3",
      "= 91 of 92",
    ]);
    expect(asked).toEqual(["campaign:spring of 100 for 30", "campaign:summer of 200 for 4"]);
  });

  test("takes what it does not give from its last rules first", () => {
    const capped = [fixed(20, perDay(50)), fixed(10, perDay(50)), fixed(8, perDay(50))];
    const usesAfter = (points: bigint) => {
      const granted = { "campaign:spring": points };
      const { uses } = judged({ campaigns: [named("spring", capped, 100)], granted });
      return uses.map((use) => use.points);
    };
    expect(usesAfter(38n)).toEqual([20n, 10n, 8n, 88n]);
    expect(usesAfter(31n)).toEqual([20n, 10n, 1n, 81n]);
    expect(usesAfter(30n)).toEqual([20n, 10n, 0n, 80n]);
    expect(usesAfter(29n)).toEqual([20n, 9n, 0n, 79n]);
    expect(usesAfter(5n)).toEqual([5n, 0n, 0n, 55n]);
  });

  test("leaves the rule's own budget to be asked for what is left of the rule", () => {
    const campaigns = [named("spring", [fixed(20, { budgetPoints: 30 })], 100)];
    const granted = { "campaign:spring": 15n, "rule:fixed20": 12n };
    const { steps, asked } = judged({ campaigns, granted });
    expect(steps).toEqual([
      own,
      "20: fixed20, 20",
      "−5: budget campaign:spring gave 15",
      "−3: budget rule:fixed20 gave 12",
      "= 62 of 70",
    ]);
    expect(asked).toEqual(["campaign:spring of 100 for 20", "rule:fixed20 of 30 for 15"]);
  });

  test("that is used up leaves out all of its rules, whatever their own budgets say", () => {
    const campaigns = [named("spring", [fixed(20, { budgetPoints: 30 }), fixed(10)], 100)];
    expect(judged({ campaigns, granted: { "campaign:spring": 0n } })).toMatchObject({
      steps: [
        own,
        "= 50",
        "not fixed20: budget campaign:spring",
        "not fixed10: budget campaign:spring",
      ],
      asked: [],
    });
  });

  test("is not asked for what its rules take away", () => {
    const half = times("0.5", { lines: cup });
    const campaigns = [named("spring", [half, fixed(10)], 100)];
    const granted = { "campaign:spring": 4n };
    const { steps, asked, uses } = judged({ campaigns, granted, earning: { combine: best } });
    expect(steps).toEqual([
      own,
      "−15: rule times0-5, times 0.5",
      "10: fixed10, 10",
      "−6: budget campaign:spring gave 4",
      "= 39 of 45",
    ]);
    expect(asked).toEqual(["campaign:spring of 100 for 10"]);
    expect(uses.map(({ points }) => points)).toEqual([-15n, 4n, 39n]);
  });
});
