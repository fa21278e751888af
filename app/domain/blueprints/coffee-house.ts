import type { ProgramInput } from "#app/domain/program/document.ts";

const free = (id: string, costPoints: number, amount: string) => ({
  id,
  gives: { kind: "amount-off" as const, amount },
  costPoints,
  validDays: 14,
});

/** A coffee house: stars, and steps from a bigger cup to a bag of beans. */
export const coffeeHouse: ProgramInput = {
  schema: 2,
  name: "Coffee house",
  pointsName: { en: "stars", "zh-CN": "星星" },
  earning: {
    points: "2",
    perAmount: "1",
    counts: { tax: false, shipping: false, tips: false, giftCards: false, testOrders: false },
    rounding: "nearest",
    combine: { rates: "best", multipliers: "best", fixed: "add", per: "line" },
    rules: [
      {
        id: "bring-a-cup",
        name: { en: "Your own cup", "zh-CN": "自带杯" },
        when: { kind: "order-tag", in: ["own-cup"] },
        gives: { kind: "fixed", points: 10 },
        limits: [{ per: "day", times: 1 }],
      },
      {
        id: "offer-bakery",
        name: { en: "For you: triple stars on bakery", "zh-CN": "专属：烘焙三倍星星" },
        when: { kind: "customer-tag", in: ["offer-bakery"] },
        lines: { kind: "product-type", in: ["Bakery"] },
        gives: { kind: "multiplier", factor: "3" },
      },
      {
        id: "offer-morning",
        name: { en: "For you: 15 stars before 10", "zh-CN": "专属：早间加 15 颗星" },
        when: {
          kind: "all",
          of: [
            { kind: "customer-tag", in: ["offer-morning"] },
            { kind: "hours", from: "06:00", until: "10:00" },
          ],
        },
        gives: { kind: "fixed", points: 15 },
        limits: [{ per: "week", times: 2 }],
      },
    ],
  },
  activities: [
    {
      id: "three-a-week",
      kind: "challenge",
      name: { en: "3 visits in a week", "zh-CN": "一周 3 次到店" },
      of: { kind: "orders" },
      target: "3",
      within: { kind: "period", per: "week" },
      gives: { kind: "points", points: 15 },
    },
    {
      id: "eight-weeks",
      kind: "streak",
      name: { en: "A visit in each of 8 weeks", "zh-CN": "连续 8 周到店" },
      of: { kind: "orders" },
      unit: "week",
      length: 8,
      gives: { kind: "points", points: 60 },
    },
  ],
  referral: { inviterPoints: 75, friendPoints: 75, limits: [{ per: "month", times: 5 }] },
  expiry: { kind: "end-of-period", period: "month", later: 6 },
  tiers: {
    measure: "points",
    window: { kind: "rolling-months", months: 12 },
    grace: { kind: "days", days: 30 },
    levels: [
      {
        id: "guest",
        name: { en: "Guest", "zh-CN": "新叶" },
        threshold: "0",
        perks: [{ kind: "free-reward", reward: "birthday-drink", times: 1, per: "year" }],
      },
      {
        id: "regular",
        name: { en: "Regular", "zh-CN": "熟客" },
        threshold: "500",
        multiplier: "1.25",
        perks: [
          { kind: "free-reward", reward: "birthday-drink", times: 1, per: "year" },
          { kind: "free-reward", reward: "coffee-of-the-month", times: 1, per: "month" },
        ],
      },
    ],
  },
  rewards: [
    {
      ...free("bigger-cup", 60, "1"),
      name: { en: "A bigger cup or a shot", "zh-CN": "升杯或加浓" },
    },
    { ...free("bakery", 120, "3.50"), name: { en: "Coffee or bakery", "zh-CN": "咖啡或烘焙一份" } },
    { ...free("drink", 200, "6"), name: { en: "Any drink", "zh-CN": "任选饮品一杯" } },
    { ...free("lunch", 300, "9"), name: { en: "A sandwich or salad", "zh-CN": "三明治或沙拉" } },
    { ...free("beans", 400, "14"), name: { en: "A bag of beans", "zh-CN": "咖啡豆一包" } },
    {
      ...free("birthday-drink", 200, "6"),
      name: { en: "Birthday drink", "zh-CN": "生日饮品" },
      for: { kind: "birthday", daysBefore: 0, daysAfter: 6 },
      notForSale: true,
    },
    {
      ...free("coffee-of-the-month", 120, "3.50"),
      name: { en: "Coffee of the month", "zh-CN": "当月咖啡一杯" },
      notForSale: true,
    },
  ],
};
