import type { ProgramInput } from "#app/domain/program/document.ts";

/** A yearly fee buys a tier: free delivery, member prices, things only members see. */
export const paidMembership: ProgramInput = {
  schema: 2,
  name: "Plus",
  earning: {
    points: "1",
    perAmount: "1",
    hold: { days: 14, after: "payment", atMostDays: null },
    // The fee itself earns nothing.
    exclude: { tags: ["plus-fee"] },
  },
  activities: [
    {
      id: "welcome",
      kind: "profile",
      name: { en: "Tell us what you like", "zh-CN": "完善喜好资料" },
      gives: { kind: "points", points: 100 },
      limits: [{ per: "lifetime", times: 1 }],
    },
    {
      id: "members-evening",
      kind: "event",
      name: { en: "Come to a members' evening", "zh-CN": "参加会员之夜" },
      when: { kind: "tier", in: ["plus"] },
      gives: { kind: "points", points: 200 },
      limits: [{ per: "quarter", times: 1 }],
    },
  ],
  expiry: { kind: "months-after-earning", months: 18 },
  tiers: {
    measure: "spend",
    window: { kind: "rolling-months", months: 12 },
    levels: [
      {
        id: "plus",
        name: { en: "Plus", "zh-CN": "Plus 会员" },
        threshold: null,
        ways: [
          { kind: "purchase", lines: { kind: "tag", in: ["plus-fee"] }, months: 12 },
          // Thirty days to try it, for those whom the shop gives the tag.
          {
            kind: "condition",
            when: {
              kind: "all",
              of: [
                { kind: "customer-tag", in: ["plus-trial"] },
                { kind: "member-for", atMostDays: 30 },
              ],
            },
          },
        ],
        perks: [
          { kind: "standing-discount", reward: "member-price" },
          { kind: "free-reward", reward: "free-delivery", times: 30, per: "month" },
          { kind: "early-access", hours: 48 },
          {
            kind: "service",
            text: {
              en: "Recipes, talks and products that only members see.",
              "zh-CN": "会员专属内容、讲座与商品。",
            },
          },
        ],
      },
    ],
  },
  rewards: [
    {
      id: "ten-off",
      name: { en: "10 off your order", "zh-CN": "立减 10 元" },
      gives: { kind: "amount-off", amount: "10" },
      costPoints: 500,
      minimumOrder: "30",
      validDays: 90,
    },
    {
      id: "box-for-plus",
      name: { en: "The members' box", "zh-CN": "会员礼盒" },
      gives: { kind: "service" },
      costPoints: 800,
      for: { kind: "tier", in: ["plus"] },
      limits: [{ per: "year", times: 2 }],
    },
    {
      id: "member-price",
      name: { en: "Member prices: 8 % off", "zh-CN": "会员价：92 折" },
      gives: { kind: "percentage-off", percent: "8" },
      costPoints: 1000,
      notForSale: true,
      combinesWith: { orderDiscounts: true, productDiscounts: true, shippingDiscounts: true },
    },
    {
      id: "free-delivery",
      name: { en: "Free delivery", "zh-CN": "免运费" },
      gives: { kind: "free-shipping" },
      costPoints: 300,
      notForSale: true,
      validDays: 31,
      combinesWith: { orderDiscounts: true, productDiscounts: true, shippingDiscounts: false },
    },
  ],
};
