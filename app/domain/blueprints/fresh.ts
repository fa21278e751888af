import { freshRewards } from "#app/domain/blueprints/fresh-rewards.ts";
import type { ProgramInput } from "#app/domain/program/document.ts";

/** Light meals: small orders, often; habits earn as much as money does. */
export const fresh: ProgramInput = {
  schema: 2,
  name: "Fresh",
  earning: {
    points: "1",
    perAmount: "1",
    hold: { days: 1, after: "payment", atMostDays: null },
    rules: [
      {
        id: "first-order",
        name: { en: "First order", "zh-CN": "首单奖励" },
        when: { kind: "order-number", from: 1, to: 1 },
        gives: { kind: "fixed", points: 50 },
      },
      {
        id: "wednesday",
        name: { en: "Double points on Wednesdays", "zh-CN": "周三双倍积分" },
        when: { kind: "weekday", in: ["wed"] },
        gives: { kind: "multiplier", factor: "2" },
      },
    ],
  },
  campaigns: [
    {
      id: "health-week",
      name: { en: "Health week", "zh-CN": "健康周" },
      audience: { kind: "yearly", from: "04-05", until: "04-11" },
      rules: [
        {
          id: "health-week-double",
          name: { en: "Double points in health week", "zh-CN": "健康周双倍积分" },
          gives: { kind: "multiplier", factor: "2" },
        },
      ],
    },
    {
      id: "spend-and-save",
      name: { en: "Spend-and-save weeks", "zh-CN": "满额回馈周" },
      audience: {
        kind: "any",
        of: [
          { kind: "yearly", from: "03-01", until: "03-07" },
          { kind: "yearly", from: "09-01", until: "09-07" },
        ],
      },
      rules: [
        {
          id: "save-60",
          name: { en: "From 60: 60 points more", "zh-CN": "满 60 加送 60 积分" },
          when: { kind: "order-total", atLeast: "60", below: "120" },
          gives: { kind: "fixed", points: 60 },
        },
        {
          id: "save-120",
          name: { en: "From 120: 150 points more", "zh-CN": "满 120 加送 150 积分" },
          when: { kind: "order-total", atLeast: "120" },
          gives: { kind: "fixed", points: 150 },
        },
      ],
    },
  ],
  activities: [
    {
      id: "review",
      kind: "review",
      name: { en: "Review a meal", "zh-CN": "评价餐品" },
      gives: { kind: "points", points: 20 },
      limits: [{ per: "week", times: 3 }],
    },
    {
      id: "survey",
      kind: "survey",
      name: { en: "Answer our survey", "zh-CN": "填写问卷" },
      gives: { kind: "points", points: 30 },
      limits: [{ per: "quarter", times: 1 }],
    },
    {
      id: "event",
      kind: "event",
      name: { en: "Come to an event", "zh-CN": "参加线下活动" },
      gives: { kind: "points", points: 50 },
      limits: [{ per: "month", times: 2 }],
    },
    {
      id: "photo",
      kind: "upload",
      name: { en: "Show your meal in a photo", "zh-CN": "晒餐图" },
      gives: { kind: "points", points: 30 },
      approval: true,
      limits: [{ per: "week", times: 1 }],
    },
    {
      id: "story",
      kind: "upload",
      name: { en: "Tell your story", "zh-CN": "分享健康故事" },
      gives: { kind: "points", points: 100 },
      approval: true,
      limits: [{ per: "quarter", times: 1 }],
    },
    {
      id: "check-in",
      kind: "visit",
      name: { en: "Check in", "zh-CN": "每日打卡" },
      gives: { kind: "points", points: 1 },
      limits: [{ per: "day", times: 1 }],
    },
    {
      id: "seven-days",
      kind: "challenge",
      name: { en: "Check in on 7 days of a month", "zh-CN": "每月 7 天挑战" },
      of: { kind: "activity", activity: "check-in" },
      target: "7",
      within: { kind: "period", per: "month" },
      gives: { kind: "points", points: 30 },
    },
    {
      id: "five-in-a-row",
      kind: "streak",
      name: { en: "An order on 5 days in a row", "zh-CN": "连续 5 天下单" },
      of: { kind: "orders" },
      unit: "day",
      length: 5,
      gives: { kind: "points", points: 50 },
      limits: [{ per: "month", times: 2 }],
    },
    {
      id: "gold-birthday",
      kind: "birthday",
      name: { en: "Birthday gift for Gold", "zh-CN": "金卡生日礼" },
      when: { kind: "tier", in: ["gold"] },
      waitDays: 30,
      gives: { kind: "points", points: 500 },
    },
  ],
  referral: {
    inviterPoints: 50,
    friendPoints: 0,
    waitDays: 1,
    limits: [{ per: "month", times: 10 }],
  },
  expiry: { kind: "months-after-earning", months: 12 },
  tiers: {
    measure: "points",
    window: { kind: "calendar-month" },
    grace: { kind: "months", months: 1 },
    landing: "one-step",
    levels: [
      {
        id: "leaf",
        name: { en: "Leaf", "zh-CN": "嫩叶" },
        threshold: "0",
        perks: [{ kind: "free-reward", reward: "leaf-voucher", times: 1, per: "month" }],
      },
      {
        id: "green",
        name: { en: "Green", "zh-CN": "绿意" },
        threshold: "1000",
        perks: [
          { kind: "standing-discount", reward: "green-discount" },
          { kind: "free-reward", reward: "free-delivery", times: 1, per: "month" },
          { kind: "free-reward", reward: "themed-set", times: 1, per: "quarter" },
          { kind: "free-reward", reward: "gym-coupon", times: 1, per: "quarter" },
          {
            kind: "service",
            text: {
              en: "Taste new products first, and have a seat in our cooking classes.",
              "zh-CN": "新品优先试吃，并可参加健康餐课程。",
            },
          },
        ],
      },
      {
        id: "gold",
        name: { en: "Gold", "zh-CN": "金穗" },
        threshold: null,
        ways: [
          {
            kind: "measured",
            measure: "points",
            window: { kind: "rolling-months", months: 6 },
            atLeast: "3000",
          },
        ],
        perks: [
          { kind: "standing-discount", reward: "gold-discount" },
          { kind: "free-reward", reward: "free-delivery", times: 1, per: "month" },
          { kind: "free-reward", reward: "themed-set", times: 1, per: "quarter" },
          { kind: "free-reward", reward: "gym-coupon", times: 1, per: "quarter" },
          {
            kind: "service",
            text: {
              en: "First seats at our events, and a place in the tasting panel.",
              "zh-CN": "活动优先席位，并受邀加入品鉴团。",
            },
          },
        ],
      },
    ],
  },
  rewards: freshRewards,
};
