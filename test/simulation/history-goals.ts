import { diceFor, type Dice } from "#test/simulation/dice.ts";
import type { Happening } from "#test/simulation/history.ts";
import { dayBegins, dayThere, nextDay } from "#test/simulation/model-calendar.ts";
import {
  changeGoals,
  rollBoost,
  rollGoals,
  withoutStrangers,
  type Rhythm,
  type SimGoal,
} from "#test/simulation/program-goals.ts";
import type { SimProgram } from "#test/simulation/program.ts";

/** Programs have goals in so many lives. */
const SHARE = 0.25;
const SECOND = 1000;
const HOUR = 3600 * SECOND;
const DAY = 24 * HOUR;

type Life = { seed: number; customers: number; timeZone: string };

/**
 * In some lives there are streaks and challenges: members, mostly one of them, come back day by
 * day, week by week or month by month, at times within seconds of midnight.
 */
export function withGoals(events: Happening[], life: Life): Happening[] {
  const dice = diceFor(life.seed, "goals");
  if (!dice.often(SHARE)) return events;
  const rhythm = dice.pick<Rhythm>(["day", "day", "day", "week", "month"]);
  const keen = dice.between(0, life.customers - 1);
  let goals: SimGoal[] | null = null;
  const theirs = events.map((event): Happening => {
    if (event.kind === "publish") {
      const program = withLocks(dice, event.program);
      const rolling = { program, rhythm };
      goals = goals ? changeGoals(dice, goals, rolling) : rollGoals(dice, rolling);
      return { ...event, program: withoutStrangers({ ...program, goals }) };
    }
    const isTheirs = event.kind === "buy" || event.kind === "report";
    return isTheirs && event.who !== null && dice.often(0.7) ? { ...event, who: keen } : event;
  });
  const place = dice.between(1, events.length);
  const at = theirs[place - 1]?.at ?? 0;
  const more = encore(dice, { who: keen, at, nextId: events.length, goals: goals ?? [] });
  const all = [...theirs.slice(0, place), ...more, ...theirs.slice(place)];
  return inRhythm(dice, all, { rhythm, timeZone: life.timeZone, steps: more });
}

type Coming = { who: number; at: number; nextId: number; goals: SimGoal[] };

/** Somebody comes back for the same, step by step; at times some of it comes to nothing later. */
function encore(dice: Dice, { goals, ...coming }: Coming): Happening[] {
  const [{ what } = { what: null }] = goals;
  const activity = what?.of.kind === "activity" ? what.of.activity : null;
  const times = dice.between(2, 3);
  if (activity === "visit" || activity === "photo") {
    return reports(dice, { ...coming, activity, times });
  }
  return purchases(dice, { ...coming, times });
}

type ComingBack = Omit<Coming, "goals"> & { times: number };

function purchases(dice: Dice, { who, at, nextId, times }: ComingBack): Happening[] {
  const order = nextId + dice.between(0, times - 1);
  const isLate = dice.often(0.25);
  const bought = Array.from({ length: times }, (_, index): Happening => {
    const id = nextId + index;
    const items = [{ product: dice.between(0, 3), quantity: dice.between(1, 2) }];
    const cart = { items, shipping: null, withCode: false, paid: !isLate || id !== order };
    return { kind: "buy", id, at: at + (index + 1) * 3 * SECOND, who, ...cart };
  });
  const after = { id: nextId + times, at: at + (times + 1) * 3 * SECOND, order };
  if (isLate) return [...bought, { ...after, kind: "pay" }];
  if (dice.often(0.6)) return bought;
  return [...bought, { ...after, kind: "cancel", refund: true }];
}

/** What staff looks at is mostly approved at once, and at times rejected after all. */
function reports(
  dice: Dice,
  { who, at, nextId, times, activity }: ComingBack & { activity: "visit" | "photo" },
): Happening[] {
  const once = { earlier: 0, times: 1, same: true, other: null } as const;
  const told = Array.from({ length: times }, (_, index): Happening[] => {
    const when = { id: nextId + 2 * index, at: at + (index + 1) * 3 * SECOND };
    const report: Happening = { ...when, kind: "report", who, activity, ...once };
    if (activity === "visit") return [report];
    const approved = dice.often(0.9);
    const soon = { id: when.id + 1, at: when.at + SECOND };
    return [report, { ...soon, kind: "decide", which: 0, approved }];
  }).flat();
  if (activity === "visit" || dice.often(0.6)) return told;
  const after = { id: nextId + 2 * times, at: at + (times + 1) * 3 * SECOND };
  return [
    ...told,
    { ...after, kind: "decide", which: dice.between(0, times - 1), approved: false },
  ];
}

/** What is done before, too, unlocks, has caps, and at times multiplies. */
function withLocks(dice: Dice, program: SimProgram): SimProgram {
  const [isLocked, isBoost] = [dice.often(0.4), dice.often(0.4)];
  const cap = dice.pick([null, null, { per: "week", points: 20 }] as const);
  const boost = rollBoost(dice);
  const activities = program.activities.map((activity) => {
    if (activity.id === "signup") return activity;
    if (activity.id === "visit") return { ...activity, cap };
    return { ...activity, unlockedBy: isLocked ? "visit" : null, boost: isBoost ? boost : null };
  });
  return { ...program, activities };
}

/** What happened together still does; all else as members come back. */
function inRhythm(
  dice: Dice,
  events: Happening[],
  { rhythm, timeZone, steps }: { rhythm: Rhythm; timeZone: string; steps: Happening[] },
): Happening[] {
  let before = 0;
  let at = 0;
  return events.map((event): Happening => {
    const gap = event.at - before;
    before = event.at;
    const isTogether = gap >= 0 && gap < 2 * SECOND;
    if (at === 0) at = event.at;
    else if (isTogether) at += gap;
    else if (steps.includes(event)) at += stepOf(dice, rhythm);
    else at += gapAfter(dice, { at, rhythm, timeZone });
    return { ...event, at };
  });
}

const DAYS = { day: 1, week: 7, month: 30 };

function gapAfter(
  dice: Dice,
  { at, rhythm, timeZone }: { at: number; rhythm: Rhythm; timeZone: string },
): number {
  const some = dice.between(3, 6 * 3600) * SECOND;
  if (dice.often(0.4)) return some;
  if (dice.often(0.3)) {
    const midnight = dayBegins(nextDay(dayThere(at, timeZone)), timeZone);
    return Math.max(midnight - at + dice.between(-2, 2) * SECOND, 2 * SECOND);
  }
  return dice.pick([1, 1, 1, 2]) * stepOf(dice, rhythm);
}

function stepOf(dice: Dice, rhythm: Rhythm): number {
  return DAYS[rhythm] * DAY + dice.between(-6, 6) * HOUR + dice.between(0, 3600) * SECOND;
}
