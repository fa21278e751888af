import { ProgramDocument } from "#app/domain/program/document.ts";

/**
 * What roughly buys what a dollar, a euro or a pound does, in powers of ten, where that is far more
 * than one: nobody spends one yen. A shop of another currency starts with amounts as they are.
 */
const UNITS: Record<string, number> = {
  CLP: 1_000,
  COP: 1_000,
  HUF: 100,
  IDR: 10_000,
  INR: 100,
  IRR: 10_000,
  ISK: 100,
  JPY: 100,
  KES: 100,
  KRW: 1_000,
  LKR: 100,
  NGN: 1_000,
  PKR: 100,
  PYG: 1_000,
  RUB: 100,
  TZS: 1_000,
  UGX: 1_000,
  VND: 10_000,
  XAF: 100,
  XOF: 100,
};

/** The program a new shop finds as its draft, in amounts that make sense in its currency. */
export function starterProgramFor(currency: string): ProgramDocument {
  return starterOf(UNITS[currency] ?? 1);
}

type Amount = (units: number) => string;

function starterOf(unit: number): ProgramDocument {
  const amount: Amount = (units) => String(units * unit);
  return ProgramDocument.parse({
    schema: 2,
    name: "Rewards",
    earning: { points: "1", perAmount: amount(1) },
    expiry: { kind: "months-after-earning", months: 12 },
    tiers: {
      measure: "spend",
      window: { kind: "rolling-months", months: 12 },
      grace: { kind: "days", days: 30 },
      levels: levelsOf(amount),
    },
    rewards: rewardsOf(amount, (5 * unit).toLocaleString("en")),
  });
}

function levelsOf(amount: Amount) {
  return [
    {
      id: "silver",
      name: { en: "Silver", "zh-CN": "银卡" },
      threshold: amount(200),
      multiplier: "1.25",
      entryGift: 50,
    },
    {
      id: "gold",
      name: { en: "Gold", "zh-CN": "金卡" },
      threshold: amount(600),
      multiplier: "1.5",
      entryGift: 150,
    },
  ];
}

function rewardsOf(amount: Amount, five: string) {
  return [
    {
      id: "five-off",
      name: { en: `${five} off your order`, "zh-CN": `订单立减 ${five}` },
      gives: { kind: "amount-off", amount: amount(5) },
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
      name: { en: "10% off", "zh-CN": "九折" },
      gives: { kind: "percentage-off", percent: "10" },
      costPoints: 200,
      minimumOrder: amount(25),
      validDays: 90,
    },
  ];
}

/** The starter of most currencies, which the demo builds on. */
export const starterProgram: ProgramDocument = starterOf(1);
