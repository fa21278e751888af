import type { Activity, Referral } from "#app/domain/program/activity.ts";
import { conditionText, productsText } from "#app/texts/sentences/conditions.ts";
import { boundsTexts } from "#app/texts/sentences/limits.ts";
import { days } from "#app/texts/sentences/member-conditions.ts";
import { sentence, type Teller, type Words } from "#app/texts/sentences/teller.ts";

/** What a member does, what it gives, and on which terms. */
export function activityText(activity: Activity, teller: Teller): string {
  const core = teller.say({
    en: `${givesText(activity.gives, teller)} ${whatFor(activity, teller)}`,
    zh: `${whatFor(activity, teller)}，${givesText(activity.gives, teller)}`,
  });
  return [core, ...termsOf(activity, teller)]
    .map((text) => sentence(text, teller))
    .join(teller.say({ en: " ", zh: "" }));
}

/** What both sides of a referral get, and when. */
export function referralTexts(referral: Referral, teller: Teller): string[] {
  const { say, points, money, count } = teller;
  const { inviterPoints, friendPoints, minimumOrder, waitDays } = referral;
  const order =
    minimumOrder === null
      ? say({ en: "the friend’s first order", zh: "好友首单" })
      : say({
          en: `the friend’s first order of ${money(minimumOrder)} or more`,
          zh: `好友首单满 ${money(minimumOrder)} `,
        });
  const after =
    waitDays === 0
      ? say({ en: "is paid", zh: "付款后" })
      : say({
          en: `is ${days(waitDays, count)} past its payment`,
          zh: `付款满 ${count(waitDays)} 天后`,
        });
  return [
    say({
      en: `When ${order} ${after}, the inviter gets ${points(inviterPoints)} and the friend ${points(friendPoints)}.`,
      zh: `${order}${after}，邀请人得 ${points(inviterPoints)}，好友得 ${points(friendPoints)}。`,
    }),
    ...boundsTexts({ limits: referral.limits }, teller).map((text) =>
      sentence(say({ en: `friends count ${text}`, zh: `计入的好友${text}` }), teller),
    ),
  ];
}

function givesText(gives: Activity["gives"], { say, points, count }: Teller): string {
  if (gives.kind === "points") {
    return say({ en: points(gives.points), zh: `得 ${points(gives.points)}` });
  }
  return say({
    en: `Points of orders ×${gives.factor} for ${days(gives.days, count)}`,
    zh: `${count(gives.days)} 天内订单积分 ×${gives.factor}`,
  });
}

const DOINGS: Record<Exclude<Activity["kind"], "streak" | "challenge">, Words> = {
  signup: { en: "for joining", zh: "加入会员" },
  profile: { en: "for a complete profile", zh: "完善资料" },
  review: { en: "for a review", zh: "发表评价" },
  newsletter: { en: "for subscribing to the newsletter", zh: "订阅邮件" },
  social: { en: "for following or sharing", zh: "关注或分享" },
  survey: { en: "for a survey", zh: "填写问卷" },
  visit: { en: "for a visit", zh: "签到" },
  event: { en: "for attending an event", zh: "参加活动" },
  upload: { en: "for a photo or story", zh: "上传照片或故事" },
  partner: { en: "for something a partner reports", zh: "合作方报告的行为" },
  birthday: { en: "on every birthday", zh: "每年生日" },
  anniversary: { en: "on every anniversary of joining", zh: "每年入会纪念日" },
};

/** For a review, on every birthday, for 3 orders within a month. */
export function whatFor(activity: Activity, teller: Teller): string {
  if (activity.kind === "streak") return streakText(activity, teller);
  if (activity.kind === "challenge") return challengeText(activity, teller);
  return teller.say(DOINGS[activity.kind]);
}

const UNITS = {
  day: { en: "days", zh: "天" },
  week: { en: "weeks", zh: "周" },
  month: { en: "months", zh: "个月" },
};

function streakText(streak: Extract<Activity, { kind: "streak" }>, teller: Teller): string {
  const { say, count } = teller;
  const what =
    streak.of.kind === "orders"
      ? say({ en: "an order", zh: "下单" })
      : teller.activity(streak.of.activity);
  const [length, unit] = [count(streak.length), say(UNITS[streak.unit])];
  const once = streak.repeats ? "" : say({ en: ", once", zh: "，仅一次" });
  return say({
    en: `for ${what} in each of ${length} ${unit} in a row${once}`,
    zh: `连续 ${length} ${unit}${what}${once}`,
  });
}

const WITHIN = {
  day: { en: "within a day", zh: "一天内" },
  week: { en: "within a week", zh: "一周内" },
  month: { en: "within a month", zh: "一个月内" },
  quarter: { en: "within a quarter", zh: "一个季度内" },
  year: { en: "within a year", zh: "一年内" },
};

function challengeText(
  challenge: Extract<Activity, { kind: "challenge" }>,
  teller: Teller,
): string {
  const { say, count } = teller;
  const { within } = challenge;
  const time =
    within.kind === "period"
      ? say(WITHIN[within.per])
      : say({ en: `within ${days(within.days, count)}`, zh: `${count(within.days)} 天内` });
  const goal = goalText(challenge, teller);
  return say({ en: `for ${goal} ${time}`, zh: `${time}${goal}` });
}

function goalText({ of, target }: Extract<Activity, { kind: "challenge" }>, teller: Teller) {
  const { say } = teller;
  switch (of.kind) {
    case "orders":
      return say({
        en: `${target} ${target === "1" ? "order" : "orders"}`,
        zh: `下 ${target} 单`,
      });
    case "spend":
      return say({
        en: `spending ${teller.money(target)}`,
        zh: `消费满 ${teller.money(target)}`,
      });
    case "items": {
      const what = of.lines === null ? null : productsText(of.lines, teller);
      return say({
        en: `buying ${target} items${what === null ? "" : ` of ${what}`}`,
        zh: `购买 ${target} 件${what ?? "商品"}`,
      });
    }
    case "activity":
      return say({
        en: `${teller.activity(of.activity)} ${target} times`,
        zh: `完成${teller.activity(of.activity)} ${target} 次`,
      });
  }
}

/** On which terms an activity gives something, each as a part of a sentence. */
export function termsOf(activity: Activity, teller: Teller): string[] {
  const { say, count } = teller;
  const wait = "waitDays" in activity ? activity.waitDays : 0;
  const { holdDays, when, unlockedBy } = activity;
  const hold = days(holdDays, count);
  return [
    ...(when === null ? [] : [say({ en: "only ", zh: "仅限" }) + conditionText(when, teller)]),
    ...(activity.approval ? [say({ en: "staff looks at it first", zh: "须由店员审核" })] : []),
    ...(unlockedBy === null
      ? []
      : [
          say({
            en: `only after ${teller.activity(unlockedBy)}`,
            zh: `须先完成${teller.activity(unlockedBy)}`,
          }),
        ]),
    ...(wait === 0 ? [] : [waitText(activity.kind, wait, teller)]),
    ...(holdDays === 0
      ? []
      : [say({ en: `can be spent after ${hold}`, zh: `${count(holdDays)} 天后可用` })]),
    ...boundsTexts(activity, teller),
  ];
}

function waitText(kind: string, wait: number, { say, count }: Teller): string {
  return kind === "birthday"
    ? say({
        en: `the date must have been known for ${days(wait, count)}`,
        zh: `生日须提前 ${count(wait)} 天填写`,
      })
    : say({
        en: `only ${days(wait, count)} after joining or later`,
        zh: `入会满 ${count(wait)} 天后`,
      });
}
