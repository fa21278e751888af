import type { StorefrontLocale } from "#app/texts/storefront.ts";

/** What shoppers read of bringing friends and of coming by one. Points and amounts come formatted. */
export type ReferralTexts = {
  /** When both sides get theirs: as the end of a sentence. */
  once(wish: { amount: string | null; days: string; count: number; of: "friend" | "you" }): string;
  friendGets(points: string, once: string): string;
  onlyOnce(once: string): string;
};

const en: ReferralTexts = {
  once: ({ amount, days, count, of }) => {
    const order = `${of === "friend" ? "their" : "your"} first order`;
    const size = amount === null ? "" : ` of ${amount} or more`;
    if (count === 0) return `once ${order}${size} is paid`;
    return `${days} ${count === 1 ? "day" : "days"} after ${order}${size} is paid`;
  },
  friendGets: (points, once) => `Your friend gets ${points}, ${once}`,
  onlyOnce: (once) => once.charAt(0).toUpperCase() + once.slice(1),
};

const zh: ReferralTexts = {
  once: ({ amount, days, count, of }) => {
    const order = `${of === "friend" ? "好友" : "您的"}首单${amount === null ? "" : `满 ${amount} `}`;
    return count === 0 ? `${order}付款后` : `${order}付款满 ${days} 天后`;
  },
  friendGets: (points, once) => `${once}，好友得 ${points}`,
  onlyOnce: (once) => once,
};

const texts: Record<StorefrontLocale, ReferralTexts> = { en, "zh-CN": zh };

export function referralTexts(locale: StorefrontLocale): ReferralTexts {
  return texts[locale];
}
