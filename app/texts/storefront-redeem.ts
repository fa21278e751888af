import type { LeafKind } from "#app/domain/earning/condition-test.ts";
import type { Period } from "#app/domain/program/basics.ts";
import type { StorefrontLocale } from "#app/texts/storefront.ts";

/** Why a reward cannot be had now, and what becomes of one that was taken. */
export type RedeemTexts = {
  notForSale: string;
  nothingFree: string;
  outOfStock: string;
  drawOver: string;
  notYet: string;
  limitReached(times: string, per: Period): string;
  allowanceUsed(per: Period): string;
  stepsBetween(least: string, most: string | null): string;
  priceChanged(cost: string): string;
  notEligible(unmet: { kind: LeafKind; not: boolean }): string;
  free: string;
  from(cost: string): string;
  worth(cost: string, amount: string): string;
  confirmFree(reward: string): string;
  standing: string;
  waiting: string;
  delivered: Record<"gift-card" | "store-credit" | "service" | "donation" | "draw-ticket", string>;
};

const EN_PERIODS: Record<Period, string> = {
  day: " today",
  week: " this week",
  month: " this month",
  quarter: " this quarter",
  year: " this year",
  lifetime: "",
};

const en: RedeemTexts = {
  notForSale: "This reward is not sold for points.",
  nothingFree: "Your tier does not include this reward.",
  outOfStock: "All of these are taken.",
  drawOver: "This draw is over.",
  notYet: "The shop cannot give this reward at the moment.",
  limitReached: (times, per) =>
    times === "1"
      ? `You have taken this one${EN_PERIODS[per]} already.`
      : `You have taken this ${times} times${EN_PERIODS[per]}, as often as possible.`,
  allowanceUsed: (per) => `You have taken what is free${EN_PERIODS[per]}.`,
  stepsBetween: (least, most) =>
    most === null
      ? `Choose a whole number, ${least} or more.`
      : `Choose a whole number from ${least} to ${most}.`,
  priceChanged: (cost) => `This costs ${cost} now. Please look again before you redeem.`,
  notEligible: ({ kind, not }) => (not ? EN_UNMET.other : (EN_UNMET[kind] ?? EN_UNMET.other)),
  free: "Free with your tier",
  from: (cost) => `From ${cost}`,
  worth: (cost, amount) => `${cost} for ${amount}`,
  confirmFree: (reward) => `Take “${reward}” for free?`,
  standing: "Good for every order.",
  waiting: "We will be in touch.",
  delivered: {
    "gift-card": "Your gift card. Enter the code at checkout.",
    "store-credit": "Added to your store credit.",
    service: "Done. Enjoy!",
    donation: "Thank you for giving.",
    "draw-ticket": "Your ticket for the draw.",
  },
};

const EN_UNMET: Partial<Record<LeafKind, string>> & { other: string } = {
  tier: "This reward is for other tiers.",
  dates: "This reward is not offered today.",
  yearly: "This reward is not offered at this time of the year.",
  weekday: "This reward is not offered on this day of the week.",
  hours: "This reward is not offered at this hour.",
  "day-of-month": "This reward is not offered on this day of the month.",
  birthday: "This reward is for the days around your birthday.",
  "birthday-month": "This reward is for the month of your birthday.",
  "member-for": "This reward depends on how long you have been a member.",
  joined: "This reward depends on when you joined.",
  other: "This reward is not for you at the moment.",
};

const ZH_PERIODS: Record<Period, string> = {
  day: "今天",
  week: "本周",
  month: "本月",
  quarter: "本季度",
  year: "今年",
  lifetime: "",
};

const zh: RedeemTexts = {
  notForSale: "该奖励不能用积分兑换。",
  nothingFree: "您的等级不含此奖励。",
  outOfStock: "已全部兑完。",
  drawOver: "抽奖已结束。",
  notYet: "商店暂时无法提供该奖励。",
  limitReached: (times, per) => `您${ZH_PERIODS[per]}已兑换 ${times} 次，达到上限。`,
  allowanceUsed: (per) => `您${ZH_PERIODS[per]}的免费份额已领完。`,
  stepsBetween: (least, most) =>
    most === null ? `请选择不小于 ${least} 的整数。` : `请选择 ${least} 至 ${most} 的整数。`,
  priceChanged: (cost) => `现在需要 ${cost}，请确认后再兑换。`,
  notEligible: ({ kind, not }) => (not ? ZH_UNMET.other : (ZH_UNMET[kind] ?? ZH_UNMET.other)),
  free: "等级免费权益",
  from: (cost) => `${cost}起`,
  worth: (cost, amount) => `${cost}抵 ${amount}`,
  confirmFree: (reward) => `免费领取“${reward}”？`,
  standing: "每笔订单均可使用。",
  waiting: "我们会与您联系。",
  delivered: {
    "gift-card": "您的礼品卡，结账时输入卡号即可使用。",
    "store-credit": "已存入您的商店余额。",
    service: "已完成，祝您愉快！",
    donation: "感谢您的捐赠。",
    "draw-ticket": "您的抽奖券。",
  },
};

const ZH_UNMET: Partial<Record<LeafKind, string>> & { other: string } = {
  tier: "该奖励面向其他等级。",
  dates: "该奖励今天不提供。",
  yearly: "该奖励在每年的这个时候不提供。",
  weekday: "该奖励今天不提供。",
  hours: "该奖励此时不提供。",
  "day-of-month": "该奖励今天不提供。",
  birthday: "该奖励仅在生日前后提供。",
  "birthday-month": "该奖励仅在生日当月提供。",
  "member-for": "该奖励取决于您的入会时长。",
  joined: "该奖励取决于您的入会时间。",
  other: "您目前不能兑换该奖励。",
};

const texts: Record<StorefrontLocale, RedeemTexts> = { en, "zh-CN": zh };

export function redeemTexts(locale: StorefrontLocale): RedeemTexts {
  return texts[locale];
}
