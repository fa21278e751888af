import { mkdirSync, writeFileSync } from "node:fs";

/** One line of the table in docs/performance.md. */
export type Measure = {
  what: string;
  /** The median of the rounds, with its unit: "6,120 orders/s", "p99 3.1 ms". */
  measured: string;
  atLeast: string;
  aim?: string;
  /** The limit or the peer that was measured in the same run, with the ratio. */
  beside: string;
  reached: boolean;
};

/** Where each benchmark leaves what it measured, for the table. */
export const RESULTS = ".local/bench-results";

/** Prints what a benchmark measured, and keeps it for `npm run bench` to put into the docs. */
export function reportMeasures(name: string, measures: Measure[]): void {
  for (const { what, measured, atLeast, beside, reached } of measures) {
    console.log(`${what}: ${measured}, at least ${atLeast}: ${reached ? "reached" : "MISSED"}`);
    console.log(`  beside it: ${beside}`);
  }
  mkdirSync(RESULTS, { recursive: true });
  writeFileSync(`${RESULTS}/${name}.json`, `${JSON.stringify(measures, null, 2)}\n`);
}

/** The middle one. */
export function medianOf(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** The value that so much of all are not above: `percentileOf(millis, 0.99)`. */
export function percentileOf(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

/** A whole number for people: 12,345. */
export function formatCount(value: number): string {
  return Math.round(value).toLocaleString("en");
}
