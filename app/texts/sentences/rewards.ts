import type { Reward, RewardGives } from "#app/domain/program/reward.ts";
import { conditionText } from "#app/texts/sentences/conditions.ts";
import { boundsTexts } from "#app/texts/sentences/limits.ts";
import { days } from "#app/texts/sentences/member-conditions.ts";
import { idOf, quoted, sentence, type Teller } from "#app/texts/sentences/teller.ts";

/** What a reward costs and gives, for whom, and on which terms. */
export function rewardTexts(reward: Reward, teller: Teller): string[] {
  return [
    priceText(reward, teller),
    ...pricesTexts(reward, teller),
    ...whoTexts(reward, teller),
    ...termsTexts(reward, teller),
    ...returnsTexts(reward, teller),
    ...(reward.retired
      ? [teller.say({ en: "retired: it can no longer be redeemed", zh: "已停用，无法兑换" })]
      : []),
  ].map((text) => sentence(text, teller));
}

/** What a member gets, in a few words: "$5.00 off". */
export function givesText(gives: RewardGives, teller: Teller): string {
  const { say, money } = teller;
  switch (gives.kind) {
    case "amount-off":
      return say({ en: `${money(gives.amount)} off`, zh: `立减 ${money(gives.amount)}` });
    case "percentage-off":
      return percentText(gives, teller);
    case "points-as-cash":
      return cashText(gives, teller);
    case "free-shipping":
      return say({ en: "free shipping", zh: "免运费" });
    case "free-product":
      return productText(gives, teller);
    case "gift-card":
      return say({
        en: `a gift card of ${money(gives.amount)}`,
        zh: `${money(gives.amount)} 礼品卡`,
      });
    case "store-credit":
      return say({
        en: `${money(gives.amount)} of store credit`,
        zh: `${money(gives.amount)} 商店余额`,
      });
    case "voucher":
      return say({ en: "a voucher from the pool", zh: "一张券码" });
    case "service":
      return say({ en: "a service by staff", zh: "由店员提供的服务" });
    case "donation":
      return say({
        en: `a donation of ${money(gives.amount)} to ${quoted(teller.local(gives.to), say)}`,
        zh: `向${quoted(teller.local(gives.to), say)}捐赠 ${money(gives.amount)}`,
      });
    case "draw-ticket":
      return say({
        en: `a ticket for the draw ${quoted(gives.draw, say)}`,
        zh: `抽奖${quoted(gives.draw, say)}的奖券一张`,
      });
  }
}

type Gives<K extends RewardGives["kind"]> = Extract<RewardGives, { kind: K }>;

function percentText({ percent, atMost }: Gives<"percentage-off">, { say, money }: Teller): string {
  const most =
    atMost === null ? "" : say({ en: `, at most ${money(atMost)}`, zh: `，最多 ${money(atMost)}` });
  return say({ en: `${percent} % off${most}`, zh: `优惠 ${percent}%${most}` });
}

function cashText(gives: Gives<"points-as-cash">, { say, money, count }: Teller): string {
  const { minimumSteps, maximumSteps, maximumShare } = gives;
  const parts = [
    ...(minimumSteps === 1
      ? []
      : [
          say({
            en: `at least ${count(minimumSteps)} times`,
            zh: `至少 ${count(minimumSteps)} 份`,
          }),
        ]),
    ...(maximumSteps === null
      ? []
      : [
          say({ en: `at most ${count(maximumSteps)} times`, zh: `最多 ${count(maximumSteps)} 份` }),
        ]),
    ...(maximumShare === null
      ? []
      : [say({ en: `at most ${maximumShare} % of an order`, zh: `最多订单的 ${maximumShare}%` })]),
  ];
  const bounds = parts.length === 0 ? "" : ` (${parts.join(", ")})`;
  return say({
    en: `${money(gives.amount)} off each time, as often as the shopper likes${bounds}`,
    zh: `每份抵 ${money(gives.amount)}，份数任选${bounds}`,
  });
}

function productText(gives: Gives<"free-product">, { say, or, product, count }: Teller): string {
  const what = or(gives.products.map(product));
  return gives.quantity === 1
    ? say({ en: `${what} free`, zh: `免费获得${what}` })
    : say({
        en: `${count(gives.quantity)} × ${what} free`,
        zh: `免费获得${what} ${count(gives.quantity)} 件`,
      });
}

function priceText(reward: Reward, teller: Teller): string {
  const { say } = teller;
  const gives = givesText(reward.gives, teller);
  if (reward.notForSale) return say({ en: `${gives}, as a gift only`, zh: `${gives}，仅作赠送` });
  const cost = teller.points(reward.costPoints);
  return reward.gives.kind === "points-as-cash"
    ? say({ en: `${gives} for ${cost} each time`, zh: `每份 ${cost}：${gives}` })
    : say({ en: `${gives} for ${cost}`, zh: `${cost}：${gives}` });
}

function pricesTexts({ prices }: Reward, { say, points, tier }: Teller): string[] {
  return prices.map((price) =>
    say({
      en: `${points(price.costPoints)} for members in ${tier(price.tier)}`,
      zh: `等级为${tier(price.tier)}的会员 ${points(price.costPoints)}`,
    }),
  );
}

function whoTexts(reward: Reward, teller: Teller): string[] {
  const { say, count } = teller;
  return [
    ...(reward.for === null
      ? []
      : [say({ en: "only ", zh: "仅限" }) + conditionText(reward.for, teller)]),
    ...boundsTexts({ limits: reward.limits }, teller),
    ...(reward.stock === null
      ? []
      : [say({ en: `${count(reward.stock)} in all`, zh: `总量 ${count(reward.stock)}` })]),
  ];
}

function termsTexts(reward: Reward, teller: Teller): string[] {
  const { say, money, count, or, product } = teller;
  const { only, validDays } = reward;
  const isCode = IS_CODE.includes(reward.gives.kind);
  const made = [...only.products.map(product), ...only.collections.map(idOf)];
  return [
    ...(reward.minimumOrder === null || !isCode
      ? []
      : [
          say({
            en: `for orders of ${money(reward.minimumOrder)} or more`,
            zh: `订单满 ${money(reward.minimumOrder)} 可用`,
          }),
        ]),
    ...(made.length === 0 ? [] : [say({ en: `only for ${or(made)}`, zh: `仅限${or(made)}` })]),
    ...(validDays === null || !canEnd(reward.gives.kind)
      ? []
      : [say({ en: `valid for ${days(validDays, count)}`, zh: `${count(validDays)} 天内有效` })]),
    ...(isCode ? [combinesText(reward, teller)] : []),
  ];
}

/** Discount codes: of these it matters what they can be combined with. */
export const IS_CODE: RewardGives["kind"][] = [
  "amount-off",
  "percentage-off",
  "points-as-cash",
  "free-shipping",
  "free-product",
];

/** Of a donation and a ticket no last day means anything. */
export function canEnd(kind: RewardGives["kind"]): boolean {
  return kind !== "donation" && kind !== "draw-ticket";
}

function combinesText({ combinesWith }: Reward, { say, and }: Teller): string {
  const kinds = [
    ...(combinesWith.orderDiscounts ? [say({ en: "order discounts", zh: "订单折扣" })] : []),
    ...(combinesWith.productDiscounts ? [say({ en: "product discounts", zh: "商品折扣" })] : []),
    ...(combinesWith.shippingDiscounts ? [say({ en: "shipping discounts", zh: "运费折扣" })] : []),
  ];
  return kinds.length === 0
    ? say({ en: "cannot be combined with other discounts", zh: "不可与其他折扣同用" })
    : say({ en: `can be combined with ${and(kinds)}`, zh: `可与${and(kinds)}同用` });
}

/** What a member simply has from then on, or what is done with as soon as it is written down. */
export const IS_KEPT: RewardGives["kind"][] = [
  "gift-card",
  "store-credit",
  "voucher",
  "donation",
  "draw-ticket",
];

function returnsTexts(reward: Reward, { say, or }: Teller): string[] {
  if (IS_KEPT.includes(reward.gives.kind)) {
    return [say({ en: "its points are spent at once", zh: "积分即时扣除" })];
  }
  const times = [
    ...(reward.returnsWhenUnused ? [say({ en: "it expires unused", zh: "过期未用" })] : []),
    ...(reward.returnsWhenHandedBack ? [say({ en: "it is handed back", zh: "退回" })] : []),
    ...(reward.returnsWhenRefunded && IS_CODE.includes(reward.gives.kind)
      ? [say({ en: "its order is refunded", zh: "订单退款" })]
      : []),
  ];
  return times.length === 0
    ? [say({ en: "points never come back", zh: "积分不退还" })]
    : [say({ en: `points come back when ${or(times)}`, zh: `${or(times)}时退还积分` })];
}
