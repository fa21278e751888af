import { createHash } from "node:crypto";

/** Chance that is the same for the same seed and labels, whatever else is drawn elsewhere. */
export type Dice = {
  /** From 0 to 1, without 1. */
  roll(): number;
  /** A whole number from `least` to `most`. */
  between(least: number, most: number): number;
  pick<T>(items: readonly T[]): T;
  /** True so often: 0 never, 1 always. */
  often(share: number): boolean;
};

/** Dice for one purpose: dropping one thing from a history must not change what others draw. */
export function diceFor(...labels: (string | number)[]): Dice {
  let state = createHash("sha256").update(labels.join("/")).digest().readUInt32LE(0);
  const roll = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (least: number, most: number) => least + Math.floor(roll() * (most - least + 1));
  return {
    roll,
    between,
    pick: (items) => {
      const item = items[between(0, items.length - 1)];
      if (item === undefined) throw new Error("There is nothing to pick from");
      return item;
    },
    often: (share) => roll() < share,
  };
}

/** Ids that look random and follow from the labels. */
export function idsFor(...labels: (string | number)[]): {
  newId(): string;
  bytes(n: number): Buffer;
} {
  const prefix = labels.join("/");
  let count = 0;
  const next = () => createHash("sha256").update(`${prefix}#${count++}`).digest();
  return {
    newId: () => {
      const hex = next().toString("hex");
      const parts = [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`];
      return [...parts, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join("-");
    },
    bytes: (size) => next().subarray(0, size),
  };
}
