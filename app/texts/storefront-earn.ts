import type { Period } from "#app/domain/program/basics.ts";
import type { StorefrontLocale } from "#app/texts/storefront.ts";

/** How points come about, for shoppers. Points, amounts and days come formatted. */
export type EarnTexts = {
  orders: string;
  referral: string;
  rate(points: string, amount: string): string;
  perItem(points: string): string;
  more(points: string): string;
  factor(factor: string): string;
  factorFor(factor: string, days: string, one: boolean): string;
  minimumOrder(amount: string): string;
  someExcluded: string;
  tier(name: string, factor: string): string;
  hold(days: string, count: number, after: "payment" | "fulfillment"): string;
  only(condition: string): string;
  certainOrders: string;
  until(day: string): string;
  whileItLasts: string;
  done: Record<Period, string>;
};

const en: EarnTexts = {
  orders: "Place an order",
  referral: "Refer a friend",
  rate: (points, amount) => `${points} per ${amount}`,
  perItem: (points) => `${points} per item`,
  more: (points) => `${points} more`,
  factor: (factor) => `×${factor} points`,
  factorFor: (factor, days, one) => `×${factor} points for ${days} ${one ? "day" : "days"}`,
  minimumOrder: (amount) => `For orders from ${amount}`,
  someExcluded: "Some products earn nothing",
  tier: (name, factor) => `${name}: points ×${factor}`,
  hold: (days, count, after) => {
    const from = after === "payment" ? "payment" : "everything is shipped";
    if (count === 0) return after === "payment" ? "" : `To spend once ${from}`;
    return `To spend ${days} ${count === 1 ? "day" : "days"} after ${from}`;
  },
  only: (condition) => `Only ${condition}`,
  certainOrders: "For certain orders only",
  until: (day) => `Until ${day}`,
  whileItLasts: "While the points set aside for it last",
  done: {
    day: "Done for today",
    week: "Done for this week",
    month: "Done for this month",
    quarter: "Done for this quarter",
    year: "Done for this year",
    lifetime: "Done",
  },
};

const zh: EarnTexts = {
  orders: "下单购物",
  referral: "邀请好友",
  rate: (points, amount) => `每 ${amount} 得 ${points}`,
  perItem: (points) => `每件 ${points}`,
  more: (points) => `另得 ${points}`,
  factor: (factor) => `积分 ×${factor}`,
  factorFor: (factor, days) => `${days} 天内订单积分 ×${factor}`,
  minimumOrder: (amount) => `订单满 ${amount}`,
  someExcluded: "部分商品不获得积分",
  tier: (name, factor) => `${name}：积分 ×${factor}`,
  hold: (days, count, after) => {
    const from = after === "payment" ? "付款" : "全部发货";
    if (count === 0) return after === "payment" ? "" : `${from}后可用`;
    return `${from} ${days} 天后可用`;
  },
  only: (condition) => `仅限${condition}`,
  certainOrders: "仅限部分订单",
  until: (day) => `截至 ${day}`,
  whileItLasts: "积分送完即止",
  done: {
    day: "今天已完成",
    week: "本周已完成",
    month: "本月已完成",
    quarter: "本季度已完成",
    year: "今年已完成",
    lifetime: "已完成",
  },
};

const texts: Record<StorefrontLocale, EarnTexts> = { en, "zh-CN": zh };

export function earnTexts(locale: StorefrontLocale): EarnTexts {
  return texts[locale];
}
