import { describe, expect, test } from "vitest";
import { all, any, earning, five, found, named, withRule } from "#test/support/surprises.ts";

const double = { kind: "multiplier", factor: "2" };
const fixed = (points: number) => ({ kind: "fixed", points });
const campaign = (rule: object, rest: object = {}) => ({
  campaigns: [
    { id: "c", name: named, rules: [{ id: "r", name: named, gives: double, ...rule }], ...rest },
  ],
});

describe("a rule that is over", () => {
  const past = { kind: "dates", until: "2027-01-30" };

  test("by one of several conditions, all of which must be true", () => {
    expect(found(withRule({ when: all({ kind: "birthday" }, past) }))).toEqual([
      "serious: rule-over earning.rules.0",
    ]);
    expect(found(withRule({ when: any({ kind: "birthday" }, past) }))).toEqual([]);
    expect(found(withRule({ when: { kind: "dates", from: "2027-01-01" } }))).toEqual([]);
  });

  test("by the audience of its campaign", () => {
    expect(found(campaign({}, { audience: past }))).toEqual([
      "serious: rule-over campaigns.0.rules.0",
    ]);
  });

  test("is not told beside its campaign's end", () => {
    expect(found(campaign({ when: past }, { until: "2027-01-30" }))).toEqual([
      "campaign-over campaigns.0",
    ]);
    expect(found(campaign({}, { until: "2027-01-31" }))).toEqual([]);
  });
});

describe("a rule of a campaign never applies", () => {
  const until = { kind: "dates", until: "2027-02-09" };
  const from = { kind: "dates", from: "2027-02-10" };
  const NEVER = ["serious: rule-never campaigns.0.rules.0"];

  test("outside of the campaign's days, if only one end is named", () => {
    expect(found(campaign({ when: until }, { from: "2027-02-10" }))).toEqual(NEVER);
    expect(found(campaign({ when: until }, { from: "2027-02-09" }))).toEqual([]);
    expect(found(campaign({ when: from }, { until: "2027-02-09" }))).toEqual(NEVER);
    expect(found(campaign({ when: from }, { until: "2027-02-10" }))).toEqual([]);
  });

  test("to nobody of its audience", () => {
    expect(found(campaign({ when: until }, { audience: from }))).toEqual(NEVER);
    expect(found(campaign({}, { audience: from, until: "2027-02-09" }))).toEqual(NEVER);
  });
});

describe("a rule for what is excluded", () => {
  const gid = (type: string) => `gid://shopify/${type}/1`;
  const EXCLUDED = ["serious: rule-excluded earning.rules.0"];

  test.each([
    ["product", gid("Product"), "products"],
    ["variant", gid("ProductVariant"), "variants"],
    ["collection", gid("Collection"), "collections"],
    ["tag", "Tea", "tags"],
    ["vendor", "Acme", "vendors"],
    ["product-type", "Drinks", "types"],
  ])("%s", (kind, word, list) => {
    const lines = { kind, in: [word] };
    expect(found(withRule({ lines }, { exclude: { [list]: [word] } }))).toEqual(EXCLUDED);
    expect(found(withRule({ lines }, { exclude: { [list]: [] } }))).toEqual([]);
  });

  const tags = (...words: string[]) => ({ kind: "tag", in: words });
  const without = (...words: string[]) => ({ exclude: { tags: words } });

  test("needs all it is for to be excluded", () => {
    expect(found(withRule({ lines: tags("tea", "CUP") }, without("cup", "TEA")))).toEqual(EXCLUDED);
    expect(found(withRule({ lines: tags("tea", "cup") }, without("tea")))).toEqual([]);
    expect(found(withRule({}, without("tea")))).toEqual([]);
  });

  test("may ask for more besides, and in other ways", () => {
    const vendor = { kind: "vendor", in: ["Acme"] };
    expect(found(withRule({ lines: all(vendor, tags("tea")) }, without("tea")))).toEqual(EXCLUDED);
    expect(found(withRule({ lines: any(vendor, tags("tea")) }, without("tea")))).toEqual([]);
  });
});

describe("a rule for orders below the minimum", () => {
  const total = (rest: object) => ({ kind: "order-total", ...rest });
  const BELOW = ["serious: rule-below-minimum earning.rules.0"];

  test("is told by the one condition that says so", () => {
    const when = all({ kind: "birthday" }, total({ below: "20" }));
    expect(found(withRule({ when }, { minimumOrder: "20.00" }))).toEqual(BELOW);
    expect(found(withRule({ when }, { minimumOrder: "19.99" }))).toEqual([]);
    expect(found(withRule({ when }))).toEqual([]);
  });

  test("is none without an end, or without any condition", () => {
    expect(found(withRule({ when: total({ atLeast: "5" }) }, { minimumOrder: "20" }))).toEqual([]);
    expect(found(withRule({}, { minimumOrder: "20" }))).toEqual([]);
  });
});

describe("a multiplier", () => {
  const second = (gives: object) => {
    const rules = [double, gives].map((each, at) => ({ id: `r${at}`, name: named, gives: each }));
    return { earning: { ...earning, points: "0", rules } };
  };
  const NOTHING = "serious: rule-multiplies-nothing earning.rules.0";

  test("has what rates and items give to multiply, but no fixed points", () => {
    expect(found(second({ kind: "rate", points: "1", perAmount: "1" }))).toEqual([]);
    expect(found(second({ kind: "per-item", points: "1" }))).toEqual([]);
    expect(found(second(fixed(10)))).toEqual([NOTHING]);
  });

  test("has nothing where all are multipliers; other rules do not need anything", () => {
    expect(found(second({ kind: "multiplier", factor: "3" }))).toEqual([
      "serious: nothing-earned earning.points",
      NOTHING,
      "serious: rule-multiplies-nothing earning.rules.1",
    ]);
    expect(found(withRule({ gives: fixed(10) }, { points: "0" }))).toEqual([]);
  });
});

describe("a bonus", () => {
  const CUT = ["cap-cuts-bonus earning.rules.0"];
  const bonus = (rule: object, more: object = {}) =>
    found(withRule({ gives: fixed(50), ...rule }, more));

  test("is cut by a cap or a budget that is less than it gives", () => {
    expect(bonus({ budgetPoints: 49 })).toEqual(CUT);
    expect(bonus({ budgetPoints: 50 })).toEqual([]);
    expect(bonus({ caps: [{ per: "day", points: 49 }] })).toEqual(CUT);
    expect(bonus({ caps: [{ per: "day", points: 50 }] })).toEqual([]);
    expect(bonus({}, { caps: [{ per: "year", points: 49 }] })).toEqual(CUT);
    expect(bonus({}, { caps: [{ per: "year", points: 50 }] })).toEqual([]);
  });

  test("alone is cut: what multiplies and what has a cap of its own are not", () => {
    expect(found(withRule({ caps: [{ per: "day", points: 1 }] }))).toEqual([]);
  });

  const WORTH = ["serious: bonus-worth-more earning.rules.0"];
  /** 500 points are worth 25.00 by a reward of 5.00 for 100. */
  const rich = (rule: object, more: object = {}, rewards: object[] = [five]) =>
    found(withRule({ gives: fixed(500), ...rule }, more, { rewards }));
  const atLeast = (amount: string | null) => ({
    kind: "order-total",
    atLeast: amount,
    below: "90",
  });

  test("is worth more than the smallest order by the minimum, too", () => {
    expect(rich({}, { minimumOrder: "24.99" })).toEqual(WORTH);
    expect(rich({}, { minimumOrder: "25" })).toEqual([]);
    expect(rich({}, { minimumOrder: "25" }, [{ ...five, costPoints: 99 }])).toEqual(WORTH);
  });

  test("is held against the largest of what orders must come to", () => {
    const when = all({ kind: "birthday" }, atLeast("10"), atLeast("25"), atLeast(null));
    expect(rich({ when }, { minimumOrder: "20" })).toEqual([]);
    expect(rich({ when: atLeast("20") }, { minimumOrder: "25" })).toEqual([]);
    const items = { kind: "contains", lines: { kind: "tag", in: ["tea"] }, atLeast: 90 };
    expect(rich({ when: items })).toEqual(WORTH);
    expect(rich({ when: all({ kind: "birthday" }, atLeast(null)) })).toEqual(WORTH);
  });

  test("for any order may be worth much if it comes seldom", () => {
    expect(rich({})).toEqual(WORTH);
    expect(rich({ limits: [{ per: "year", times: 1 }] })).toEqual([]);
    const first = { kind: "order-number", to: 1 };
    expect(rich({ when: first })).toEqual([]);
    expect(rich({ when: all({ kind: "birthday" }, first) })).toEqual([]);
    expect(rich({ when: { kind: "birthday" } })).toEqual(WORTH);
    expect(rich({ when: all(atLeast("1"), first), limits: [{ per: "year", times: 1 }] })).toEqual(
      WORTH,
    );
  });

  test("is worth nothing known without a reward that has a price", () => {
    expect(rich({}, {}, [])).toEqual([]);
    expect(rich({}, {}, [{ ...five, gives: { kind: "free-shipping" } }])).toEqual([]);
    expect(rich({}, {}, [{ ...five, retired: true }])).toEqual([]);
  });
});
