import { describe, expect, test } from "vitest";
import { Activity, Referral } from "#app/domain/program/activity.ts";
import { sentenceOf } from "#app/texts/sentences/sentence-of.ts";
import { both, english, tag } from "#test/support/tellers.ts";

describe("activities", () => {
  const give = { kind: "points", points: 20 };
  test.each([
    [{ kind: "signup" }, "20 points for joining.", "加入会员，得 20 积分。"],
    [{ kind: "profile" }, "20 points for a complete profile.", "完善资料，得 20 积分。"],
    [
      { kind: "review", approval: true, limits: [{ per: "month", times: 2 }] },
      "20 points for a review. Staff looks at it first. At most twice per month.",
      "发表评价，得 20 积分。须由店员审核。每月最多 2 次。",
    ],
    [
      { kind: "newsletter" },
      "20 points for subscribing to the newsletter.",
      "订阅邮件，得 20 积分。",
    ],
    [{ kind: "social" }, "20 points for following or sharing.", "关注或分享，得 20 积分。"],
    [{ kind: "survey", holdDays: 1 }, "20 points for a survey. Can be spent after 1 day.", null],
    [
      { kind: "visit", unlockedBy: "review" },
      "20 points for a visit. Only after “Write a review”.",
      null,
    ],
    [{ kind: "event" }, "20 points for attending an event.", null],
    [
      { kind: "upload", gives: { kind: "multiplier", factor: "2", days: 7 } },
      "Points of orders ×2 for 7 days for a photo or story.",
      "上传照片或故事，7 天内订单积分 ×2。",
    ],
    [{ kind: "partner" }, "20 points for something a partner reports.", null],
    [
      { kind: "birthday", waitDays: 30 },
      "20 points on every birthday. The date must have been known for 30 days.",
      "每年生日，得 20 积分。生日须提前 30 天填写。",
    ],
    [
      { kind: "anniversary", when: { kind: "tier", in: ["gold"] } },
      "20 points on every anniversary of joining. Only for members in “Gold”.",
      null,
    ],
    [
      { kind: "streak", of: { kind: "orders" }, unit: "month", length: 3, repeats: false },
      "20 points for an order in each of 3 months in a row, once.",
      "连续 3 个月下单，仅一次，得 20 积分。",
    ],
    [
      { kind: "streak", of: { kind: "activity", activity: "review" }, unit: "day", length: 5 },
      "20 points for “Write a review” in each of 5 days in a row.",
      null,
    ],
    [
      {
        kind: "challenge",
        of: { kind: "spend" },
        target: "100",
        within: { kind: "period", per: "month" },
      },
      "20 points for spending $100.00 within a month.",
      "一个月内消费满 US$100.00，得 20 积分。",
    ],
    [
      {
        kind: "challenge",
        of: { kind: "items", lines: tag("tea") },
        target: "5",
        within: { kind: "days", days: 7 },
      },
      "20 points for buying 5 items of products tagged “tea” within 7 days.",
      null,
    ],
    [
      {
        kind: "challenge",
        of: { kind: "orders" },
        target: "3",
        within: { kind: "period", per: "week" },
      },
      "20 points for 3 orders within a week.",
      null,
    ],
    [
      {
        kind: "challenge",
        of: { kind: "activity", activity: "review" },
        target: "3",
        within: { kind: "period", per: "year" },
      },
      "20 points for “Write a review” 3 times within a year.",
      null,
    ],
  ])("%j", (rest, en, zh) => {
    const activity = Activity.parse({ id: "a", name: { en: "It" }, gives: give, ...rest });
    const [told, chineseTold] = both({ activity });
    expect(told).toBe(en);
    if (zh !== null) expect(chineseTold).toBe(zh);
  });

  test("a referral tells both sides", () => {
    const referral = Referral.parse({
      inviterPoints: 100,
      friendPoints: 1,
      minimumOrder: "20",
      waitDays: 14,
      limits: [{ per: "year", times: 10 }],
    });
    expect(sentenceOf({ referral }, english)).toBe(
      "When the friend’s first order of $20.00 or more is 14 days past its payment, the inviter gets 100 points and the friend 1 point. Friends count at most 10 times per year.",
    );
  });
});
