import { sentenceOf, type Part } from "#app/texts/sentences/sentence-of.ts";
import { tellerOf } from "#app/texts/sentences/teller.ts";

const names = {
  tiers: { gold: { en: "Gold", "zh-CN": "金卡" } },
  rewards: { five: { en: "5 off", "zh-CN": "立减 5 元" } },
  activities: { review: { en: "Write a review", "zh-CN": "写评价" } },
  products: { "gid://shopify/Product/1": "Teapot" },
};

/** Tells in dollars, and knows a tier, a reward, an activity and a product by name. */
export const english = tellerOf({ locale: "en", currency: "USD", names });
export const chinese = tellerOf({ locale: "zh-CN", currency: "USD", names });

/** English and Chinese of a part. */
export function both(part: Part): [string, string] {
  return [sentenceOf(part, english), sentenceOf(part, chinese)];
}

/** A condition on the tags of a line. */
export function tag(...words: string[]) {
  return { kind: "tag", in: words };
}
