import { expect, test } from "vitest";
import type {
  ActivityNothing,
  ActivityReceipt,
  ActivityStep,
} from "#app/domain/activity-receipt.ts";
import { noNames } from "#app/domain/receipt-names.ts";
import { formatReceipt } from "#app/domain/receipt-text.ts";

const one = (numerator: bigint, denominator = 1n) => ({ numerator, denominator });

const plain: ActivityReceipt = {
  kind: "activity",
  of: "review",
  activityId: "review",
  name: { en: "Review", "zh-CN": "评价" },
  version: 3,
  at: 0,
  steps: [],
  boost: null,
  points: 0n,
  nothing: null,
};

const steps: ActivityStep[] = [
  { kind: "gives", exact: one(25n) },
  { kind: "campaign", campaignId: "may", name: { en: "May" }, factor: "1.5", exact: one(25n, 2n) },
  { kind: "rounding", exact: one(-1n, 2n) },
  { kind: "cap", per: "month", capPoints: 1000, exact: one(-7n) },
  { kind: "budget", budget: "campaign:may", waits: false, exact: one(-2n) },
  { kind: "budget", budget: "campaign:may", waits: true, exact: one(-2n) },
  { kind: "budget", budget: "program", waits: false, exact: one(-3n) },
  { kind: "budget", budget: "program", waits: true, exact: one(-3n) },
  { kind: "undone", exact: one(-1n) },
];

test("the receipt of an activity says each step to its points", () => {
  const names = { ...noNames, campaigns: { may: { en: "May days", "zh-CN": "五月" } } };
  expect(formatReceipt({ ...plain, steps, points: 19n }, "en", names)).toEqual([
    "Review, judged by version 3 of the program.",
    "It gives 25.",
    "May days: times 1.5 adds 12.5.",
    "Rounded down: −0.5.",
    "At most 1,000 points a month: −7.",
    "The budget of May days: −2.",
    "The budget of May days is being asked.",
    "The budget gave no more: −3.",
    "The budget is being asked.",
    "Taken back: −1.",
    "19 points.",
  ]);
  expect(formatReceipt({ ...plain, steps, points: 19n }, "zh-CN", names)).toEqual([
    "评价，按计划第 3 版计算。",
    "可得 25。",
    "五月：1.5 倍，增加 12.5。",
    "向下取整：−0.5。",
    "每月最多 1,000 积分：−7。",
    "五月的预算：−2。",
    "正在查询五月的预算。",
    "预算已不足：−3。",
    "正在查询预算。",
    "已收回：−1。",
    "19 积分。",
  ]);
});

test("names come from the program of today, else from the receipt, else the id stands", () => {
  const first = (receipt: ActivityReceipt, activities = {}) =>
    formatReceipt(receipt, "en", { ...noNames, activities })[0];
  expect(first(plain, { review: { en: "Opinion" } })).toContain("Opinion");
  expect(first({ ...plain, name: null, activityId: "dance", version: null })).toBe("dance.");
  expect(first({ ...plain, of: "referral" })).toContain("A friend's first order");
  expect(first({ ...plain, of: "referred" })).toContain("First order as a friend");
  expect(formatReceipt({ ...plain, steps }, "en")[2]).toBe("May: times 1.5 adds 12.5.");
});

test("a multiplier is told with its days instead of points", () => {
  const boost = { factor: "2", days: 7, until: 0 };
  expect(formatReceipt({ ...plain, boost }, "en")).toEqual([
    "Review, judged by version 3 of the program.",
    "Orders earn times 2 for 7 days.",
  ]);
  expect(formatReceipt({ ...plain, boost }, "zh-CN")[1]).toBe("7 天内订单积分 2 倍。");
});

const reasons: [ActivityNothing, string, string][] = [
  [
    { reason: "condition", unmet: { kind: "tier", not: false } },
    "It gave nothing: the tier did not fit at that moment.",
    "未得积分：当时等级不符合条件。",
  ],
  [
    { reason: "locked", activityId: "quiz" },
    "It gave nothing: Quiz has to come first.",
    "未得积分：须先完成测验。",
  ],
  [
    { reason: "limit", per: "week", times: 2 },
    "It gave nothing: it counts at most 2 times a week.",
    "未得积分：每周最多计 2 次。",
  ],
  [
    { reason: "known-too-late", waitDays: 30 },
    "It gave nothing: the date has to be known 30 days before.",
    "未得积分：日期须提前 30 天登记。",
  ],
  [{ reason: "rejected" }, "It was not accepted.", "未通过审核。"],
  [{ reason: "awaits-approval" }, "It waits for approval.", "等待审核。"],
];

test.each(reasons)("what gives nothing says why: %j", (nothing, english, chinese) => {
  const names = { ...noNames, activities: { quiz: { en: "Quiz", "zh-CN": "测验" } } };
  expect(formatReceipt({ ...plain, nothing }, "en", names).slice(1)).toEqual([
    english,
    "0 points.",
  ]);
  expect(formatReceipt({ ...plain, nothing }, "zh-CN", names)[1]).toBe(chinese);
});
