import type { Perk, TierLevel, Tiers, Way } from "#app/domain/program/tiers.ts";
import { conditionText, productsText } from "#app/texts/sentences/conditions.ts";
import { oftenText } from "#app/texts/sentences/limits.ts";
import { days } from "#app/texts/sentences/member-conditions.ts";
import { sentence, type Teller } from "#app/texts/sentences/teller.ts";

type Measure = Tiers["measure"];
type Window = Tiers["window"];

/** How tiers are counted and kept. */
export function tiersTexts(tiers: Tiers, teller: Teller): string[] {
  const { say, count } = teller;
  const { grace, landing } = tiers;
  const length =
    grace.kind === "days"
      ? say({ en: days(grace.days, count), zh: `${count(grace.days)} 天` })
      : say({
          en: `${count(grace.months)} ${grace.months === 1 ? "month" : "months"}`,
          zh: `${count(grace.months)} 个月`,
        });
  const where =
    landing === "belongs"
      ? say({ en: "the member lands where they belong", zh: "会员降至应属等级" })
      : say({ en: "the member goes down one tier", zh: "会员降一级" });
  const kept = grace.kind === "days" && grace.days === 0;
  return [
    sentence(
      say({
        en: `tiers are reached by ${measureText(tiers.measure, teller)}, ${windowText(tiers.window, teller)}`,
        zh: `等级按${windowText(tiers.window, teller)}的${measureText(tiers.measure, teller)}计算`,
      }),
      teller,
    ),
    kept
      ? sentence(say({ en: `when a tier’s time is over, ${where}`, zh: `到期后${where}` }), teller)
      : sentence(
          say({
            en: `when a tier’s time is over it is kept for ${length}; then ${where}`,
            zh: `到期后保留 ${length}，之后${where}`,
          }),
          teller,
        ),
  ];
}

/** How one tier is reached, and what its holders get. */
export function levelTexts(level: TierLevel, tiers: Tiers, teller: Teller): string[] {
  const { say } = teller;
  const ways = [
    ...(level.threshold === null
      ? []
      : [amountText({ measure: tiers.measure, atLeast: level.threshold }, teller)]),
    ...level.ways.map((way) => wayText(way, teller)),
  ];
  const reach =
    ways.length === 0
      ? say({ en: "by invitation only", zh: "仅限邀请" })
      : say({
          en: `reached with ${ways.join(", or ")}`,
          zh: `达到条件：${ways.join("，或")}`,
        });
  return [
    reach,
    ...(level.multiplier === "1"
      ? []
      : [
          say({ en: `points of orders ×${level.multiplier}`, zh: `订单积分 ×${level.multiplier}` }),
        ]),
    ...(level.entryGift === 0
      ? []
      : [
          say({
            en: `${teller.points(level.entryGift)} on reaching it`,
            zh: `升级时得 ${teller.points(level.entryGift)}`,
          }),
        ]),
    ...level.perks.map((perk) => perkText(perk, teller)),
  ].map((text) => sentence(text, teller));
}

/** One more way into a tier: "3 orders within the calendar year". */
export function wayText(way: Way, teller: Teller): string {
  const { say, count } = teller;
  switch (way.kind) {
    case "measured": {
      const [amount, time] = [amountText(way, teller), windowText(way.window, teller)];
      return say({ en: `${amount}, ${time}`, zh: `${time}${amount}` });
    }
    case "in-a-row": {
      const amount = amountText(way, teller);
      return say({
        en: `${amount} in each of ${way.months} months in a row`,
        zh: `连续 ${way.months} 个月每月${amount}`,
      });
    }
    case "single-order":
      return say({
        en: `one order of ${teller.money(way.atLeast)} or more`,
        zh: `单笔订单满 ${teller.money(way.atLeast)}`,
      });
    case "top-percent":
      return say({
        en: `being among the best ${way.percent} % by average monthly spend`,
        zh: `月均消费位于前 ${way.percent}%`,
      });
    case "condition": {
      const when = conditionText(way.when, teller);
      return say({ en: `as long as it is true: ${when}`, zh: `符合条件：${when}` });
    }
    case "purchase": {
      const what = productsText(way.lines, teller);
      return say({
        en: `an order with ${what}, for ${count(way.months)} ${way.months === 1 ? "month" : "months"}`,
        zh: `购买${what}后 ${count(way.months)} 个月内`,
      });
    }
  }
}

/** What holders of a tier get beside points. */
export function perkText(perk: Perk, teller: Teller): string {
  const { say, reward } = teller;
  switch (perk.kind) {
    case "free-reward":
      return say({
        en: `${reward(perk.reward)} free, ${oftenText(perk, teller)}`,
        zh: `免费获得${reward(perk.reward)}，${oftenText(perk, teller)}`,
      });
    case "cheaper-rewards":
      return say({
        en: `rewards cost ${perk.percent} % fewer points`,
        zh: `兑换奖励少用 ${perk.percent}% 积分`,
      });
    case "points-worth-more":
      return say({
        en: `points used as cash are worth ${perk.percent} % more`,
        zh: `积分抵现价值多 ${perk.percent}%`,
      });
    case "standing-discount":
      return say({
        en: `${reward(perk.reward)} on every order, by a code renewed each month`,
        zh: `每单享受${reward(perk.reward)}，折扣码每月更新`,
      });
    case "early-access":
      return say({
        en: `early access by ${perk.hours} ${perk.hours === 1 ? "hour" : "hours"}`,
        zh: `提前 ${perk.hours} 小时购买`,
      });
    case "service":
      return teller.local({ en: perk.text.en, "zh-CN": perk.text["zh-CN"] });
  }
}

/** What is measured: "amount spent". */
export function measureText(measure: Measure, { say }: Teller): string {
  return say(
    {
      spend: { en: "amount spent", zh: "消费金额" },
      points: { en: "points earned", zh: "获得积分" },
      orders: { en: "number of orders", zh: "订单数" },
      balance: { en: "points available", zh: "可用积分" },
    }[measure],
  );
}

/** Over what it is counted: "within the last 12 months". */
export function windowText(window: Window, { say, count }: Teller): string {
  switch (window.kind) {
    case "lifetime":
      return say({ en: "over all time", zh: "累计" });
    case "calendar-month":
      return say({ en: "within the calendar month", zh: "自然月内" });
    case "calendar-year":
      return say({ en: "within the calendar year", zh: "自然年内" });
    case "membership-year":
      return say({ en: "within the year of membership", zh: "会员年度内" });
    case "rolling-days":
      return say({
        en: `within the last ${days(window.days, count)}`,
        zh: `最近 ${count(window.days)} 天内`,
      });
    case "rolling-months":
      return say({
        en: `within the last ${count(window.months)} ${window.months === 1 ? "month" : "months"}`,
        zh: `最近 ${count(window.months)} 个月内`,
      });
  }
}

function amountText(
  { measure, atLeast }: { measure: Measure; atLeast: string },
  { say, money, points }: Teller,
): string {
  switch (measure) {
    case "spend":
      return say({ en: `${money(atLeast)} spent`, zh: `消费满 ${money(atLeast)}` });
    case "points":
      return say({ en: `${points(atLeast)} earned`, zh: `获得 ${points(atLeast)}` });
    case "orders":
      return say({
        en: `${atLeast} ${atLeast === "1" ? "order" : "orders"}`,
        zh: `下 ${atLeast} 单`,
      });
    case "balance":
      return say({ en: `${points(atLeast)} available`, zh: `可用 ${points(atLeast)}` });
  }
}
