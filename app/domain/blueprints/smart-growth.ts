import type { ProgramInput } from "#app/domain/program/document.ts";

/** Business customers: what they learn and renew counts as much as what they buy. */
export const smartGrowth: ProgramInput = {
  schema: 2,
  name: "SmartGrowth",
  earning: {
    points: "1",
    perAmount: "1",
    counts: { tax: false, shipping: false, tips: false, giftCards: false, testOrders: false },
    rules: [
      {
        id: "renewal",
        name: { en: "Renewed on time", "zh-CN": "按时续约" },
        when: { kind: "order-tag", in: ["renewed-on-time"] },
        gives: { kind: "fixed", points: 200 },
      },
    ],
  },
  campaigns: [
    {
      id: "modules",
      name: { en: "Module months", "zh-CN": "增购模块季" },
      audience: { kind: "yearly", from: "09-01", until: "10-31" },
      rules: [
        {
          id: "add-on-double",
          name: { en: "Double points on add-on modules", "zh-CN": "增购模块双倍积分" },
          lines: { kind: "tag", in: ["add-on"] },
          gives: { kind: "multiplier", factor: "2" },
        },
      ],
    },
  ],
  activities: [
    {
      id: "training",
      kind: "event",
      name: { en: "Take part in a training", "zh-CN": "参加培训" },
      gives: { kind: "points", points: 50 },
      limits: [{ per: "month", times: 4 }],
    },
    {
      id: "webinar",
      kind: "event",
      name: { en: "Take part in a webinar", "zh-CN": "参加线上研讨会" },
      gives: { kind: "points", points: 50 },
      limits: [{ per: "month", times: 4 }],
    },
    {
      id: "feedback",
      kind: "survey",
      name: { en: "Feedback on a new feature", "zh-CN": "新功能反馈" },
      gives: { kind: "points", points: 100 },
      approval: true,
      limits: [{ per: "quarter", times: 2 }],
    },
    {
      id: "lesson",
      kind: "partner",
      name: { en: "Finish a lesson", "zh-CN": "完成课程" },
      gives: { kind: "points", points: 10 },
      limits: [{ per: "month", times: 10 }],
    },
    {
      id: "quiz",
      kind: "partner",
      name: { en: "Pass a quiz", "zh-CN": "通过测验" },
      gives: { kind: "points", points: 20 },
      limits: [{ per: "month", times: 4 }],
      unlockedBy: "lesson",
    },
  ],
  referral: {
    inviterPoints: 500,
    friendPoints: 500,
    minimumOrder: "500",
    limits: [{ per: "year", times: 10 }],
  },
  expiry: { kind: "months-without-activity", months: 24, counts: ["order", "redemption"] },
  tiers: {
    measure: "points",
    window: { kind: "calendar-year" },
    grace: { kind: "months", months: 3 },
    levels: [
      {
        id: "explorer",
        name: { en: "Explorer", "zh-CN": "探索者" },
        threshold: "0",
        perks: [{ kind: "free-reward", reward: "papers", times: 1, per: "quarter" }],
      },
      {
        id: "optimizer",
        name: { en: "Optimizer", "zh-CN": "优化者" },
        threshold: "5001",
        perks: [
          { kind: "free-reward", reward: "papers", times: 1, per: "quarter" },
          { kind: "free-reward", reward: "quarterly-report", times: 1, per: "quarter" },
          { kind: "early-access", hours: 336 },
          {
            kind: "service",
            text: { en: "Support around the clock.", "zh-CN": "24 小时技术支持。" },
          },
        ],
      },
      {
        id: "leader",
        name: { en: "Leader", "zh-CN": "领航者" },
        threshold: "15001",
        perks: [
          { kind: "free-reward", reward: "papers", times: 1, per: "quarter" },
          { kind: "free-reward", reward: "quarterly-report", times: 1, per: "quarter" },
          { kind: "early-access", hours: 336 },
          { kind: "free-reward", reward: "summit-seat", times: 1, per: "year" },
          { kind: "free-reward", reward: "yearly-gift", times: 1, per: "year" },
          {
            kind: "service",
            text: {
              en: "A success manager, support around the clock, and our industry analysis.",
              "zh-CN": "专属客户成功经理、24 小时支持与行业分析报告。",
            },
          },
        ],
      },
    ],
  },
  rewards: [
    service("development", 5000, { en: "10 hours of development", "zh-CN": "10 小时定制开发" }),
    service("team-training", 8000, { en: "Training for your team", "zh-CN": "团队专场培训" }),
    service("longer-trial", 1500, { en: "A month's trial of a module", "zh-CN": "模块试用一个月" }),
    {
      id: "add-on-discount",
      name: { en: "15 % off an add-on module", "zh-CN": "增购模块 85 折" },
      gives: { kind: "percentage-off", percent: "15", atMost: "600" },
      costPoints: 4000,
      validDays: 90,
      limits: [{ per: "year", times: 2 }],
    },
    {
      id: "partner-offer",
      name: { en: "Offer of a partner", "zh-CN": "合作伙伴优惠" },
      gives: { kind: "voucher" },
      costPoints: 1000,
      validDays: 180,
    },
    {
      ...service("papers", 500, { en: "Papers of the quarter", "zh-CN": "季度白皮书" }),
      notForSale: true,
    },
    {
      ...service("quarterly-report", 1500, { en: "Your quarter in figures", "zh-CN": "季度报告" }),
      notForSale: true,
    },
    {
      ...service("summit-seat", 10_000, { en: "Seat at the summit", "zh-CN": "年度峰会门票" }),
      notForSale: true,
    },
    {
      ...service("yearly-gift", 5000, { en: "Gift of the year", "zh-CN": "年度礼品" }),
      notForSale: true,
    },
  ],
};

function service(id: string, costPoints: number, name: { en: string; "zh-CN": string }) {
  return { id, name, gives: { kind: "service" as const }, costPoints };
}
