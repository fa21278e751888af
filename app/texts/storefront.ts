/** The languages shoppers are spoken to in. */
export type StorefrontLocale = "en" | "zh-CN";

/** What the server says in the storefront. Amounts, counts and dates come formatted. */
export type StorefrontTexts = {
  unit(points: bigint): string;
  cost(count: string, points: bigint): string;
  missing(count: string): string;
  confirm(cost: string, reward: string): string;
  minimum(amount: string): string;
  validDays(days: number): string;
  announce(balance: string): string;
  pending(count: string, points: bigint): string;
  owed(count: string, points: bigint): string;
  expiring(count: string, points: bigint, date: string): string;
  free(count: string, one: boolean): string;
  next: Record<
    "spend" | "points" | "orders" | "balance",
    (count: string, tier: string, one: boolean) => string
  >;
  code: Record<"active" | "refused", string>;
  ends(date: string): string;
  ready(code: string): string;
  history: {
    order(name: string): string;
    refund(name: string): string;
    gift(tier: string): string;
    giftReturned: string;
    expired: string;
    returned(reward: string): string;
    given: string;
    taken: string;
    corrected: string;
  };
  refusals: Record<Refusal, string>;
  tooFew(count: string): string;
  /** For who has left the program. */
  closed: string;
};

/** Why a request of the storefront was refused. */
export type Refusal =
  | "no-program"
  | "reward-unknown"
  | "reward-retired"
  | "member-gone"
  | "request-reused"
  | "signed-out"
  | "too-many"
  | "too-often"
  | "unknown-code"
  | "malformed";

const isOne = (points: bigint) => points === 1n;

const en: StorefrontTexts = {
  unit: (points) => (isOne(points) ? "point" : "points"),
  cost: (count, points) => `${count} ${isOne(points) ? "point" : "points"}`,
  missing: (count) => `${count} to go`,
  confirm: (cost, reward) => `Spend ${cost} on “${reward}”?`,
  minimum: (amount) => `On orders from ${amount}`,
  validDays: (days) => (days === 1 ? "Valid for 1 day" : `Valid for ${days} days`),
  announce: (balance) => `You now have ${balance}.`,
  pending: (count, points) =>
    isOne(points) ? `${count} more is on its way.` : `${count} more are on their way.`,
  owed: (count, points) =>
    `${count} ${isOne(points) ? "point" : "points"} from refunded orders will be taken from your ` +
    `next points.`,
  expiring: (count, points, date) =>
    isOne(points)
      ? `${count} point expires after ${date}.`
      : `${count} points expire after ${date}.`,
  free: (count, one) => `${count} ${one ? "reward is" : "rewards are"} free for you now.`,
  next: {
    spend: (amount, tier) => `Spend ${amount} more to reach ${tier}.`,
    points: (count, tier, one) => `${count} more ${one ? "point" : "points"} to reach ${tier}.`,
    balance: (count, tier, one) => `${count} more ${one ? "point" : "points"} to reach ${tier}.`,
    orders: (count, tier, one) => `${count} more ${one ? "order" : "orders"} to reach ${tier}.`,
  },
  code: {
    active: "Good for one order.",
    refused: "This code could not be made. Your points are back.",
  },
  ends: (date) => `Use it by ${date}.`,
  ready: (code) => `Your code is ready: ${code}.`,
  history: {
    order: (name) => `Order ${name}`,
    refund: (name) => `Order ${name}, refunded`,
    gift: (tier) => `Welcome to ${tier}`,
    giftReturned: "Tier gift taken back",
    expired: "Points expired",
    returned: (reward) => `Points back: ${reward}`,
    given: "From the shop",
    taken: "Taken back by the shop",
    corrected: "Correction",
  },
  refusals: {
    "no-program": "There is no rewards program at the moment.",
    "reward-unknown": "This reward is no longer offered.",
    "reward-retired": "This reward is no longer offered.",
    "member-gone": "This account cannot take part in the program.",
    "request-reused": "The shop did not understand that. Please reload the page.",
    "signed-out": "Please sign in first.",
    "too-many": "That was a lot at once. Please wait a minute, then try again.",
    "too-often": "That was too often for one day. Please try again tomorrow.",
    "unknown-code": "We do not know this code.",
    malformed: "The shop did not understand that. Please reload the page.",
  },
  tooFew: (count) => `You are ${count} short for this reward.`,
  closed: "Your account in this program is closed.",
};

const zh: StorefrontTexts = {
  unit: () => "积分",
  cost: (count) => `${count} 积分`,
  missing: (count) => `还差 ${count}`,
  confirm: (cost, reward) => `使用 ${cost}兑换“${reward}”？`,
  minimum: (amount) => `订单满 ${amount} 可用`,
  validDays: (days) => `${days} 天内有效`,
  announce: (balance) => `您现在有 ${balance}。`,
  pending: (count) => `另有 ${count} 积分即将到账。`,
  owed: (count) => `因订单退款，将从您之后获得的积分中扣除 ${count} 积分。`,
  expiring: (count, _points, date) => `${count} 积分有效期至 ${date}。`,
  free: (count) => `现在有 ${count} 份奖励可免费领取。`,
  next: {
    spend: (amount, tier) => `再消费 ${amount} 即可升级为${tier}。`,
    points: (count, tier) => `再获得 ${count} 积分即可升级为${tier}。`,
    balance: (count, tier) => `再获得 ${count} 积分即可升级为${tier}。`,
    orders: (count, tier) => `再下 ${count} 笔订单即可升级为${tier}。`,
  },
  code: {
    active: "限一笔订单使用。",
    refused: "优惠码未能生成，积分已退回。",
  },
  ends: (date) => `请在 ${date}前使用。`,
  ready: (code) => `优惠码已生成：${code}。`,
  history: {
    order: (name) => `订单 ${name}`,
    refund: (name) => `订单 ${name} 退款`,
    gift: (tier) => `升级${tier}赠送`,
    giftReturned: "等级赠送收回",
    expired: "积分到期",
    returned: (reward) => `积分退回：${reward}`,
    given: "商店赠送",
    taken: "商店扣回",
    corrected: "更正",
  },
  refusals: {
    "no-program": "目前没有奖励计划。",
    "reward-unknown": "该奖励已下架。",
    "reward-retired": "该奖励已下架。",
    "member-gone": "此账户无法参加奖励计划。",
    "request-reused": "请求无法识别，请刷新页面。",
    "signed-out": "请先登录。",
    "too-many": "操作过于频繁，请稍等一分钟再试。",
    "too-often": "今天操作次数过多，请明天再试。",
    "unknown-code": "找不到该优惠码。",
    malformed: "请求无法识别，请刷新页面。",
  },
  tooFew: (count) => `还差 ${count} 才能兑换该奖励。`,
  closed: "您在此计划中的账户已关闭。",
};

const texts: Record<StorefrontLocale, StorefrontTexts> = { en, "zh-CN": zh };

/** The texts of a language. */
export function storefrontTexts(locale: StorefrontLocale): StorefrontTexts {
  return texts[locale];
}

/** The language to answer in, whatever was asked for: `zh-TW` gets Chinese, `fr` English. */
export function storefrontLocale(wanted: string | null): StorefrontLocale {
  return /^zh\b/i.test(wanted ?? "") ? "zh-CN" : "en";
}
