import { diceFor, type Dice } from "#test/simulation/dice.ts";
import type { Happening } from "#test/simulation/history.ts";
import type { SimProgram, SimReward } from "#test/simulation/program.ts";

/** Shops that give vouchers, of which a pool holds a few at a time. */
const SHARE = 0.25;

const VOUCHER: SimReward = {
  ...{ id: "some-voucher", gives: "voucher", cost: 10, worth: 0, stock: null, validDays: null },
  ...{ returnsWhenUnused: true, returnsWhenRefunded: true },
};

type Life = { seed: number; customers: number; rewards: SimReward[] };

/**
 * In some lives one reward more gives vouchers of a partner: staff brings some codes at first and
 * more later, some of them again, and several members take one at the same moment. At times staff
 * takes out what is left, also at the moment in which somebody takes one.
 */
export function withPools(events: Happening[], { seed, customers, rewards }: Life): Happening[] {
  const dice = diceFor(seed, "pools");
  if (!dice.often(SHARE)) return events;
  const all = [...rewards, { ...VOUCHER, cost: dice.pick([2, 5]) }];
  const bring = codesOf(dice);
  let nextId = events.length;
  return events.flatMap((event, index): Happening[] => {
    const at = event.at + 700;
    const fill = (later = 0): Happening => {
      return { id: nextId++, at: at + later, kind: "add-codes", codes: bring() };
    };
    const empty = (): Happening[] => {
      if (!dice.often(0.3)) return [];
      const withdrawal: Happening = { id: nextId++, at: at + 50, kind: "withdraw-codes" };
      return [withdrawal, ...(dice.often(0.6) ? [fill(90)] : [])];
    };
    switch (event.kind) {
      case "publish": {
        const offering = { ...event, program: { ...event.program, rewards: all } };
        return index === 0 ? [offering, fill()] : [offering];
      }
      case "redeem": {
        if (!dice.often(0.8)) return [event];
        const other = dice.often(0.6) ? (event.who + dice.between(1, 3)) % customers : null;
        const times = other !== null && other !== event.who ? 2 : event.times;
        const wish = { ...event, times, other, reward: rewards.length, rested: dice.often(0.5) };
        const meant = dice.often(0.2) ? { ...wish, withdraws: true } : wish;
        return [meant, ...(dice.often(0.25) ? [fill()] : []), ...empty()];
      }
      case "buy": {
        const { who } = event;
        if (who === null || !dice.often(0.4)) return [event];
        const wish = { who, reward: rewards.length, times: 2 as const, rested: false };
        const other = (who + 1) % customers;
        const withdraws = dice.often(0.2);
        return [event, { kind: "redeem", id: nextId++, at, ...wish, other, withdraws }, ...empty()];
      }
      default:
        return [event];
    }
  });
}

export function hasPool({ rewards }: SimProgram): boolean {
  return rewards.some(({ gives }) => gives === "voucher");
}

/** Brings one or two new codes, and at times some that were there before, or one of them twice. */
function codesOf(dice: Dice): () => string[] {
  const known: string[] = [];
  return () => {
    const old = dice.often(0.3) ? known.slice(-2) : [];
    const fresh = Array.from(
      { length: dice.between(1, 2) },
      (_, index) => `PARTNER-${known.length + index}`,
    );
    known.push(...fresh);
    return [...old, ...fresh, ...(dice.often(0.2) ? fresh.slice(0, 1) : [])];
  };
}
