import type { StorefrontLocale } from "#app/texts/storefront.ts";

/** When both sides get theirs: how large the first order must be, and how long it is waited. */
export type Once = { amount: string | null; days: string; count: number };

/** What shoppers read of bringing friends and of coming by one. Points and amounts come formatted. */
export type ReferralTexts = {
  afterTheirs(once: Once): string;
  afterYours(once: Once): string;
  friendGets(points: string, after: string): string;
  inviterGets(points: string): string;
  invited(points: string | null, after: string): string;
  came(points: string | null, after: string): string;
  linkReady: string;
  entered: string;
  refusals: Record<InvitationRefusal, string>;
};

/** Why an invitation does not count, as far as shoppers are told. */
export type InvitationRefusal =
  "unknown" | "self" | "has-ordered" | "already-referred" | "no-referral";

function afterInEnglish(whose: string, { amount, days, count }: Once): string {
  const order = `${whose} first order${amount === null ? "" : ` of ${amount} or more`}`;
  return count === 0
    ? `once ${order} is paid`
    : `${days} ${count === 1 ? "day" : "days"} after ${order} is paid`;
}

function afterInChinese(whose: string, { amount, days, count }: Once): string {
  const order = `${whose}首单${amount === null ? "" : `满 ${amount} `}`;
  return count === 0 ? `${order}付款后` : `${order}付款满 ${days} 天后`;
}

const en: ReferralTexts = {
  afterTheirs: (once) => afterInEnglish("their", once),
  afterYours: (once) => afterInEnglish("your", once),
  friendGets: (points, after) => `Your friend gets ${points}, ${after}`,
  inviterGets: (points) => `You get ${points} for every friend who comes by your link and orders.`,
  invited: (points, after) =>
    "A friend invited you. Sign in before your first order: " +
    (points === null ? `it counts for your friend ${after}.` : `you get ${points} ${after}.`),
  came: (points, after) =>
    "You came by a friend’s invitation. " +
    (points === null ? `It counts for your friend ${after}.` : `You get ${points} ${after}.`),
  linkReady: "Your link is ready to be shared.",
  entered: "Welcome! Your friend’s invitation is noted.",
  refusals: {
    unknown: "This invitation cannot be used. Ask your friend for the code, letter by letter.",
    self: "This is your own invitation. Share it with a friend.",
    "has-ordered": "Invitations are for people who have not ordered yet.",
    "already-referred": "You have come by an invitation already.",
    "no-referral": "This shop does not reward invitations at the moment.",
  },
};

const zh: ReferralTexts = {
  afterTheirs: (once) => afterInChinese("好友", once),
  afterYours: (once) => afterInChinese("您的", once),
  friendGets: (points, after) => `${after}，好友得 ${points}`,
  inviterGets: (points) => `每位通过您的链接加入并下单的好友，为您带来 ${points}。`,
  invited: (points, after) =>
    "好友邀请了您。请在首次下单前登录：" +
    (points === null ? `${after}为好友计入奖励。` : `${after}，您将获得 ${points}。`),
  came: (points, after) =>
    "您由好友邀请加入。" +
    (points === null ? `${after}为好友计入奖励。` : `${after}，您将获得 ${points}。`),
  linkReady: "您的邀请链接已生成。",
  entered: "欢迎！已记录好友的邀请。",
  refusals: {
    unknown: "该邀请无法使用，请与好友核对邀请码。",
    self: "这是您自己的邀请，请分享给好友。",
    "has-ordered": "邀请仅适用于尚未下单的顾客。",
    "already-referred": "您已经接受过邀请。",
    "no-referral": "商店目前没有邀请奖励。",
  },
};

const texts: Record<StorefrontLocale, ReferralTexts> = { en, "zh-CN": zh };

export function referralTexts(locale: StorefrontLocale): ReferralTexts {
  return texts[locale];
}
