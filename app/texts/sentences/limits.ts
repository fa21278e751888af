import type { Cap, Limit, Period } from "#app/domain/program/basics.ts";
import type { Teller } from "#app/texts/sentences/teller.ts";

const PER = {
  order: { en: "per order", zh: "每单" },
  day: { en: "per day", zh: "每天" },
  week: { en: "per week", zh: "每周" },
  month: { en: "per month", zh: "每月" },
  quarter: { en: "per quarter", zh: "每季度" },
  year: { en: "per year", zh: "每年" },
  lifetime: { en: "in all", zh: "总共" },
};

/** per day, in all. */
export function periodText(per: Cap["per"], { say }: Teller): string {
  return say(PER[per]);
}

/** At most 500 points per day. */
export function capText({ per, points }: Cap, teller: Teller): string {
  const [most, period] = [teller.points(points), periodText(per, teller)];
  return teller.say({ en: `at most ${most} ${period}`, zh: `${period}最多 ${most}` });
}

/** At most twice per month. */
export function limitText({ per, times }: Limit, teller: Teller): string {
  const period = periodText(per, teller);
  return teller.say({
    en: `at most ${timesText(times, teller)} ${period}`,
    zh: `${period}最多 ${teller.count(times)} 次`,
  });
}

/** 3 times per month. */
export function oftenText(wish: { times: number; per: Period }, teller: Teller): string {
  const period = periodText(wish.per, teller);
  return teller.say({
    en: `${timesText(wish.times, teller)} ${period}`,
    zh: `${period} ${teller.count(wish.times)} 次`,
  });
}

/** Everything that holds something in bounds, as parts of one sentence each. */
export function boundsTexts(
  bounds: { caps?: Cap[]; limits?: Limit[]; budgetPoints?: number | null },
  teller: Teller,
): string[] {
  const { caps = [], limits = [], budgetPoints = null } = bounds;
  return [
    ...caps.map((cap) => capText(cap, teller)),
    ...limits.map((limit) => limitText(limit, teller)),
    ...(budgetPoints === null ? [] : [budgetText(budgetPoints, teller)]),
  ];
}

function budgetText(points: number, teller: Teller): string {
  const most = teller.points(points);
  return teller.say({
    en: `at most ${most} for all members together`,
    zh: `全体会员合计最多 ${most}`,
  });
}

function timesText(times: number, { count }: Teller): string {
  if (times === 1) return "once";
  return times === 2 ? "twice" : `${count(times)} times`;
}
