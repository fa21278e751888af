import type { Rounding } from "#app/domain/fraction.ts";
import type { NotCounted, Nothing } from "#app/domain/receipt.ts";

/** The sentences of a receipt in one language. Amounts and counts come formatted. */
export type ReceiptTexts = {
  withTier(version: string, tier: string): string;
  withoutTier(version: string): string;
  counted(title: string, quantity: number, amount: string): string;
  notCounted(title: string, why: string): string;
  shipping(amount: string): string;
  tip(amount: string): string;
  kept(kept: string, of: string): string;
  base(amount: string): string;
  rate(points: string, perAmount: string, result: string): string;
  rateTimes(
    rate: { points: string; perAmount: string; multiplier: string },
    result: string,
  ): string;
  rounded(how: string, points: string): string;
  cap(points: string): string;
  points(points: string, count: bigint): string;
  why: Record<NotCounted, string>;
  nothing: Record<Nothing, string>;
  rounding: Record<Rounding, string>;
};

const en: ReceiptTexts = {
  withTier: (version, tier) =>
    `Judged by version ${version} of the program; the tier was ${tier} when the order was placed.`,
  withoutTier: (version) => `Judged by version ${version} of the program; no tier was held.`,
  counted: (title, quantity, amount) => `${title} × ${quantity}: ${amount} counts.`,
  notCounted: (title, why) => `${title} does not count: ${why}.`,
  shipping: (amount) => `Shipping: ${amount} counts.`,
  tip: (amount) => `Tip: ${amount} counts.`,
  kept: (kept, of) => `Money was given back: ${kept} of ${of} was kept, and counts in proportion.`,
  base: (amount) => `Together ${amount} counts.`,
  rate: (points, per, result) => `${points} per ${per} makes ${result}.`,
  rateTimes: ({ points, perAmount, multiplier }, result) =>
    `${points} per ${perAmount}, times ${multiplier} for the tier, makes ${result}.`,
  rounded: (how, points) => `Rounded ${how}: ${points}.`,
  cap: (points) => `The cap of the day left room for ${points}.`,
  points: (points, count) => (count === 1n ? `${points} point.` : `${points} points.`),
  why: {
    "gift-card": "gift cards do not earn points",
    "excluded-product": "the product is excluded",
    "excluded-collection": "its collection is excluded",
    "excluded-tag": "a tag of the product is excluded",
    returned: "it was returned",
  },
  nothing: {
    "no-program": "No program was in force when the order was placed.",
    "test-order": "Test orders do not earn points.",
    "not-paid": "The order is not paid yet.",
    cancelled: "The order was cancelled.",
    "below-minimum": "The order was below the minimum when it was placed.",
  },
  rounding: { down: "down", nearest: "to the nearest", up: "up" },
};

const zh: ReceiptTexts = {
  withTier: (version, tier) => `按计划第 ${version} 版计算；下单时等级为${tier}。`,
  withoutTier: (version) => `按计划第 ${version} 版计算；下单时无等级。`,
  counted: (title, quantity, amount) => `${title} × ${quantity}：计入 ${amount}。`,
  notCounted: (title, why) => `${title} 不计入：${why}。`,
  shipping: (amount) => `运费：计入 ${amount}。`,
  tip: (amount) => `小费：计入 ${amount}。`,
  kept: (kept, of) => `有退款：在 ${of} 中保留 ${kept}，按比例计入。`,
  base: (amount) => `合计计入 ${amount}。`,
  rate: (points, per, result) => `每 ${per} 得 ${points} 积分，共 ${result}。`,
  rateTimes: ({ points, perAmount, multiplier }, result) =>
    `每 ${perAmount} 得 ${points} 积分，等级倍数 ${multiplier}，共 ${result}。`,
  rounded: (how, points) => `${how}：${points}。`,
  cap: (points) => `当日上限只剩 ${points} 积分。`,
  points: (points) => `${points} 积分。`,
  why: {
    "gift-card": "礼品卡不获得积分",
    "excluded-product": "该商品不参与",
    "excluded-collection": "所属系列不参与",
    "excluded-tag": "商品标签不参与",
    returned: "已退货",
  },
  nothing: {
    "no-program": "下单时没有生效的计划。",
    "test-order": "测试订单不获得积分。",
    "not-paid": "订单尚未付款。",
    cancelled: "订单已取消。",
    "below-minimum": "下单金额低于最低要求。",
  },
  rounding: { down: "向下取整", nearest: "四舍五入", up: "向上取整" },
};

export const receiptTexts: Record<"en" | "zh-CN", ReceiptTexts> = { en, "zh-CN": zh };
