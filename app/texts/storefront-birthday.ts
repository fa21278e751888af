import type { StorefrontLocale } from "#app/texts/storefront.ts";

/** What shoppers read of their birthday. Points and days come formatted. */
export type BirthdayTexts = {
  known(day: string): string;
  ask: string;
  change: string;
  /** What comes of it: `gift` is null where only offers around the day do. */
  rule(wish: { gift: string | null; days: string; wait: number }): string;
  kept(day: string): string;
  noSuchDay: string;
  notAsked: string;
};

const en: BirthdayTexts = {
  known: (day) => `We know it as ${day}.`,
  ask: "Tell us your birthday",
  change: "Change it",
  rule: ({ gift, days, wait }) => {
    const what =
      gift === null ? "There are offers for the days of your birthday." : `Every year: ${gift}.`;
    if (gift === null) return what;
    if (wait === 0) return `${what} Tell us before the day comes, or it counts from next year on.`;
    const before = `${days} ${wait === 1 ? "day" : "days"}`;
    return (
      `${what} We must have known the date for ${before} by then; otherwise it counts from the ` +
      "following year on. That is so after a change, too."
    );
  },
  kept: (day) => `Thank you. We know your birthday as ${day}.`,
  noSuchDay: "There is no such day. Please choose another one.",
  notAsked: "This shop does not ask for birthdays at the moment.",
};

const zh: BirthdayTexts = {
  known: (day) => `您填写的生日是 ${day}。`,
  ask: "填写生日",
  change: "修改生日",
  rule: ({ gift, days, wait }) => {
    if (gift === null) return "生日期间有专属优惠。";
    const what = `每年生日：${gift}。`;
    if (wait === 0) return `${what}请在生日前填写，否则从次年起生效。`;
    return `${what}生日须提前 ${days} 天填写，否则从次年起生效；修改后同样如此。`;
  },
  kept: (day) => `谢谢！您的生日已保存为 ${day}。`,
  noSuchDay: "没有这一天，请重新选择。",
  notAsked: "商店目前不收集生日。",
};

const texts: Record<StorefrontLocale, BirthdayTexts> = { en, "zh-CN": zh };

export function birthdayTexts(locale: StorefrontLocale): BirthdayTexts {
  return texts[locale];
}
