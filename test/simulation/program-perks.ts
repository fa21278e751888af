import type { ProgramInput } from "#app/domain/program/document.ts";
import { diceFor, type Dice } from "#test/simulation/dice.ts";
import type { Happening } from "#test/simulation/history.ts";
import { dayBegins, dayThere, nextDay, nextPeriod } from "#test/simulation/model-calendar.ts";
import type { SimLimit } from "#test/simulation/program-kinds.ts";
import type { SimProgram, SimReward } from "#test/simulation/program.ts";

/** What the holders of a tier have, in the simulation's own words. */
export type SimPerk =
  | { kind: "free-reward"; reward: string; times: number; per: SimLimit["per"] }
  /** A code for all orders of a month. */
  | { kind: "standing-discount"; reward: string }
  /** Rewards cost so many percent less. */
  | { kind: "cheaper-rewards"; percent: number };

/** In so many lives tiers bring something beside points. */
const SHARE = 0.3;
const SECOND = 1000;
/** Behind the ids of all other events. */
const FIRST_ID = 1700;

type Life = { seed: number; customers: number; timeZone: string };

/**
 * In some lives tiers have perks, others in each version of the program. Members claim what is free
 * after anything that happens, in two windows at times, and about the moment at which a day or a
 * month begins; they hand it back, and claim it again.
 */
export function withPerks(events: Happening[], { seed, customers, timeZone }: Life): Happening[] {
  const dice = diceFor(seed, "perks");
  const [first] = events;
  if (!dice.often(SHARE) || first?.kind !== "publish") return events;
  const { rewards } = first.program;
  const giving = events.map((event): Happening => {
    if (event.kind === "publish") return { ...event, program: giveIn(dice, event.program) };
    const isPlain = event.kind === "redeem" && event.withdraws !== true;
    return isPlain && dice.often(0.3) ? asPerk(event) : event;
  });
  let nextId = FIRST_ID;
  const claim = (at: number, who: number): Happening => ({
    ...{ id: nextId++, at, kind: "redeem", who, other: null, free: true },
    reward: dice.between(0, rewards.length - 1),
    times: dice.often(0.3) ? 2 : 1,
    rested: dice.often(0.7),
  });
  const claims = events.slice(1).flatMap((event): Happening[] => {
    if (!dice.often(event.kind === "hold-tier" ? 0.9 : 0.4)) return [];
    const own = "who" in event && event.who !== null && dice.often(0.8) ? event.who : null;
    const who = own ?? dice.between(0, customers - 1);
    const at = event.at + dice.pick([1, 60, 900]) * SECOND + 311;
    const then = dice.often(0.4) ? [edgeAfter(dice, at, timeZone), at + 5 * SECOND] : [at + SECOND];
    const more = then.filter(() => dice.often(0.6)).map((moment) => claim(moment, who));
    const back: Happening[] = dice.often(0.25)
      ? [{ id: nextId++, at: at + 500, kind: "hand-back", which: 0 }]
      : [];
    return [claim(at, who), ...back, ...more];
  });
  const few = claims.slice(0, MOST_CLAIMS);
  return [...giving, ...few].sort((a, b) => a.at - b.at || a.id - b.id);
}
const MOST_CLAIMS = 14;

/** Of what is free, nobody says how much. */
function asPerk({ steps: _, ...event }: Extract<Happening, { kind: "redeem" }>): Happening {
  return { ...event, free: true };
}

/** About the beginning of the next day or month. */
function edgeAfter(dice: Dice, at: number, timeZone: string): number {
  const today = dayThere(at, timeZone);
  const next = dice.often(0.5) ? nextDay(today) : nextPeriod(today, "month");
  return dayBegins(next, timeZone) + dice.pick([-SECOND, -1, 0, 1, SECOND]);
}

function giveIn(dice: Dice, program: SimProgram): SimProgram {
  const { tiers, rewards } = program;
  if (tiers === null) return program;
  const levels = tiers.levels.map((level) => ({ ...level, perks: rollPerks(dice, rewards) }));
  return { ...program, tiers: { ...tiers, levels } };
}

function rollPerks(dice: Dice, rewards: SimReward[]): SimPerk[] {
  const given = rewards.filter(({ gives }) => gives !== "cash");
  const codes = given.filter(({ gives }) => CODES.some((kind) => kind === gives));
  const free = Array.from({ length: dice.pick([0, 1, 1, 2]) }, (): SimPerk => ({
    kind: "free-reward",
    reward: dice.pick(given).id,
    times: dice.pick([1, 1, 2, 3]),
    per: dice.pick(["day", "week", "month", "quarter", "year", "lifetime"]),
  }));
  const standing: SimPerk[] =
    codes.length > 0 && dice.often(0.25)
      ? [{ kind: "standing-discount", reward: dice.pick(codes).id }]
      : [];
  const cheaper: SimPerk[] = dice.often(0.35)
    ? [{ kind: "cheaper-rewards", percent: dice.pick([20, 25]) }]
    : [];
  return dice.often(0.5) ? [...free, ...standing, ...cheaper] : [...cheaper, ...standing, ...free];
}
const CODES = ["amount", "percentage", "shipping"] as const;

type Levels = NonNullable<ProgramInput["tiers"]>["levels"];

/** A perk as the app's merchants write it. */
export function perkOf(perk: SimPerk): NonNullable<Levels[number]["perks"]>[number] {
  return perk.kind === "cheaper-rewards" ? { ...perk, percent: String(perk.percent) } : perk;
}
