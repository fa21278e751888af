import { select365Activities } from "#app/domain/blueprints/select-365-activities.ts";
import { select365Rewards } from "#app/domain/blueprints/select-365-rewards.ts";
import type { ProgramInput } from "#app/domain/program/document.ts";

const DOUBLE = { kind: "multiplier", factor: "2" } as const;

const silverPerks = [
  { kind: "free-reward", reward: "ten-off", times: 1, per: "month" },
  { kind: "free-reward", reward: "free-delivery", times: 5, per: "month" },
  { kind: "free-reward", reward: "starter-pack", times: 3, per: "lifetime" },
] as const;

const goldPerks = [
  ...silverPerks,
  { kind: "free-reward", reward: "pack-of-100", times: 4, per: "month" },
  { kind: "early-access", hours: 24 },
] as const;

const diamondPerks = [
  ...goldPerks,
  { kind: "free-reward", reward: "five-percent", times: 1, per: "month" },
  { kind: "free-reward", reward: "free-order", times: 3, per: "year" },
  {
    kind: "service",
    text: { en: "Your own contact, by name.", "zh-CN": "专属客户经理一对一服务。" },
  },
] as const;

/** A department store: everything doubles now and then, and a good month opens doors. */
export const select365: ProgramInput = {
  schema: 2,
  name: "Select 365",
  earning: {
    points: "1",
    perAmount: "1",
    hold: { days: 7, after: "fulfillment", atMostDays: 30 },
    // Double on double is triple: each adds what it adds.
    combine: { rates: "best", multipliers: "add", fixed: "add", per: "line" },
    rules: [
      {
        id: "double-categories",
        name: { en: "Categories with double points", "zh-CN": "双倍积分品类" },
        lines: { kind: "tag", in: ["double-points"] },
        gives: DOUBLE,
      },
      {
        id: "double-fridays",
        name: { en: "Double points on Fridays", "zh-CN": "周五双倍积分" },
        when: { kind: "weekday", in: ["fri"] },
        gives: DOUBLE,
      },
    ],
  },
  campaigns: [
    {
      id: "festivals",
      name: { en: "Festivals", "zh-CN": "节庆双倍积分" },
      audience: {
        kind: "any",
        of: [
          { kind: "yearly", from: "12-31", until: "01-02" },
          { kind: "yearly", from: "05-01", until: "05-05" },
          { kind: "yearly", from: "10-01", until: "10-07" },
          { kind: "yearly", from: "11-11", until: "11-11" },
        ],
      },
      rules: [
        {
          id: "festival-double",
          name: { en: "Double points at festivals", "zh-CN": "节日双倍积分" },
          gives: DOUBLE,
        },
      ],
    },
    {
      id: "members-day",
      name: { en: "Members' day", "zh-CN": "每月 1 日会员日" },
      audience: { kind: "day-of-month", in: [1] },
      rules: [
        {
          id: "members-day-double",
          name: { en: "Double points on members' day", "zh-CN": "会员日双倍积分" },
          gives: DOUBLE,
        },
      ],
    },
  ],
  activities: select365Activities,
  referral: {
    inviterPoints: 1000,
    friendPoints: 0,
    minimumOrder: "100",
    waitDays: 7,
    limits: [{ per: "month", times: 5 }],
  },
  expiry: { kind: "end-of-period", period: "year", later: 1 },
  tiers: {
    measure: "points",
    window: { kind: "calendar-month" },
    grace: { kind: "months", months: 1 },
    landing: "one-step",
    levels: [
      {
        id: "silver",
        name: { en: "Silver", "zh-CN": "银卡" },
        threshold: "500",
        // At launch new members try Silver for a month.
        ways: [{ kind: "condition", when: launchTrial() }],
        perks: [...silverPerks],
      },
      {
        id: "gold",
        name: { en: "Gold", "zh-CN": "金卡" },
        threshold: "5000",
        ways: [{ kind: "in-a-row", measure: "points", months: 3, atLeast: "500" }],
        multiplier: "2",
        perks: [...goldPerks],
      },
      {
        id: "diamond",
        name: { en: "Diamond", "zh-CN": "钻石卡" },
        threshold: "15000",
        ways: [{ kind: "in-a-row", measure: "points", months: 6, atLeast: "5000" }],
        multiplier: "2",
        perks: [...diamondPerks],
      },
    ],
  },
  rewards: select365Rewards,
};

/** The upgrade trial: those who hold the launch's tag, for their first 31 days. */
function launchTrial() {
  return {
    kind: "all" as const,
    of: [
      { kind: "customer-tag" as const, in: ["launch-trial"] },
      { kind: "member-for" as const, atLeastDays: null, atMostDays: 31 },
    ],
  };
}
