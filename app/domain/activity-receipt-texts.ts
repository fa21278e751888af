import type { ActivityNothing } from "#app/domain/activity-receipt.ts";
import type { Cap } from "#app/domain/program/basics.ts";

type PlainReason = Exclude<
  ActivityNothing["reason"],
  "condition" | "locked" | "limit" | "known-too-late"
>;

/** The sentences of an activity's receipt in one language. Counts come formatted. */
export type ActivityTexts = {
  what(name: string): string;
  judgedBy(name: string, version: string): string;
  gives(points: string): string;
  campaign(name: string, factor: string, adds: string): string;
  rounding(adds: string): string;
  cap(points: string, per: string, adds: string): string;
  /** `what` null for the program's own budget. */
  budget(what: string | null, adds: string): string;
  budgetWaits(what: string | null): string;
  undone(adds: string): string;
  boost(factor: string, days: string): string;
  condition(what: string): string;
  locked(activity: string): string;
  limit(times: string, per: string): string;
  knownTooLate(days: string): string;
  kinds: Record<"referral" | "referred", string>;
  per: Record<Cap["per"], string>;
  nothing: Record<PlainReason, string>;
};

const en: ActivityTexts = {
  what: (name) => `${name}.`,
  judgedBy: (name, version) => `${name}, judged by version ${version} of the program.`,
  gives: (points) => `It gives ${points}.`,
  campaign: (name, factor, adds) => `${name}: times ${factor} adds ${adds}.`,
  rounding: (adds) => `Rounded down: ${adds}.`,
  cap: (points, per, adds) => `At most ${points} points ${per}: ${adds}.`,
  budget: (what, adds) =>
    what === null ? `The budget gave no more: ${adds}.` : `The budget of ${what}: ${adds}.`,
  budgetWaits: (what) =>
    what === null ? "The budget is being asked." : `The budget of ${what} is being asked.`,
  undone: (adds) => `Taken back: ${adds}.`,
  boost: (factor, days) => `Orders earn times ${factor} for ${days} days.`,
  condition: (what) => `It gave nothing: ${what} did not fit at that moment.`,
  locked: (activity) => `It gave nothing: ${activity} has to come first.`,
  limit: (times, per) => `It gave nothing: it counts at most ${times} times ${per}.`,
  knownTooLate: (days) => `It gave nothing: the date has to be known ${days} days before.`,
  kinds: { referral: "A friend's first order", referred: "First order as a friend" },
  per: {
    order: "each time",
    day: "a day",
    week: "a week",
    month: "a month",
    quarter: "a quarter",
    year: "a year",
    lifetime: "altogether",
  },
  nothing: {
    "no-program": "It gave nothing: no program was in force at that moment.",
    unknown: "It gave nothing: the program did not know it.",
    "by-itself": "It gave nothing: it comes by itself and cannot be reported.",
    closed: "It gave nothing: the account was closed.",
    "awaits-approval": "It waits for approval.",
    rejected: "It was not accepted.",
    undone: "What it rested on is gone.",
    "too-soon": "It gave nothing: the last one was less than 300 days before.",
  },
};

const zh: ActivityTexts = {
  what: (name) => `${name}。`,
  judgedBy: (name, version) => `${name}，按计划第 ${version} 版计算。`,
  gives: (points) => `可得 ${points}。`,
  campaign: (name, factor, adds) => `${name}：${factor} 倍，增加 ${adds}。`,
  rounding: (adds) => `向下取整：${adds}。`,
  cap: (points, per, adds) => `${per}最多 ${points} 积分：${adds}。`,
  budget: (what, adds) => (what === null ? `预算已不足：${adds}。` : `${what}的预算：${adds}。`),
  budgetWaits: (what) => (what === null ? "正在查询预算。" : `正在查询${what}的预算。`),
  undone: (adds) => `已收回：${adds}。`,
  boost: (factor, days) => `${days} 天内订单积分 ${factor} 倍。`,
  condition: (what) => `未得积分：当时${what}不符合条件。`,
  locked: (activity) => `未得积分：须先完成${activity}。`,
  limit: (times, per) => `未得积分：${per}最多计 ${times} 次。`,
  knownTooLate: (days) => `未得积分：日期须提前 ${days} 天登记。`,
  kinds: { referral: "好友的首单", referred: "受邀后的首单" },
  per: {
    order: "每次",
    day: "每天",
    week: "每周",
    month: "每月",
    quarter: "每季度",
    year: "每年",
    lifetime: "总共",
  },
  nothing: {
    "no-program": "未得积分：当时没有生效的计划。",
    unknown: "未得积分：计划中没有这项活动。",
    "by-itself": "未得积分：这项活动自动计算，不能上报。",
    closed: "未得积分：账户已关闭。",
    "awaits-approval": "等待审核。",
    rejected: "未通过审核。",
    undone: "所依据的内容已不存在。",
    "too-soon": "未得积分：距上次不足 300 天。",
  },
};

export const activityTexts: Record<"en" | "zh-CN", ActivityTexts> = { en, "zh-CN": zh };
