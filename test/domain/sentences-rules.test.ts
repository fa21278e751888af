import { describe, expect, test } from "vitest";
import { Condition, LineCondition } from "#app/domain/program/condition.ts";
import { Campaign, Earning, OrderRule } from "#app/domain/program/earning.ts";
import { earningTexts } from "#app/texts/sentences/earning.ts";
import { sentenceOf } from "#app/texts/sentences/sentence-of.ts";
import { both, chinese, english, tag } from "#test/support/tellers.ts";

describe("conditions", () => {
  test.each([
    [{ kind: "tier", in: ["gold"] }, "for members in “Gold”", "等级为“金卡”的会员"],
    [{ kind: "tier", in: ["none"] }, "for members without a tier", "无等级的会员"],
    [
      { kind: "tier", in: ["gold", "none"] },
      "for members in “Gold” or without a tier",
      "等级为“金卡”或无等级的会员",
    ],
    [{ kind: "customer-tag", in: ["vip"] }, "for customers tagged “vip”", "带有标签“vip”的顾客"],
    [
      { kind: "segment", in: ["gid://shopify/Segment/7"] },
      "for customers in segment 7",
      "细分群体 7 的顾客",
    ],
    [
      { kind: "joined", from: "2027-01-31", until: null },
      "for members who joined since Jan 31, 2027",
      "2027年1月31日起加入的会员",
    ],
    [
      { kind: "member-for", atLeastDays: 30, atMostDays: null },
      "for members of at least 30 days",
      "入会至少 30 天的会员",
    ],
    [{ kind: "birthday" }, "on the birthday", "生日当天"],
    [
      { kind: "birthday", daysBefore: 3, daysAfter: 1 },
      "from 3 days before the birthday until 1 day after it",
      "生日前 3 天至生日后 1 天",
    ],
    [{ kind: "top-percent", percent: "5" }, "for the best 5 % of the members", "前 5% 的会员"],
    [{ kind: "birthday-month" }, "in the month of the birthday", "生日当月"],
    [{ kind: "weekday", in: ["sat", "wed"] }, "on Wednesdays and Saturdays", "每周三和周六"],
    [
      { kind: "dates", from: "2026-12-01", until: "2026-12-24" },
      "from Dec 1, 2026 until Dec 24, 2026",
      "2026年12月1日至2026年12月24日",
    ],
    [{ kind: "hours", from: "14:00", until: "16:00" }, "from 14:00 until 16:00", "14:00至16:00"],
    [
      { kind: "day-of-month", in: [1, -1] },
      "on the 1st and last day of the month",
      "每月1 日和最后一天",
    ],
    [
      { kind: "yearly", from: "12-24", until: "01-06" },
      "every year from December 24 until January 6",
      "每年12月24日至1月6日",
    ],
    [{ kind: "channel", in: ["pos"] }, "when ordered through “pos”", "通过“pos”下单"],
    [{ kind: "country", in: ["DE", "FR"] }, "when ordered from DE or FR", "来自DE或FR的订单"],
    [{ kind: "currency", in: ["EUR"] }, "when paid in EUR", "以 EUR 付款"],
    [{ kind: "payment", in: ["paypal"] }, "when paid by “paypal”", "用“paypal”付款"],
    [{ kind: "order-tag", in: ["gift"] }, "for orders tagged “gift”", "带有标签“gift”的订单"],
    [{ kind: "discount-code" }, "when any discount code is used", "使用任一折扣码"],
    [{ kind: "discount-code", in: ["TEA"] }, "when discount code “TEA” is used", "使用折扣码“TEA”"],
    [{ kind: "order-total", atLeast: "50" }, "for orders of $50.00 or more", "订单满 US$50.00"],
    [{ kind: "order-total", below: "50" }, "for orders below $50.00", "订单不足 US$50.00"],
    [{ kind: "order-number", to: 1 }, "on the first order", "首单"],
    [{ kind: "order-number", from: 3 }, "from the 3rd order on", "自第 3 单起"],
    [
      { kind: "order-number", from: 5, every: 5 },
      "on every 5th order, beginning with the 5th",
      "自第 5 单起每 5 单一次",
    ],
    [
      { kind: "contains", lines: tag("tea"), atLeast: 2 },
      "when the order has at least 2 items of products tagged “tea”",
      "订单含至少 2 件带有标签“tea”的商品",
    ],
    [
      {
        kind: "all",
        of: [
          { kind: "weekday", in: ["wed"] },
          { kind: "tier", in: ["gold"] },
        ],
      },
      "on Wednesdays, for members in “Gold”",
      "每周三，并且等级为“金卡”的会员",
    ],
    [
      {
        kind: "not",
        of: {
          kind: "any",
          of: [
            { kind: "weekday", in: ["wed"] },
            { kind: "all", of: [{ kind: "birthday" }, { kind: "tier", in: ["gold"] }] },
          ],
        },
      },
      "except (on Wednesdays or (on the birthday and for members in “Gold”))",
      "除（每周三，或（生日当天，并且等级为“金卡”的会员））外",
    ],
  ])("%j", (condition, en, zh) => {
    expect(both({ condition: Condition.parse(condition) })).toEqual([en, zh]);
  });
});

describe("products", () => {
  test.each([
    [
      { kind: "product", in: ["gid://shopify/Product/1", "gid://shopify/Product/2"] },
      "products named “Teapot” or “2”",
    ],
    [{ kind: "variant", in: ["gid://shopify/ProductVariant/9"] }, "products of variant 9"],
    [{ kind: "collection", in: ["gid://shopify/Collection/8"] }, "products in collection 8"],
    [tag("tea", "herb"), "products tagged “tea” or “herb”"],
    [{ kind: "vendor", in: ["Acme"] }, "products by “Acme”"],
    [{ kind: "product-type", in: ["Cup"] }, "products of type “Cup”"],
    [
      {
        kind: "all",
        of: [
          { kind: "vendor", in: ["Acme"] },
          { kind: "not", of: tag("sale") },
        ],
      },
      "products by “Acme” and not tagged “sale”",
    ],
  ])("%j", (lines, en) => {
    expect(sentenceOf({ lines: LineCondition.parse(lines) }, english)).toBe(en);
  });
});

describe("rules", () => {
  const rule = (rest: object) => ({
    rule: OrderRule.parse({ id: "r", name: { en: "Rule" }, ...rest }),
  });
  test.each([
    [
      { gives: { kind: "rate", points: "2", perAmount: "1" }, lines: tag("tea") },
      "2 points for every $1.00, on products tagged “tea”.",
      "每 US$1.00 得 2 积分；限带有标签“tea”的商品。",
    ],
    [
      { gives: { kind: "per-item", points: "1" }, caps: [{ per: "day", points: 20 }] },
      "1 point for every item. At most 20 points per day.",
      "每件得 1 积分。每天最多 20 积分。",
    ],
    [
      {
        gives: { kind: "fixed", points: 50 },
        when: { kind: "order-number", to: 1 },
        budgetPoints: 10_000,
      },
      "50 points more, on the first order. At most 10,000 points for all members together.",
      "另得 50 积分；首单。全体会员合计最多 10,000 积分。",
    ],
    [
      {
        gives: { kind: "multiplier", factor: "2" },
        when: { kind: "weekday", in: ["wed"] },
        limits: [
          { per: "week", times: 1 },
          { per: "lifetime", times: 12 },
        ],
      },
      "Points ×2, on Wednesdays. At most once per week. At most 12 times in all.",
      "积分 ×2；每周三。每周最多 1 次。总共最多 12 次。",
    ],
  ])("%j", (rest, en, zh) => {
    expect(both(rule(rest))).toEqual([en, zh]);
  });

  test("a campaign tells its days, whom it is for, its rules, and its budget", () => {
    const campaign = Campaign.parse({
      id: "c",
      name: { en: "Tea week" },
      from: "2026-12-01",
      until: "2026-12-07",
      audience: { kind: "tier", in: ["gold"] },
      rules: [{ id: "r", name: { en: "Rule" }, gives: { kind: "multiplier", factor: "2" } }],
      activities: { factor: "1.5", only: ["review"] },
      budgetPoints: 5000,
    });
    expect(sentenceOf({ campaign }, english)).toBe(
      "From Dec 1, 2026 until Dec 7, 2026, for members in “Gold”. Points ×2. Points of “Write a review” ×1.5. At most 5,000 points for all members together.",
    );
  });
});

test("caps are told of orders, the budget of all that takes from it", () => {
  const earning = Earning.parse({
    ...{ points: "1", perAmount: "1", budgetPoints: 1000 },
    caps: [{ per: "day", points: 20 }],
  });
  const last = (teller: typeof english) =>
    earningTexts(earning, teller)
      .slice(-2)
      .map(({ text }) => text);
  expect(last(english)).toEqual([
    "Orders give at most 20 points per day.",
    "Orders, activities and referrals give at most 1,000 points for all members together.",
  ]);
  expect(last(chinese)).toEqual([
    "订单积分每天最多 20 积分。",
    "订单、任务和邀请好友的积分，全体会员合计最多 1,000 积分。",
  ]);
});
