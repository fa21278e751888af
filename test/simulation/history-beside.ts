import type { Dice } from "#test/simulation/dice.ts";
import type { Happening } from "#test/simulation/history.ts";
import { TIER_IDS } from "#test/simulation/program-tiers.ts";

const HOUR_MS = 3_600_000;
type Of<K extends Happening["kind"]> = Omit<Extract<Happening, { kind: K }>, "id" | "at">;

/** What the merchant's site says that a customer did, at once or up to two days later. */
export function rollReport(dice: Dice, who: number): Of<"report"> {
  return {
    ...{ kind: "report", who, activity: dice.pick(["visit", "photo"]) },
    // Not at the very moment of anything else: what comes first then is not for us to say.
    earlier: dice.pick([0, 0, dice.between(0, 40) * HOUR_MS + 137]),
    times: dice.often(0.4) ? 2 : 1,
    same: dice.often(0.6),
    other: null,
  };
}

/** Staff decides on what was sent, mostly on the latest. */
export function rollDecision(dice: Dice): Of<"decide"> {
  return { kind: "decide", which: dice.pick([0, 0, 0, 1, 2]), approved: dice.often(0.6) };
}

/** Where there is a photo, or was one looked at, staff mostly looks at one next. */
export function mayBeDecided(last: Happening | undefined): boolean {
  return last?.kind === "decide" || (last?.kind === "report" && last.activity === "photo");
}

/** Mostly somebody who has not bought yet comes by another. */
export function rollFriend(
  dice: Dice,
  { events, customers }: { events: Happening[]; customers: number },
): Of<"refer"> {
  const buyers = events.map((event) => (event.kind === "buy" ? event.who : null));
  const all = Array.from({ length: customers }, (_, index) => index);
  const fresh = all.filter((each) => !buyers.includes(each));
  const who = dice.pick(fresh.length > 0 && dice.often(0.8) ? fresh : all);
  const other = customers > 1 && dice.often(0.9) ? dice.between(1, customers - 1) : 0;
  const by = (who + other) % customers;
  return { kind: "refer", who, by };
}

/** Behind the ids of all other events. */
const FIRST_HOLD = 500;

/** In some lives staff promises a tier to somebody, once or twice, between other events. */
export function addHolds(
  dice: Dice,
  { events, customers }: { events: Happening[]; customers: number },
): Happening[] {
  const holds = Array.from({ length: dice.pick([0, 0, 1, 2, 3]) }, (_, index): Happening => {
    const after = dice.pick(events);
    const tier = dice.pick([...TIER_IDS, null]);
    return {
      ...{ id: FIRST_HOLD + index, kind: "hold-tier", who: dice.between(0, customers - 1), tier },
      at: after.at + dice.between(1, 300) * 1000,
      days: tier === null ? null : dice.pick([null, 0, 1, 5, 40]),
    };
  });
  return [...events, ...holds].sort((a, b) => a.at - b.at || a.id - b.id);
}
