/** What is left to chance, the same for the same seed. */
export type Chance = {
  /** True so many times in a hundred. */
  percent(times: number): boolean;
  /** A whole number from 0 to below `limit`. */
  below(limit: number): number;
  /** One of them; never called with none. */
  pick<T>(items: readonly T[]): T;
};

/** Mulberry32: a small generator that is the same on every machine. */
export function chanceOf(seed: number): Chance {
  let state = seed | 0;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), 1 | state);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return ((bits ^ (bits >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  return {
    percent: (times) => next() * 100 < times,
    below,
    pick: (items) => items[below(items.length)] as (typeof items)[number],
  };
}
