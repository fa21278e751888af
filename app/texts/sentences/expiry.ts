import type { ProgramDocument } from "#app/domain/program/document.ts";
import type { Expiry } from "#app/domain/program/expiry.ts";
import { days } from "#app/texts/sentences/member-conditions.ts";
import { sentence, type Teller } from "#app/texts/sentences/teller.ts";

/** When points end. */
export function expiryText(expiry: Expiry, teller: Teller): string {
  return sentence(phrase(expiry, teller), teller);
}

/** What happens to points that were spent before their order was refunded. */
export function refundsText(refunds: ProgramDocument["refunds"], teller: Teller): string {
  const { say, points } = teller;
  if (refunds.belowZero === "forgive") {
    return say({
      en: "Points that were spent before their order was refunded are forgiven.",
      zh: "退款前已使用的积分予以免除。",
    });
  }
  const most = refunds.carryAtMost;
  return most === null
    ? say({
        en: "Points that were spent before their order was refunded are owed; the next points pay them off.",
        zh: "退款前已使用的积分记为欠分，由之后的积分抵扣。",
      })
    : say({
        en: `Points that were spent before their order was refunded are owed, at most ${points(most)}; the rest is forgiven.`,
        zh: `退款前已使用的积分记为欠分，最多 ${points(most)}，其余免除。`,
      });
}

const PERIODS = {
  month: { en: "month", zh: "月" },
  quarter: { en: "quarter", zh: "季度" },
  year: { en: "year", zh: "年" },
};

const COUNTS = {
  order: { en: "an order", zh: "下单" },
  redemption: { en: "a redemption", zh: "兑换" },
  activity: { en: "an activity", zh: "完成任务" },
};

function phrase(expiry: Expiry, teller: Teller): string {
  const { say, count } = teller;
  switch (expiry.kind) {
    case "never":
      return say({ en: "points never expire", zh: "积分永不过期" });
    case "months-after-earning":
      return say({
        en: `points expire ${months(expiry.months, count)} after they were earned`,
        zh: `积分在获得 ${count(expiry.months)} 个月后过期`,
      });
    case "end-of-period":
      return periodText(expiry, teller);
    case "months-without-activity": {
      const counted = teller.or(expiry.counts.map((kind) => say(COUNTS[kind])));
      return say({
        en: `all points expire after ${months(expiry.months, count)} without ${counted}`,
        zh: `连续 ${count(expiry.months)} 个月没有${counted}，全部积分过期`,
      });
    }
    case "fixed-days":
      return fixedText(expiry, teller);
  }
}

function periodText(
  { period, later }: Extract<Expiry, { kind: "end-of-period" }>,
  { say, count }: Teller,
): string {
  const name = say(PERIODS[period]);
  if (later === 0) {
    return say({
      en: `points expire at the end of the ${name} in which they were earned`,
      zh: `积分在获得当${name}末过期`,
    });
  }
  return say({
    en: `points expire at the end of the ${name}, ${count(later)} ${later === 1 ? name : `${name}s`} after they were earned`,
    zh: `积分在获得后第 ${count(later)} 个${name}末过期`,
  });
}

function fixedText(
  { days: when, minimumAgeDays }: Extract<Expiry, { kind: "fixed-days" }>,
  { say, count, and, monthDay }: Teller,
): string {
  const age =
    minimumAgeDays === 0
      ? ""
      : say({
          en: `, if they are at least ${days(minimumAgeDays, count)} old`,
          zh: `，且须已满 ${count(minimumAgeDays)} 天`,
        });
  const dates = and(when.map(monthDay));
  return say({ en: `points expire on ${dates}${age}`, zh: `积分于每年${dates}过期${age}` });
}

function months(value: number, count: Teller["count"]): string {
  return `${count(value)} ${value === 1 ? "month" : "months"}`;
}
