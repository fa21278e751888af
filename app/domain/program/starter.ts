import { ProgramDocument } from "#app/domain/program/document.ts";

/** The program a new shop finds as its draft, and the demo publishes. */
export const starterProgram: ProgramDocument = ProgramDocument.parse({
  schema: 2,
  name: "Rewards",
  earning: {
    points: "1",
    perAmount: "1",
  },
  expiry: { kind: "months-after-earning", months: 12 },
  tiers: {
    measure: "spend",
    window: { kind: "rolling-months", months: 12 },
    grace: { kind: "days", days: 30 },
    levels: [
      {
        id: "silver",
        name: { en: "Silver", "zh-CN": "银卡" },
        threshold: "200",
        multiplier: "1.25",
        entryGift: 50,
      },
      {
        id: "gold",
        name: { en: "Gold", "zh-CN": "金卡" },
        threshold: "600",
        multiplier: "1.5",
        entryGift: 150,
      },
    ],
  },
  rewards: [
    {
      id: "five-off",
      name: { en: "5 off your order", "zh-CN": "立减 5 元" },
      gives: { kind: "amount-off", amount: "5" },
      costPoints: 100,
      validDays: 90,
    },
    {
      id: "free-shipping",
      name: { en: "Free shipping", "zh-CN": "免运费" },
      gives: { kind: "free-shipping" },
      costPoints: 150,
      validDays: 90,
      combinesWith: { orderDiscounts: true, productDiscounts: true, shippingDiscounts: false },
    },
    {
      id: "ten-percent-off",
      name: { en: "10 % off", "zh-CN": "九折" },
      gives: { kind: "percentage-off", percent: "10" },
      costPoints: 200,
      minimumOrder: "25",
      validDays: 90,
    },
  ],
});
