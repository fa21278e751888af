import type { LineView } from "#app/domain/earning/line-conditions.ts";
import type { PlannedRule } from "#app/domain/earning/plan.ts";
import type { Fraction } from "#app/domain/fraction.ts";
import type { MultipliedBy, ReceiptStep } from "#app/domain/receipt.ts";

/** What earns: the counted lines, and last shipping and tip together, which are no line. */
export type Columns = {
  views: (LineView | null)[];
  /** Money that counts, in minor units. */
  base: bigint[];
  items: bigint[];
};

/** The step of a receipt, before its sum is known. */
export type StepHead = ReceiptStep extends infer Step
  ? Step extends unknown
    ? Omit<Step, "exact">
    : never
  : never;

/** What one rate, rule or multiplier adds to each column, as whole multiples of 1/scale. */
export type Share = { head: StepHead; rule: PlannedRule | null; adds: bigint[] };

/** Something that multiplies; `factor` is a whole multiple of 1/factorScale. */
export type Multiplier = {
  by: MultipliedBy;
  rule: PlannedRule | null;
  factor: Fraction;
  scaledFactor: bigint;
};

/** Whether a rule is for a column. */
export function isFor({ lines }: PlannedRule, view: LineView | null): boolean {
  return lines === null || (view !== null && lines.holds(view));
}

/** What some shares come to in each column. */
export function columnTotals(shares: Share[], columns: number): bigint[] {
  const totals: bigint[] = [];
  for (let n = 0; n < columns; n += 1) {
    let total = 0n;
    for (const { adds } of shares) total += adds[n] ?? 0n;
    totals.push(total);
  }
  return totals;
}

export function sum(amounts: bigint[]): bigint {
  let total = 0n;
  for (const amount of amounts) total += amount;
  return total;
}

/** Brings shares to a scale that is so many times finer. */
export function refine(shares: Share[], times: bigint): void {
  if (times === 1n) return;
  for (const share of shares) share.adds = share.adds.map((points) => points * times);
}
