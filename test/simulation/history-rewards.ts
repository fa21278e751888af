import { diceFor, type Dice } from "#test/simulation/dice.ts";
import type { Happening } from "#test/simulation/history.ts";
import { dayBegins, dayThere, nextDay } from "#test/simulation/model-calendar.ts";
import { rollKinds } from "#test/simulation/program-kinds.ts";
import type { SimReward } from "#test/simulation/program.ts";

/** Shops that give services, donations, tickets, points as cash, and so much in a period. */
const SHARE = 0.3;
const SECOND = 1000;
const HOUR = 3600 * SECOND;
const DAY = 24 * HOUR;
/** Behind the ids of all other events. */
const FIRST_ID = 2300;

type Life = { seed: number; customers: number; timeZone: string };
type Redeem = Extract<Happening, { kind: "redeem" }>;
type Wish = Pick<Redeem, "reward" | "steps">;

/**
 * In some lives rewards of other kinds are taken, many of them by who has just bought, twice at one
 * moment, or on both sides of midnight; staff does services, cannot, or was wrong; and draws.
 */
export function withKinds(events: Happening[], life: Life): Happening[] {
  const dice = diceFor(life.seed, "kinds");
  const [first] = events;
  if (!dice.often(SHARE) || first?.kind !== "publish") return events;
  const before = first.program.rewards.length;
  const fresh = rollKinds(dice);
  const wish = () => rollWish(dice, fresh, before);
  const offering = events.map((event): Happening => {
    if (event.kind === "redeem") {
      return dice.often(0.5) && !event.withdraws ? { ...event, ...wish() } : event;
    }
    if (event.kind !== "publish") return event;
    const rewards = [...event.program.rewards, ...fresh];
    return { ...event, program: { ...event.program, rewards } };
  });
  let nextId = FIRST_ID;
  const taken = events.flatMap((event): Happening[] => {
    if (event.kind !== "buy" || event.who === null || !dice.often(0.6)) return [];
    const deed = { kind: "redeem", who: event.who, ...wish(), ...rollCrowd(dice, life) } as const;
    return momentsAfter(dice, event.at, life).map((at) => {
      return { ...deed, id: nextId++, at, rested: dice.often(0.7) };
    });
  });
  const [moments, ends] = [[...offering, ...taken], events.slice(-Math.ceil(events.length / 2))];
  const served = has(fresh, "service") ? dice.between(2, 6) : 0;
  const staff = Array.from({ length: served }, (_, index): Happening => {
    const at = dice.pick(moments).at + dice.pick([4, 700, 90_000]) * SECOND + 371 + index;
    const act = dice.pick(["done", "done", "undo", "refuse", "both"] as const);
    return { id: nextId++, at, kind: "serve", which: dice.between(0, 3), act };
  });
  const drawn = has(fresh, "ticket") ? dice.pick([1, 1, 2]) : 0;
  const draws = Array.from({ length: drawn }, (_, index): Happening => {
    const at = dice.pick(ends).at + 40 * SECOND + 381 + index;
    return { id: nextId++, at, kind: "draw", winners: dice.pick([1, 1, 2, 5]) };
  });
  const given = Array.from({ length: dice.pick([0, 0, 1, 2]) }, (_, index): Happening => {
    const at = dice.pick(moments).at + dice.pick([4, 700, 90_000]) * SECOND + 391 + index;
    const { reward } = wish();
    return { id: nextId++, at, kind: "issue", who: dice.between(0, life.customers - 1), reward };
  });
  const all = [...offering, ...taken, ...staff, ...draws, ...given];
  return all.sort((a, b) => a.at - b.at || a.id - b.id);
}

function has(rewards: SimReward[], kind: SimReward["gives"]): boolean {
  return rewards.some(({ gives }) => gives === kind);
}

/** One of them; of points as cash so many steps, at times none that is allowed. */
function rollWish(dice: Dice, fresh: SimReward[], before: number): Wish {
  const index = dice.between(0, fresh.length - 1);
  const { least = 1, most = null } = fresh[index]?.terms?.step ?? {};
  const steps = dice.pick([least, least + 1, 3, 10, 24, 200, most ?? 40, (most ?? 40) + 1]);
  const rare = dice.often(0.1) ? dice.pick([0, -1, 1.5, 3_000_000_000]) : steps;
  const isCash = fresh[index]?.gives === "cash";
  return { reward: before + index, ...(isCash || dice.often(0.05) ? { steps: rare } : {}) };
}

function rollCrowd(dice: Dice, { customers }: Life): Pick<Redeem, "times" | "other"> {
  const other = dice.often(0.3) ? dice.between(0, customers - 1) : null;
  return { times: dice.often(0.4) ? 2 : 1, other };
}

/** Soon; or just before and after midnight, and soon again. */
function momentsAfter(dice: Dice, at: number, { timeZone }: Life): number[] {
  const soon = at + dice.pick([3 * SECOND, HOUR, 3 * DAY]) + 353;
  if (dice.often(0.5)) return [soon];
  const midnight = dayBegins(nextDay(dayThere(soon, timeZone)), timeZone);
  const edge = dice.pick([0, 1, 2 * SECOND]);
  return dice.pick([
    [midnight - 1, midnight + edge],
    [soon, midnight + edge],
    [soon, soon + 9 * SECOND],
  ]);
}
