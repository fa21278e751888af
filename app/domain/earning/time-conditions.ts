import { keptOn, type WallClock } from "#app/domain/earning/wall-clock.ts";
import type { MemberCondition } from "#app/domain/program/condition.ts";

const kinds = ["weekday", "dates", "hours", "day-of-month", "yearly"] as const;
export type TimeLeaf = Extract<MemberCondition, { kind: (typeof kinds)[number] }>;
type Leaf<K> = Extract<TimeLeaf, { kind: K }>;
type Check = (clock: WallClock) => boolean;

const WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;

export function isTimeLeaf(leaf: { kind: string }): leaf is TimeLeaf {
  return (kinds as readonly string[]).includes(leaf.kind);
}

/** What a leaf that looks at the clock means. */
export function timeLeafTest(leaf: TimeLeaf): Check {
  switch (leaf.kind) {
    case "weekday": {
      const days = new Set(leaf.in.map((day) => WEEKDAYS.indexOf(day) + 1));
      return ({ weekday }) => days.has(weekday);
    }
    case "dates":
      return ({ day }) => day >= (leaf.from ?? day) && day <= (leaf.until ?? day);
    case "hours":
      return duringHours(leaf);
    case "day-of-month": {
      const days = new Set(leaf.in);
      return ({ dayOfMonth, daysInMonth }) =>
        days.has(dayOfMonth) || (days.has(-1) && dayOfMonth === daysInMonth);
    }
    case "yearly":
      return everyYear(leaf);
  }
}

/** The end is not included. Hours may reach over midnight. */
function duringHours({ from, until }: Leaf<"hours">): Check {
  const [start, end] = [minutesOf(from), minutesOf(until)];
  return start <= end
    ? ({ minutes }) => minutes >= start && minutes < end
    : ({ minutes }) => minutes >= start || minutes < end;
}

/** Both days are included. They may reach over New Year. */
function everyYear({ from, until }: Leaf<"yearly">): Check {
  return ({ day }) => {
    const year = Number(day.slice(0, 4));
    const [first, last, today] = [keptOn(from, year), keptOn(until, year), day.slice(5)];
    const within = first <= last;
    return within ? today >= first && today <= last : today >= first || today <= last;
  };
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return hours * 60 + minutes;
}
