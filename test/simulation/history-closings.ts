import { diceFor, type Dice } from "#test/simulation/dice.ts";
import { rollPurchase } from "#test/simulation/history-buying.ts";
import { rollReport } from "#test/simulation/history-beside.ts";
import type { Happening } from "#test/simulation/history.ts";

/** Somebody leaves in so many lives. */
const SHARE = 0.25;
const SECOND = 1000;
const HOUR = 3600 * SECOND;
/** Behind the ids of all other events. */
const FIRST_ID = 700;

type Life = { seed: number; customers: number };

/**
 * In some lives a member leaves while the shop goes on as if they had not; mostly early enough for
 * something to follow. Some of them come back as another customer, who then becomes the same, or
 * staff opens their account again.
 */
export function withClosings(events: Happening[], { seed, customers }: Life): Happening[] {
  const dice = diceFor(seed, "closings");
  if (!dice.often(SHARE)) return events;
  let nextId = FIRST_ID;
  const closings = Array.from({ length: dice.pick([1, 1, 2]) }, (): Happening => {
    const after = dice.pick(events.slice(1, Math.ceil(events.length * 0.7) + 1));
    const at = after.at + dice.between(1, 300) * SECOND + 333;
    const buyer = after.kind === "buy" && dice.often(0.5) ? after.who : null;
    const who = buyer ?? dice.between(0, customers - 1);
    return { id: nextId++, at, kind: "close-account", who, by: dice.pick(["customer", "staff:1"]) };
  });
  const [first] = closings;
  const returns = first && customers > 1 && dice.often(0.6);
  const later = returns ? comeBack(dice, first, { events, customers, id: nextId }) : [];
  const again = reopenings(diceFor(seed, "reopenings"), closings);
  return [...events, ...closings, ...later, ...again].sort((a, b) => a.at - b.at || a.id - b.id);
}

/** Staff lets some of them take part again. */
function reopenings(dice: Dice, closings: Happening[]): Happening[] {
  return closings.flatMap((closing, index) => {
    if (closing.kind !== "close-account" || !dice.often(0.5)) return [];
    const at = closing.at + dice.pick([20 * SECOND, HOUR, 50 * HOUR, 400 * HOUR]);
    return [{ id: FIRST_ID + 40 + index, at, kind: "reopen-account", who: closing.who }];
  });
}

type Past = { events: Happening[]; customers: number; id: number };

/** Another customer, mostly a new one, does and buys something, and turns out to be the same. */
function comeBack(dice: Dice, left: Happening, { events, customers, id }: Past): Happening[] {
  if (left.kind !== "close-account") return [];
  const known = JSON.stringify(events.filter(({ at }) => at < left.at).map(whoOf));
  const others = Array.from({ length: customers }, (_, who) => who).filter((w) => w !== left.who);
  const fresh = others.filter((who) => !known.includes(`${who}`));
  const who = dice.pick(fresh.length > 0 ? fresh : others);
  const gap = () => dice.pick([7 * SECOND, HOUR, 30 * HOUR]);
  let at = left.at;
  const buy = () => ({ ...rollPurchase(dice, { customers }), who, paid: true });
  const merge = {
    kind: "merge" as const,
    ...dice.pick([pair(who, left.who), pair(left.who, who)]),
  };
  const redeem = {
    kind: "redeem" as const,
    who,
    reward: dice.between(0, 4),
    rested: dice.often(0.5),
  };
  const refund = { kind: "refund" as const, what: "everything" as const, which: 0, pending: false };
  const deeds = [
    rollReport(dice, who),
    buy(),
    { ...redeem, times: 1 as const, other: null },
    merge,
    buy(),
    { ...refund, order: id + dice.pick([1, 4]) },
  ];
  return deeds.map((deed, index) => ({ ...deed, id: id + index, at: (at += gap()) }));
}

function pair(keep: number, gone: number) {
  return { keep, gone };
}

/** Who signs in on such an occasion. */
function whoOf(event: Happening): (number | null)[] {
  if (event.kind === "refer") return [event.who, event.by];
  return "who" in event && event.kind !== "buy" ? [event.who] : [];
}
