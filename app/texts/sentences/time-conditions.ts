import type { MemberCondition } from "#app/domain/program/condition.ts";
import type { Teller } from "#app/texts/sentences/teller.ts";

export type TimeLeaf = Extract<
  MemberCondition,
  { kind: "weekday" | "dates" | "hours" | "day-of-month" | "yearly" }
>;
type Weekday = Extract<TimeLeaf, { kind: "weekday" }>["in"][number];

/** When: "on Wednesdays", "from Dec 1, 2026 until Dec 24, 2026". */
export function timePhrase(leaf: TimeLeaf, teller: Teller): string {
  const { say, and } = teller;
  switch (leaf.kind) {
    case "weekday": {
      const days = and(WEEK.filter((day) => leaf.in.includes(day)).map((day) => say(DAYS[day])));
      return say({ en: `on ${days}`, zh: `每${days}` });
    }
    case "dates":
      return datesText(leaf, teller) ?? say({ en: "on any date", zh: "任何日期" });
    case "hours":
      return say({
        en: `from ${leaf.from} until ${leaf.until}`,
        zh: `${leaf.from}至${leaf.until}`,
      });
    case "day-of-month":
      return dayOfMonthPhrase(leaf.in, teller);
    case "yearly": {
      const [from, until] = [teller.monthDay(leaf.from), teller.monthDay(leaf.until)];
      return from === until
        ? say({ en: `every year on ${from}`, zh: `每年${from}` })
        : say({ en: `every year from ${from} until ${until}`, zh: `每年${from}至${until}` });
    }
  }
}

/** First and last day, or null for always. */
export function datesText(
  { from, until }: { from: string | null; until: string | null },
  { say, day }: Teller,
): string | null {
  if (from !== null && from === until) return say({ en: `on ${day(from)}`, zh: day(from) });
  if (from !== null && until !== null) {
    return say({ en: `from ${day(from)} until ${day(until)}`, zh: `${day(from)}至${day(until)}` });
  }
  if (from !== null) return say({ en: `from ${day(from)} on`, zh: `自${day(from)}起` });
  if (until !== null) return say({ en: `until ${day(until)}`, zh: `至${day(until)}` });
  return null;
}

const WEEK: Weekday[] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const DAYS = {
  mon: { en: "Mondays", zh: "周一" },
  tue: { en: "Tuesdays", zh: "周二" },
  wed: { en: "Wednesdays", zh: "周三" },
  thu: { en: "Thursdays", zh: "周四" },
  fri: { en: "Fridays", zh: "周五" },
  sat: { en: "Saturdays", zh: "周六" },
  sun: { en: "Sundays", zh: "周日" },
};

function dayOfMonthPhrase(days: number[], { say, and, nth }: Teller): string {
  const shown = days.map((day) =>
    day === -1 ? say({ en: "last day", zh: "最后一天" }) : say({ en: nth(day), zh: `${day} 日` }),
  );
  return say({ en: `on the ${and(shown)} of the month`, zh: `每月${and(shown)}` });
}
