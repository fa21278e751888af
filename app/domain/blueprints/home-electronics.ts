import type { ProgramInput } from "#app/domain/program/document.ts";

/** Home electronics: a big order now and then, and what one uses every day in between. */
export const homeElectronics: ProgramInput = {
  schema: 2,
  name: "Home electronics",
  earning: {
    points: "1",
    perAmount: "1",
    hold: { days: 14, after: "fulfillment", atMostDays: 45 },
    caps: [{ per: "order", points: 5000 }],
    rules: [
      {
        id: "suits-what-you-use",
        name: { en: "What suits your appliance: triple points", "zh-CN": "适配配件三倍积分" },
        when: { kind: "customer-tag", in: ["uses-coffee-machine", "uses-vacuum"] },
        lines: { kind: "tag", in: ["accessory"] },
        gives: { kind: "multiplier", factor: "3" },
        caps: [{ per: "month", points: 600 }],
      },
      {
        id: "greener",
        name: { en: "Energy class A: 50 more each", "zh-CN": "一级能效每件加 50 分" },
        lines: { kind: "tag", in: ["energy-a"] },
        gives: { kind: "per-item", points: "50" },
      },
    ],
    // A thing of class A earns by its price and its 50 on top.
    combine: { rates: "add", multipliers: "best", fixed: "add", per: "line" },
  },
  activities: [
    {
      id: "register",
      kind: "partner",
      name: { en: "Register an appliance", "zh-CN": "注册产品" },
      gives: { kind: "points", points: 100 },
      limits: [{ per: "year", times: 5 }],
    },
    {
      id: "care",
      kind: "partner",
      name: { en: "Clean or descale when it is due", "zh-CN": "按时保养" },
      gives: { kind: "points", points: 20 },
      limits: [{ per: "month", times: 2 }],
      unlockedBy: "register",
    },
    {
      id: "review",
      kind: "review",
      name: { en: "Review with a photo", "zh-CN": "带图评价" },
      gives: { kind: "points", points: 50 },
      approval: true,
      limits: [{ per: "month", times: 2 }],
    },
    {
      id: "bring-back",
      kind: "partner",
      name: { en: "Bring back an old device", "zh-CN": "旧机回收" },
      gives: { kind: "points", points: 200 },
      approval: true,
      limits: [{ per: "year", times: 3 }],
    },
  ],
  expiry: { kind: "months-after-earning", months: 24 },
  refunds: { belowZero: "carry", carryAtMost: 2000 },
  rewards: [
    {
      id: "cash",
      name: { en: "Points as cash", "zh-CN": "积分抵现" },
      gives: { kind: "points-as-cash", amount: "5", maximumSteps: 40, maximumShare: "30" },
      costPoints: 500,
      validDays: 60,
    },
    {
      id: "filter-set",
      name: { en: "Gift: a set of filters", "zh-CN": "礼品：滤芯套装" },
      gives: { kind: "service" },
      costPoints: 2000,
    },
    {
      id: "headphones",
      name: { en: "Gift: headphones", "zh-CN": "礼品：耳机" },
      gives: { kind: "service" },
      costPoints: 6000,
      stock: 50,
    },
    {
      id: "accessory-discount",
      name: { en: "20 % off an accessory", "zh-CN": "配件 8 折" },
      gives: { kind: "percentage-off", percent: "20", atMost: "30" },
      costPoints: 800,
      validDays: 60,
    },
  ],
};
