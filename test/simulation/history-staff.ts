import { diceFor, type Dice } from "#test/simulation/dice.ts";
import type { Happening } from "#test/simulation/history.ts";

/** Staff corrects orders in so many lives. */
const SHARE = 0.25;
const SECOND = 1000;
/** Behind the ids of all other events. */
const FIRST_ID = 800;

type Life = { seed: number; customers: number };

/**
 * In some lives staff gives orders to another customer, at times back again or to nobody; in some
 * of these it deletes an order. The shop goes on with them as if nothing had happened.
 */
export function withStaff(events: Happening[], { seed, customers }: Life): Happening[] {
  const dice = diceFor(seed, "staff");
  const bought = events.filter(({ kind }) => kind === "buy");
  if (!dice.often(SHARE) || bought.length === 0) return events;
  let nextId = FIRST_ID;
  const corrections = Array.from({ length: dice.pick([1, 1, 2, 3]) }, (): Happening => {
    const deletes = dice.often(0.25);
    // Of orders in which a reward was used more depends.
    const telling = bought.filter((event) => deletes && event.kind === "buy" && event.withCode);
    const order = dice.pick(telling.length > 0 ? telling : bought).id;
    const at = momentAfter(dice, events, order);
    const id = nextId++;
    if (deletes) return { id, at, kind: "delete-order", order };
    const to = dice.often(0.1) ? null : dice.between(0, customers - 1);
    return { id, at, kind: "hand-over", order, to };
  });
  return [...events, ...corrections].sort((a, b) => a.at - b.at || a.id - b.id);
}

/** Soon after the purchase itself, or after anything that happened later. */
function momentAfter(dice: Dice, events: Happening[], order: number): number {
  const place = events.findIndex(({ id }) => id === order);
  const after = dice.often(0.3) ? events[place] : dice.pick(events.slice(place));
  return (after?.at ?? 0) + dice.pick([1, dice.between(1, 20), 3600]) * SECOND + 444;
}
