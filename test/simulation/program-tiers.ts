import type { ProgramInput } from "#app/domain/program/document.ts";
import type { Dice } from "#test/simulation/dice.ts";
import { perkOf, type SimPerk } from "#test/simulation/program-perks.ts";

type SimMeasure = "spend" | "points" | "orders" | "balance";

type SimWindow =
  | { kind: "lifetime" | "calendar-month" | "calendar-year" | "membership-year" }
  | { kind: "rolling-days"; days: number }
  | { kind: "rolling-months"; months: number };

type SimWay =
  | { kind: "measured"; measure: SimMeasure; window: SimWindow; atLeast: number }
  | {
      kind: "in-a-row";
      measure: Exclude<SimMeasure, "balance">;
      months: number;
      atLeast: number;
    }
  | { kind: "single-order"; atLeast: number };

/** A multiplier is so many hundredths; without threshold and ways a tier is by invitation. */
type SimLevel = {
  id: string;
  threshold: number | null;
  hundredths: number;
  /** Points on reaching it. */
  gift: number;
  ways: SimWay[];
  perks: SimPerk[];
};

/** What members climb, from the lowest to the highest. */
export type SimTiers = {
  measure: SimMeasure;
  window: SimWindow;
  grace: { kind: "days"; days: number } | { kind: "months"; months: number };
  landing: "belongs" | "one-step";
  levels: SimLevel[];
};

export const TIER_IDS = ["silver", "gold", "black"] as const;

const MEASURES = ["spend", "spend", "points", "orders"] as const;

/** Tiers by spend, points or orders over some window, with ways beside; or none. */
export function rollTiers(
  dice: Dice,
  { threshold, hundredths, times, height }: Slope,
): SimTiers | null {
  if (height === 0) return null;
  const measure = dice.pick(MEASURES);
  const least = leastOf(measure, threshold);
  const silver: SimLevel = {
    ...{ id: "silver", threshold: least, hundredths },
    gift: dice.pick([0, 15, 40]),
    ways: rollWays(dice, threshold),
    perks: [],
  };
  const gold: SimLevel = {
    ...{ id: "gold", hundredths: 200, gift: dice.pick([0, 60]) },
    threshold: dice.often(0.85) ? least * times : null,
    ways: rollWays(dice, threshold * 2),
    perks: [],
  };
  const black: SimLevel = {
    ...{ id: "black", threshold: null, hundredths: 250, gift: 25 },
    ...{ ways: [], perks: [] },
  };
  return {
    measure,
    window: rollWindow(dice),
    grace: dice.pick([
      { kind: "days", days: 0 },
      { kind: "days", days: dice.pick([0, 1, 10]) },
      { kind: "months", months: dice.pick([1, 2]) },
    ]),
    landing: dice.pick(["belongs", "one-step"]),
    levels: height === 1 ? [silver] : [silver, gold, ...(dice.often(0.4) ? [black] : [])],
  };
}

/** What the lowest asks for and how fast it earns, what the next asks for, and how many. */
type Slope = { threshold: number; hundredths: number; times: number; height: 0 | 1 | 2 };

function leastOf(measure: SimMeasure, threshold: number): number {
  return measure === "orders" ? Math.max(1, Math.floor(threshold / 150)) : threshold;
}

function rollWindow(dice: Dice): SimWindow {
  return dice.pick<SimWindow>([
    { kind: "lifetime" },
    { kind: "calendar-month" },
    { kind: "calendar-year" },
    { kind: "membership-year" },
    { kind: "rolling-days", days: dice.pick([1, 7, 30]) },
    { kind: "rolling-months", months: dice.pick([1, 2, 12]) },
  ]);
}

function rollWays(dice: Dice, threshold: number): SimWay[] {
  if (dice.often(0.6)) return [];
  const measure = dice.pick(MEASURES);
  const atLeast = leastOf(measure, threshold);
  return dice.pick<SimWay[]>([
    [{ kind: "measured", measure, window: rollWindow(dice), atLeast }],
    [{ kind: "in-a-row", measure, months: 2, atLeast: Math.ceil(atLeast / 3) }],
    [{ kind: "single-order", atLeast: threshold }],
  ]);
}

/** The tiers as the app's merchants write them. */
export function tiersOf(tiers: SimTiers | null): ProgramInput["tiers"] {
  if (tiers === null) return null;
  const { levels, ...rest } = tiers;
  return {
    ...rest,
    levels: levels.map(({ id, threshold, hundredths, gift, ways, perks }) => ({
      ...{ id, name: { en: id } },
      threshold: threshold === null ? null : String(threshold),
      multiplier: (hundredths / 100).toFixed(2),
      entryGift: gift,
      ways: ways.map((way) => ({ ...way, atLeast: String(way.atLeast) })),
      perks: perks.map(perkOf),
    })),
  };
}
