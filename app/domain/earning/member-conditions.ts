import { addDays, dayOf } from "#app/domain/calendar.ts";
import type { Traits } from "#app/domain/engine/traits.ts";
import { isTimeLeaf, timeLeafTest, type TimeLeaf } from "#app/domain/earning/time-conditions.ts";
import { keptOn, wallClockOf, type WallClock } from "#app/domain/earning/wall-clock.ts";
import { isLess, parseDecimal } from "#app/domain/fraction.ts";
import type { Instant } from "#app/domain/order-facts.ts";
import type { MemberCondition } from "#app/domain/program/condition.ts";

/** A member at a moment: all that member and time conditions look at. */
export type MemberMoment = {
  readonly at: Instant;
  readonly timeZone: string;
  readonly tierId: string | null;
  readonly traits: Traits;
  /** Read off once, and only where a condition asks for it: see `clockOf`. */
  clock?: WallClock;
};

export type MemberLeaf = Exclude<MemberCondition, { kind: "all" | "any" | "not" }>;
type Leaf<K> = Extract<MemberLeaf, { kind: K }>;
type Check = (moment: MemberMoment) => boolean;

const DAY_MS = 86_400_000;

/** What a leaf that looks at member or time means. */
export function memberLeafTest(leaf: MemberLeaf): Check {
  if (isTimeLeaf(leaf)) return atTime(leaf);
  switch (leaf.kind) {
    case "tier": {
      const tiers = new Set(leaf.in);
      return ({ tierId }) => tiers.has(tierId ?? "none");
    }
    case "customer-tag": {
      const tags = leaf.in.map((tag) => tag.toLowerCase());
      return ({ traits }) => tags.some((tag) => traits.tags.has(tag));
    }
    case "segment":
      return ({ traits }) => leaf.in.some((segment) => traits.segments.has(segment));
    case "joined":
      return joined(leaf);
    case "member-for":
      return memberFor(leaf);
    case "top-percent": {
      const percent = parseDecimal(leaf.percent);
      return ({ traits: { rankPercent } }) =>
        rankPercent !== null && !isLess(percent, parseDecimal(rankPercent));
    }
    case "birthday":
      return nearBirthday(leaf);
    case "birthday-month":
      return (moment) => Number(clockOf(moment).day.slice(5, 7)) === moment.traits.birthday?.month;
  }
}

/** The wall clock of a moment, read off once. */
export function clockOf(moment: MemberMoment): WallClock {
  moment.clock ??= wallClockOf(moment.at, moment.timeZone);
  return moment.clock;
}

function atTime(leaf: TimeLeaf): Check {
  const check = timeLeafTest(leaf);
  return (moment) => check(clockOf(moment));
}

function joined({ from, until }: Leaf<"joined">): Check {
  return ({ traits, timeZone }) => {
    if (traits.joinedAt === null) return false;
    const day = dayOf(traits.joinedAt, timeZone);
    return day >= (from ?? day) && day <= (until ?? day);
  };
}

/** Days are counted by the calendar: who joined yesterday has been a member for one day. */
function memberFor({ atLeastDays, atMostDays }: Leaf<"member-for">): Check {
  return (moment) => {
    const { traits, timeZone } = moment;
    if (traits.joinedAt === null) return false;
    const since = Date.parse(dayOf(traits.joinedAt, timeZone));
    const days = (Date.parse(clockOf(moment).day) - since) / DAY_MS;
    return days >= (atLeastDays ?? days) && days <= (atMostDays ?? days);
  };
}

/** The days around a birthday may reach over New Year, so last year's and next year's count too. */
function nearBirthday({ daysBefore, daysAfter }: Leaf<"birthday">): Check {
  return (moment) => {
    const { birthday } = moment.traits;
    if (!birthday) return false;
    const { day } = clockOf(moment);
    const year = Number(day.slice(0, 4));
    const monthDay = `${twoDigits(birthday.month)}-${twoDigits(birthday.day)}`;
    return [year - 1, year, year + 1].some((each) => {
      const date = `${each}-${keptOn(monthDay, each)}`;
      return day >= addDays(date, -daysBefore) && day <= addDays(date, daysAfter);
    });
  };
}

function twoDigits(number: number): string {
  return String(number).padStart(2, "0");
}
