import { describe, expect, test } from "vitest";
import type { Fraction } from "#app/domain/fraction.ts";
import { noNames, receiptNamesOf, type ReceiptNames } from "#app/domain/receipt-names.ts";
import { formatReceipt } from "#app/domain/receipt-text.ts";
import type { OrderReceipt, ReceiptLine, ReceiptStep, SkipReason } from "#app/domain/receipt.ts";
import { readStoredDocument } from "#app/domain/program/document.ts";
import { aProgram } from "#test/support/facts.ts";
import { tiered } from "#test/support/tier-stories.ts";

const exactly = (numerator: bigint, denominator = 1n): Fraction => ({ numerator, denominator });
const name = (en: string, zh: string) => ({ en, "zh-CN": zh });
const names: ReceiptNames = {
  tiers: { gold: name("Gold", "金卡") },
  rules: { tea: name("Tea days", "茶日"), silent: { en: "Silent" } },
  campaigns: { spring: name("Spring", "春季") },
  activities: {},
};

function aReceipt(rest: Partial<OrderReceipt> = {}): OrderReceipt {
  return {
    ...{ kind: "order", orderName: "#1001", version: 3, tierId: null, currency: "USD" },
    ...{ lines: [], shippingMinor: 0n, tipMinor: 0n, adjustment: null, baseMinor: 5_000n },
    ...{ steps: [], skipped: [], exactPoints: exactly(50n), points: 50n, nothing: null },
    ...rest,
  };
}

/** English beside Chinese, sentence by sentence. */
function told(rest: Partial<OrderReceipt>, known = names): [string, string][] {
  const receipt = aReceipt(rest);
  const chinese = formatReceipt(receipt, "zh-CN", known);
  return formatReceipt(receipt, "en", known).map((text, at) => [text, chinese[at] ?? ""]);
}

const line = (title: string, rest: Partial<ReceiptLine> = {}): ReceiptLine => ({
  ...{ lineId: title, title, quantity: 2, countedMinor: 4_000n, notCounted: null },
  ...rest,
});

test("a receipt says by what an order is judged, and all that counts", () => {
  const lines = [
    line("Tea"),
    line("Cup", { quantity: 0, countedMinor: 0n, notCounted: "returned" }),
  ];
  const adjustment = { keptMinor: 4_500n, ofMinor: 5_000n };
  expect(told({ tierId: "gold", lines, shippingMinor: 700n, tipMinor: 300n, adjustment })).toEqual([
    [
      "Judged by version 3 of the program; the tier was Gold when the order was placed.",
      "按计划第 3 版计算；下单时等级为金卡。",
    ],
    ["Tea × 2: $40.00 counts.", "Tea × 2：计入 US$40.00。"],
    ["Cup does not count: it was returned.", "Cup 不计入：已退货。"],
    ["Shipping: $7.00 counts.", "运费：计入 US$7.00。"],
    ["Tip: $3.00 counts.", "小费：计入 US$3.00。"],
    [
      "Money was given back: $45.00 of $50.00 was kept, and counts in proportion.",
      "有退款：在 US$50.00 中保留 US$45.00，按比例计入。",
    ],
    ["Together $50.00 counts.", "合计计入 US$50.00。"],
    ["50 points.", "50 积分。"],
  ]);
});

test("a receipt without tier, shipping and tip says no more than that", () => {
  expect(told({ points: 1n })).toEqual([
    ["Judged by version 3 of the program; no tier was held.", "按计划第 3 版计算；下单时无等级。"],
    ["Together $50.00 counts.", "合计计入 US$50.00。"],
    ["1 point.", "1 积分。"],
  ]);
});

describe("a step says", () => {
  const adds = exactly(25n, 2n);
  const step = (each: ReceiptStep) => told({ steps: [each] })[2];

  test.each<[string, ReceiptStep, string, string]>([
    [
      "the program's rate",
      { kind: "rate", rule: null, points: "1", perAmount: "2", baseMinor: 2_500n, exact: adds },
      "1 per $2.00 makes 12.5.",
      "每 US$2.00 得 1 积分，共 12.5。",
    ],
    [
      "the rate of a rule, and what it is of",
      { kind: "rate", rule: "tea", points: "1", perAmount: "2", baseMinor: 2_500n, exact: adds },
      "Tea days: 1 per $2.00 on $25.00 adds 12.5.",
      "茶日：US$25.00 中每 US$2.00 得 1 积分，增加 12.5。",
    ],
    [
      "points for items",
      { kind: "items", rule: "tea", points: "2.5", items: 5n, exact: adds },
      "Tea days: 2.5 for each item adds 12.5.",
      "茶日：每件 2.5 积分，增加 12.5。",
    ],
    [
      "a tier's multiplier",
      {
        ...{ kind: "multiplier", by: { kind: "tier", id: "gold" } },
        ...{ factor: exactly(3n, 2n), exact: adds },
      },
      "Tier Gold: times 1.5 adds 12.5.",
      "等级 金卡：1.5 倍，增加 12.5。",
    ],
    [
      "a rule's multiplier",
      {
        ...{ kind: "multiplier", by: { kind: "rule", id: "tea" } },
        ...{ factor: exactly(2n), exact: adds },
      },
      "Tea days: times 2 adds 12.5.",
      "茶日：2 倍，增加 12.5。",
    ],
    [
      "a multiplier for a time",
      {
        ...{ kind: "multiplier", by: { kind: "boost", id: "tea" } },
        ...{ factor: exactly(2n), exact: adds },
      },
      "Multiplied for a time: times 2 adds 12.5.",
      "限时加倍：2 倍，增加 12.5。",
    ],
    [
      "fixed points",
      { kind: "fixed", rule: "silent", points: 20n, exact: exactly(20n) },
      "Silent: adds 20.",
      "Silent：增加 20。",
    ],
    [
      "the rounding of a whole order",
      { kind: "rounding", rounding: "down", per: "order", exact: exactly(-1n, 20n) },
      "Rounded down: −0.05.",
      "向下取整：−0.05。",
    ],
    [
      "the rounding of lines",
      { kind: "rounding", rounding: "nearest", per: "line", exact: exactly(1n, 3n) },
      "Rounded to the nearest, line by line: ≈ 0.3333.",
      "逐行四舍五入：≈ 0.3333。",
    ],
    [
      "the program's cap",
      { kind: "cap", rule: null, per: "day", roomPoints: 1_200n, exact: adds },
      "The cap of the day left room for 1,200.",
      "当日上限只剩 1,200 积分。",
    ],
    [
      "a rule's cap",
      { kind: "cap", rule: "tea", per: "order", roomPoints: 5n, exact: adds },
      "Tea days: its cap of the order left room for 5.",
      "茶日：单笔上限只剩 5 积分。",
    ],
    [
      "the program's budget",
      { kind: "budget", budget: "program", grantedPoints: 1_200n, waits: false, exact: adds },
      "The budget gave 1,200.",
      "预算给出 1,200 积分。",
    ],
    [
      "a campaign's budget",
      { kind: "budget", budget: "campaign:spring", grantedPoints: 5n, waits: false, exact: adds },
      "Spring: its budget gave 5.",
      "春季：预算给出 5 积分。",
    ],
    [
      "a rule's budget",
      { kind: "budget", budget: "rule:tea", grantedPoints: 5n, waits: false, exact: adds },
      "Tea days: its budget gave 5.",
      "茶日：预算给出 5 积分。",
    ],
    [
      "that a budget has not answered",
      { kind: "budget", budget: "program", grantedPoints: 0n, waits: true, exact: adds },
      "The budget is being asked.",
      "正在查询预算。",
    ],
    [
      "that a rule's budget has not answered",
      { kind: "budget", budget: "rule:tea", grantedPoints: 0n, waits: true, exact: adds },
      "Tea days: its budget is being asked.",
      "茶日：正在查询预算。",
    ],
  ])("%s", (...[, each, english, chinese]) => {
    expect(step(each)).toEqual([english, chinese]);
  });
});

test.each<[SkipReason, string, string]>([
  [
    { kind: "condition", leaf: "weekday", not: false },
    "the day of the week does not fit",
    "星期不符合",
  ],
  [{ kind: "audience", leaf: "tier", not: true }, "the tier does not fit", "等级不符合"],
  [{ kind: "no-lines" }, "nothing in the order is of its kind", "订单中没有适用的商品"],
  [{ kind: "not-best" }, "something else gave more", "其他规则给得更多"],
  [{ kind: "cap", per: "month" }, "its cap of the month was used up", "当月上限已用完"],
  [
    { kind: "limit", per: "year" },
    "it had been used as often as it can be in a year",
    "当年次数已用完",
  ],
  [{ kind: "budget", budget: "rule:tea" }, "its budget was used up", "预算已用完"],
])("a rule that gave nothing says why: %o", (...[reason, english, chinese]) => {
  const skipped = [{ rule: "tea", reason }];
  expect(told({ skipped }).at(-1)).toEqual([
    `Tea days gave nothing: ${english}.`,
    `茶日 未生效：${chinese}。`,
  ]);
});

describe("names on receipts", () => {
  test("are those of the program, of its campaigns' rules, too", () => {
    const gives = { kind: "fixed" as const, points: 5 };
    const rule = (id: string) => ({ id, name: { en: `rule ${id}` }, gives });
    const { document } = aProgram((plain) => ({
      ...plain,
      earning: { ...plain.earning, rules: [rule("a")] },
      campaigns: [{ id: "spring", name: name("Spring", "春季"), rules: [rule("b"), rule("c")] }],
      activities: [
        { id: "visit", name: { en: "Visit" }, kind: "visit", gives: { kind: "points", points: 5 } },
      ],
      tiers: tiered({}).document.tiers,
    }));
    expect(receiptNamesOf(document)).toEqual({
      tiers: { silver: { en: "silver" }, gold: { en: "gold" } },
      rules: { a: { en: "rule a" }, b: { en: "rule b" }, c: { en: "rule c" } },
      campaigns: { spring: name("Spring", "春季") },
      activities: { visit: { en: "Visit" } },
    });
  });

  test("are none where a program has nothing to name", () => {
    const plain = { schema: 2, name: "Club", earning: { points: "1", perAmount: "1" } } as const;
    expect(receiptNamesOf(readStoredDocument(plain))).toEqual(noNames);
  });

  test("fall back to English, and then to the id", () => {
    const skipped = ["silent", "gone"].map((rule) => ({
      rule,
      reason: { kind: "not-best" } as const,
    }));
    expect(told({ skipped }).slice(-2)).toEqual([
      ["Silent gave nothing: something else gave more.", "Silent 未生效：其他规则给得更多。"],
      ["gone gave nothing: something else gave more.", "gone 未生效：其他规则给得更多。"],
    ]);
  });
});
