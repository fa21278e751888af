import type { ProgramInput } from "#app/domain/program/document.ts";

const DAYS = 7;

/** What members of the department store do beside buying. */
export const select365Activities: ProgramInput["activities"] = [
  {
    id: "signup",
    kind: "signup",
    name: { en: "Join", "zh-CN": "注册会员" },
    gives: { kind: "points", points: 500 },
    limits: [{ per: "lifetime", times: 1 }],
  },
  {
    id: "review",
    kind: "review",
    name: { en: "Review what you bought", "zh-CN": "评价商品" },
    gives: { kind: "points", points: 50 },
    approval: true,
    caps: [{ per: "month", points: 300 }],
  },
  {
    id: "check-in",
    kind: "visit",
    name: { en: "Check in", "zh-CN": "每日签到" },
    gives: { kind: "points", points: 2 },
    limits: [{ per: "day", times: 1 }],
  },
  {
    id: "week-of-check-ins",
    kind: "streak",
    name: { en: "Check in 7 days in a row", "zh-CN": "连续签到 7 天" },
    of: { kind: "activity", activity: "check-in" },
    unit: "day",
    length: 7,
    gives: { kind: "points", points: 20 },
  },
  {
    id: "view-task",
    kind: "partner",
    name: { en: "Look at 5 products of the day", "zh-CN": "浏览 5 件今日精选" },
    gives: { kind: "points", points: 5 },
    limits: [{ per: "day", times: 1 }],
  },
  {
    id: "favorite-task",
    kind: "partner",
    name: { en: "Keep 3 favorites", "zh-CN": "收藏 3 件商品" },
    gives: { kind: "points", points: 10 },
    limits: [{ per: "week", times: 1 }],
    unlockedBy: "view-task",
  },
  {
    id: "survey",
    kind: "survey",
    name: { en: "Answer a survey: 10 % more for a week", "zh-CN": "填写问卷，一周积分 +10%" },
    gives: { kind: "multiplier", factor: "1.1", days: DAYS },
    limits: [{ per: "quarter", times: 1 }],
  },
  {
    id: "share",
    kind: "social",
    name: { en: "Share a find: 20 % more for a week", "zh-CN": "分享好物，一周积分 +20%" },
    gives: { kind: "multiplier", factor: "1.2", days: DAYS },
    approval: true,
    limits: [{ per: "month", times: 1 }],
  },
  {
    id: "store-event",
    kind: "event",
    name: { en: "Come to a store event: 50 % more for a week", "zh-CN": "到店活动，一周积分 +50%" },
    gives: { kind: "multiplier", factor: "1.5", days: DAYS },
    limits: [{ per: "quarter", times: 1 }],
  },
  {
    id: "anniversary",
    kind: "anniversary",
    name: { en: "Anniversary gift", "zh-CN": "入会周年礼" },
    when: { kind: "tier", in: ["gold", "diamond"] },
    gives: { kind: "points", points: 1000 },
  },
  {
    id: "top-ten-percent",
    kind: "challenge",
    name: { en: "Gift for the best 10 %", "zh-CN": "前 10% 会员季度礼" },
    when: { kind: "top-percent", percent: "10" },
    of: { kind: "orders" },
    target: "3",
    within: { kind: "period", per: "quarter" },
    gives: { kind: "points", points: 1000 },
  },
];
