/** Chance that can be repeated: the same seed gives the same year. Whole numbers only. */
export type Random = {
  /** 0 … below - 1. */
  below: (below: number) => number;
  /** From the first to the last, both included. */
  between: (first: number, last: number) => number;
  /** True so many times in a thousand. */
  perMille: (times: number) => boolean;
  pick: <T>(list: readonly T[]) => T;
};

export function aRandom(seed: string): Random {
  const next = generatorOf(seed);
  const below = (limit: number) => next() % limit;
  return {
    below,
    between: (first, last) => first + below(last - first + 1),
    perMille: (times) => below(1000) < times,
    pick: (list) => {
      const chosen = list[below(list.length)];
      if (chosen === undefined) throw new RangeError("Nothing to pick from");
      return chosen;
    },
  };
}

/** Thirty-one bits at a time, by a mixing of whole numbers. */
function generatorOf(seed: string): () => number {
  let state = 0x811c9dc5;
  for (const letter of seed) state = Math.imul(state ^ (letter.codePointAt(0) ?? 0), 0x01000193);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 1;
  };
}
