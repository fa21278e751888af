import type { ProgramInput } from "#app/domain/program/document.ts";

/** The card everybody knows: a point for each 1, 100 points are 1, and four colors. */
export const classicCard: ProgramInput = {
  schema: 2,
  name: "Classic card",
  earning: {
    points: "1",
    perAmount: "1",
    hold: { days: 7, after: "payment", atMostDays: null },
    caps: [{ per: "day", points: 5000 }],
  },
  expiry: { kind: "months-after-earning", months: 12 },
  tiers: {
    measure: "spend",
    window: { kind: "calendar-month" },
    grace: { kind: "months", months: 1 },
    levels: [
      { id: "ordinary", name: { en: "Ordinary", "zh-CN": "普通卡" }, threshold: "0" },
      { id: "silver", name: { en: "Silver", "zh-CN": "银卡" }, threshold: "5000.01" },
      { id: "gold", name: { en: "Gold", "zh-CN": "金卡" }, threshold: "10000.01" },
      {
        id: "diamond",
        name: { en: "Diamond", "zh-CN": "钻石卡" },
        threshold: null,
        ways: [{ kind: "top-percent", percent: "10" }],
        multiplier: "2",
        perks: [{ kind: "points-worth-more", percent: "20" }],
      },
    ],
  },
  rewards: [
    {
      id: "cash",
      name: { en: "Points as cash", "zh-CN": "积分抵现" },
      gives: { kind: "points-as-cash", amount: "1", maximumShare: "50" },
      costPoints: 100,
      validDays: 30,
    },
    {
      id: "coupon",
      name: { en: "Coupon: 10 off", "zh-CN": "10 元优惠券" },
      gives: { kind: "amount-off", amount: "10" },
      costPoints: 1000,
      validDays: 90,
      combinesWith: { orderDiscounts: true, productDiscounts: true, shippingDiscounts: true },
    },
    {
      id: "service",
      name: { en: "Care and repair service", "zh-CN": "保养维修服务" },
      gives: { kind: "service" },
      costPoints: 5000,
    },
  ],
};
