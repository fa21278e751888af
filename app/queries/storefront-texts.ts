import type { Locale } from "#app/domain/receipt-text.ts";

/** What the server says to shoppers, in one language. Counts and amounts come formatted. */
export type StorefrontTexts = {
  unit(count: bigint): string;
  announce(points: string): string;
  next: Record<"spend" | "points" | "orders", (missing: string, tier: string) => string>;
  pending(points: string): string;
  owed(points: string): string;
  expiring(points: string, day: string): string;
  amountOff(amount: string): string;
  percentageOff(percent: string): string;
  freeShipping: string;
  minimum(amount: string): string;
  cost(points: string): string;
  missing(points: string): string;
  confirm(points: string, reward: string): string;
  ends(day: string): string;
  order(name: string): string;
  refund(name: string): string;
  redeemed(reward: string): string;
  givenBack(reward: string): string;
  gift: string;
  giftReturned: string;
  expired: string;
  adjusted: string;
  corrected: string;
  refusals: Record<Refusal, string>;
  tooFew(missing: string): string;
};

/** Why the storefront is told no. */
export type Refusal =
  | "signed-out"
  | "no-program"
  | "reward-unknown"
  | "reward-retired"
  | "member-gone"
  | "too-often"
  | "malformed"
  | "not-found";

const en: StorefrontTexts = {
  unit: (count) => (count === 1n ? "point" : "points"),
  announce: (points) => `You have ${points} points.`,
  next: {
    spend: (missing, tier) => `Spend ${missing} more to reach ${tier}.`,
    points: (missing, tier) => `${missing} more points to reach ${tier}.`,
    orders: (missing, tier) => `${missing} more orders to reach ${tier}.`,
  },
  pending: (points) => `${points} more are on their way.`,
  owed: (points) => `${points} points of a refunded order will be taken from your next points.`,
  expiring: (points, day) => `${points} points expire on ${day}.`,
  amountOff: (amount) => `${amount} off your order`,
  percentageOff: (percent) => `${percent}% off your order`,
  freeShipping: "Free shipping on your order",
  minimum: (amount) => `from ${amount}`,
  cost: (points) => `${points} points`,
  missing: (points) => `${points} to go`,
  confirm: (points, reward) => `Exchange ${points} points for “${reward}”?`,
  ends: (day) => `Use it until ${day}.`,
  order: (name) => `Order ${name}`,
  refund: (name) => `Refund of order ${name}`,
  redeemed: (reward) => `Redeemed: ${reward}`,
  givenBack: (reward) => `Given back: ${reward}`,
  gift: "A gift for reaching a tier",
  giftReturned: "Tier gift taken back",
  expired: "Points expired",
  adjusted: "Changed by the shop",
  corrected: "Corrected",
  refusals: {
    "signed-out": "Please sign in first.",
    "no-program": "There are no rewards right now.",
    "reward-unknown": "This reward is no longer there.",
    "reward-retired": "This reward can no longer be redeemed.",
    "member-gone": "We could not find your account. Please contact the shop.",
    "too-often": "That was a lot at once. Please try again in a minute.",
    malformed: "Something went wrong. Please reload the page.",
    "not-found": "We could not find that.",
  },
  tooFew: (missing) => `You need ${missing} more points for this reward.`,
};

const zh: StorefrontTexts = {
  unit: () => "积分",
  announce: (points) => `您现在有 ${points} 积分。`,
  next: {
    spend: (missing, tier) => `再消费 ${missing} 即可升级为${tier}。`,
    points: (missing, tier) => `再获得 ${missing} 积分即可升级为${tier}。`,
    orders: (missing, tier) => `再下 ${missing} 笔订单即可升级为${tier}。`,
  },
  pending: (points) => `另有 ${points} 积分即将到账。`,
  owed: (points) => `因订单退款，将从您之后获得的积分中扣除 ${points} 积分。`,
  expiring: (points, day) => `${points} 积分将于 ${day} 到期。`,
  amountOff: (amount) => `订单立减 ${amount}`,
  percentageOff: (percent) => `订单减 ${percent}%`,
  freeShipping: "订单免运费",
  minimum: (amount) => `满 ${amount} 可用`,
  cost: (points) => `${points} 积分`,
  missing: (points) => `还差 ${points}`,
  confirm: (points, reward) => `用 ${points} 积分兑换“${reward}”？`,
  ends: (day) => `有效期至 ${day}。`,
  order: (name) => `订单 ${name}`,
  refund: (name) => `订单 ${name} 退款`,
  redeemed: (reward) => `兑换：${reward}`,
  givenBack: (reward) => `已退还：${reward}`,
  gift: "升级礼",
  giftReturned: "升级礼已收回",
  expired: "积分到期",
  adjusted: "商店调整",
  corrected: "更正",
  refusals: {
    "signed-out": "请先登录。",
    "no-program": "目前没有可兑换的奖励。",
    "reward-unknown": "该奖励已不存在。",
    "reward-retired": "该奖励已停止兑换。",
    "member-gone": "找不到您的账户，请联系商店。",
    "too-often": "操作过于频繁，请一分钟后再试。",
    malformed: "出错了，请刷新页面。",
    "not-found": "找不到该内容。",
  },
  tooFew: (missing) => `还需 ${missing} 积分才能兑换。`,
};

export const storefrontTexts: Record<Locale, StorefrontTexts> = { en, "zh-CN": zh };
