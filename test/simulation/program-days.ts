import type { ProgramInput } from "#app/domain/program/document.ts";
import { diceFor, type Dice } from "#test/simulation/dice.ts";
import type { Happening } from "#test/simulation/history.ts";
import { rollPurchase } from "#test/simulation/history-buying.ts";
import { dayBegins, dayThere } from "#test/simulation/model-calendar.ts";
import { termsOf, type SimActivity } from "#test/simulation/program-deeds.ts";
import type { SimProgram } from "#test/simulation/program.ts";

/** For whom a day is: who holds one of these tiers, or has joined long enough ago; or when. */
export type SimWhen =
  | { kind: "tier"; in: string[] }
  | { kind: "member-for"; atLeastDays: number }
  | { kind: "weekday"; in: number[] };

/** A day of the year that brings points, or for some days a multiplier of orders. */
export type SimDay = Omit<SimActivity, "id"> & {
  id: string;
  kind: "birthday" | "anniversary";
  /** A birthday must have been known for so long. */
  waitDays: number;
  when: SimWhen | null;
};

/** Programs keep birthdays and anniversaries in so many lives. */
const SHARE = 0.3;
const DAY = 86_400_000;
/** Behind the ids of all other events. */
const FIRST_ID = 600;
const WEEKDAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"] as const;

type Life = { seed: number; customers: number; timeZone: string };

/**
 * In some lives days of the year bring something: members say when they were born, mostly soon,
 * some of them later something else, and some of them the same again.
 */
export function withDays(events: Happening[], { seed, customers, timeZone }: Life): Happening[] {
  const dice = diceFor(seed, "days");
  if (!dice.often(SHARE)) return events;
  const offering = events.map((event) => {
    if (event.kind !== "publish") return event;
    const { program } = event;
    return { ...event, program: { ...program, days: rollDays(dice, program) } };
  });
  const told = Array.from({ length: customers + dice.between(0, 3) }, (_, index): Happening => {
    const early = offering.slice(0, Math.ceil(offering.length / 2));
    const after = dice.pick(index < customers ? early : offering);
    const at = after.at + dice.between(1, 300) * 1000 + 331;
    const who = index < customers ? index : dice.between(0, customers - 1);
    const date = rollDate(dice, dayThere(at + dice.pick(OFFSETS) * DAY, timeZone));
    return { id: FIRST_ID + index, at, kind: "set-birthday", who, ...date };
  });
  const repeated = Array.from({ length: dice.pick([0, 0, 1, 2]) }, (_, index): Happening => {
    const at = dice.pick(offering).at + dice.between(1, 300) * 1000 + 332;
    return { id: FIRST_ID + 50 + index, at, kind: "birthday-again", which: dice.between(0, 9) };
  });
  const treats = told.flatMap((each) => treatOf(dice, each, { timeZone, customers }));
  const all = [...offering, ...told, ...treats, ...repeated];
  return all.sort((a, b) => a.at - b.at || a.id - b.id);
}

/** Who has a birthday soon mostly buys something about that day, or when what it brought ends. */
function treatOf(dice: Dice, told: Happening, { timeZone, customers }: Omit<Life, "seed">) {
  if (told.kind !== "set-birthday" || !dice.often(0.8)) return [];
  const monthDay = [told.month, told.day].map((part) => String(part).padStart(2, "0")).join("-");
  const year = Number(dayThere(told.at, timeZone).slice(0, 4));
  const begins = [year, year + 1].map((each) => dayBegins(`${each}-${monthDay}`, timeZone));
  const next = begins.find((begin) => begin > told.at) ?? Infinity;
  const days = dice.pick([0, 0, 1, 2, 4, 8]);
  const at = next + days * DAY + dice.pick([-2000, 2000, 7 * 3_600_000]);
  if (at < told.at || at > told.at + 40 * DAY) return [];
  const basket = { ...rollPurchase(dice, { customers }), who: told.who, paid: true };
  return [{ ...basket, id: told.id + 70, at }];
}

const OFFSETS = [-1, 0, 1, 1, 2, 3, 5, 12, 30, 70, 200];

function rollDate(dice: Dice, near: string): { month: number; day: number } {
  const text = dice.often(0.75) ? near.slice(5) : dice.pick(["02-29", "02-28", "12-31", "01-01"]);
  const [month = 1, day = 1] = text.split("-").map(Number);
  return { month, day };
}

function rollDays(dice: Dice, { tiers }: SimProgram): SimDay[] {
  const levels = tiers?.levels.map(({ id }) => id) ?? [];
  const terms = () => ({
    ...{ boost: null, approval: false, unlockedBy: null, waitDays: 0 },
    ...{ limit: rollLimit(dice), cap: rollCap(dice), when: rollWhen(dice, levels) },
  });
  const points: SimDay = {
    ...{ ...terms(), id: "birthday", kind: "birthday", points: dice.pick([30, 100]) },
    ...{ waitDays: dice.pick([0, 0, 1, 3, 30]), holdDays: dice.pick([0, 0, 2]) },
  };
  const week: SimDay = {
    ...{ ...terms(), id: "birthday-week", kind: "birthday", points: 0, holdDays: 0, cap: null },
    boost: { hundredths: 145, days: dice.pick([1, 3, 7]) },
    waitDays: dice.pick([0, 0, 2]),
  };
  const joining: SimDay = {
    ...{ ...terms(), id: "anniversary", kind: "anniversary", points: dice.pick([7, 50]) },
    holdDays: dice.pick([0, 0, 3]),
  };
  return [points, week, joining].filter(() => dice.often(0.8));
}

function rollLimit(dice: Dice): SimDay["limit"] {
  return dice.pick([null, null, null, { per: "year", times: 1 }, { per: "lifetime", times: 1 }]);
}

function rollCap(dice: Dice): SimDay["cap"] {
  return dice.pick([
    ...[null, null, null],
    { per: "year", points: dice.pick([20, 60]) },
    { per: "lifetime", points: dice.pick([45, 130]) },
  ]);
}

function rollWhen(dice: Dice, levels: string[]): SimWhen | null {
  const tier: SimWhen = { kind: "tier", in: dice.pick([["none"], levels, [...levels, "none"]]) };
  return dice.pick<SimWhen | null>([
    ...[null, null, null, null],
    tier.in.length > 0 ? tier : null,
    { kind: "member-for", atLeastDays: dice.pick([1, 5, 365]) },
    {
      kind: "weekday",
      in: dice.pick([
        [0, 6],
        [1, 2, 3, 4],
        [2, 3, 4, 5, 6],
      ]),
    },
  ]);
}

/** The days as the app's merchants write them. */
export function daysOf(days: SimDay[]): NonNullable<ProgramInput["activities"]> {
  return days.map(({ kind, waitDays, when, ...day }) => ({
    ...{ ...termsOf(day), id: day.id, kind, waitDays },
    when:
      when?.kind === "weekday"
        ? { kind: "weekday" as const, in: when.in.map((each) => WEEKDAYS[each] ?? "sun") }
        : when,
  }));
}
