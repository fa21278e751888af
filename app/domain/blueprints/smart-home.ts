import type { ProgramInput } from "#app/domain/program/document.ts";

/** Smart home: three values of customers, each offered what moves them. */
export const smartHome: ProgramInput = {
  schema: 2,
  name: "Smart home",
  earning: {
    points: "1",
    perAmount: "1",
    hold: { days: 14, after: "payment", atMostDays: null },
  },
  campaigns: [
    {
      id: "promotions",
      name: { en: "Promotions", "zh-CN": "促销周" },
      audience: {
        kind: "all",
        of: [
          { kind: "tier", in: ["low"] },
          { kind: "day-of-month", in: [15, 16, 17, 18, 19, 20, 21] },
        ],
      },
      rules: [
        {
          id: "promotion-double",
          name: { en: "Double points in promotion weeks", "zh-CN": "促销周双倍积分" },
          gives: { kind: "multiplier", factor: "2" },
        },
      ],
    },
    {
      id: "second-order",
      name: { en: "Come back", "zh-CN": "复购礼" },
      budgetPoints: 60_000,
      rules: [
        {
          id: "second-order-gift",
          name: { en: "300 for the second order", "zh-CN": "第二单送 300 积分" },
          when: { kind: "order-number", from: 2, to: 2 },
          gives: { kind: "fixed", points: 300 },
        },
      ],
    },
  ],
  activities: [
    {
      id: "device-online",
      kind: "partner",
      name: { en: "Bring a device online", "zh-CN": "设备联网" },
      gives: { kind: "points", points: 100 },
      limits: [{ per: "month", times: 2 }],
    },
    {
      id: "scene",
      kind: "partner",
      name: { en: "Build a scene with two devices", "zh-CN": "创建联动场景" },
      gives: { kind: "points", points: 50 },
      limits: [{ per: "month", times: 2 }],
      unlockedBy: "device-online",
    },
  ],
  expiry: { kind: "months-after-earning", months: 24 },
  tiers: {
    measure: "spend",
    window: { kind: "rolling-months", months: 12 },
    grace: { kind: "days", days: 60 },
    landing: "one-step",
    levels: [
      {
        id: "low",
        name: { en: "Home", "zh-CN": "入门会员" },
        threshold: "0",
        perks: [{ kind: "free-reward", reward: "try-at-home", times: 1, per: "year" }],
      },
      {
        id: "middle",
        name: { en: "Home Plus", "zh-CN": "进阶会员" },
        threshold: "500",
        ways: [{ kind: "condition", when: { kind: "customer-tag", in: ["value-middle"] } }],
        multiplier: "1.5",
        perks: [{ kind: "standing-discount", reward: "member-discount" }],
      },
      {
        id: "high",
        name: { en: "Home Select", "zh-CN": "尊享会员" },
        threshold: "2000",
        ways: [
          { kind: "condition", when: { kind: "customer-tag", in: ["value-high"] } },
          { kind: "single-order", atLeast: "1500" },
        ],
        multiplier: "1.5",
        perks: [
          { kind: "standing-discount", reward: "member-discount" },
          { kind: "free-reward", reward: "exclusive-offer", times: 1, per: "quarter" },
          {
            kind: "service",
            text: {
              en: "VIP service: installation at your hour, and a contact by name.",
              "zh-CN": "VIP 服务：预约上门安装与专属顾问。",
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
      validDays: 90,
    },
    {
      id: "custom-product",
      name: { en: "A product in your colors", "zh-CN": "专属定制产品" },
      gives: { kind: "service" },
      costPoints: 3000,
      for: { kind: "tier", in: ["high"] },
    },
    {
      id: "try-at-home",
      name: { en: "Try a device at home for 30 days", "zh-CN": "30 天居家试用" },
      gives: { kind: "service" },
      costPoints: 500,
      for: { kind: "tier", in: ["low"] },
      notForSale: true,
    },
    {
      id: "member-discount",
      name: { en: "5 % off for members", "zh-CN": "会员 95 折" },
      gives: { kind: "percentage-off", percent: "5" },
      costPoints: 1000,
      notForSale: true,
    },
    {
      id: "exclusive-offer",
      name: { en: "Exclusive: 15 % off, up to 150", "zh-CN": "尊享 85 折（最高减 150）" },
      gives: { kind: "percentage-off", percent: "15", atMost: "150" },
      costPoints: 5000,
      notForSale: true,
      validDays: 45,
    },
  ],
};
