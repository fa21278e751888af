import { sum, type Share } from "#app/domain/earning/shares.ts";
import { round } from "#app/domain/fraction.ts";
import type { Earning } from "#app/domain/program/earning.ts";

type How = Pick<Earning, "rounding" | "roundPer">;

/** Rounds the order, or each column, the program's one time. */
export function roundColumns(totals: bigint[], denominator: bigint, how: How): bigint {
  if (how.roundPer === "order") {
    return round({ numerator: sum(totals), denominator }, how.rounding);
  }
  return sum(totals.map((numerator) => round({ numerator, denominator }, how.rounding)));
}

/**
 * How many whole points each of some shares brought to the rounded sum: what it would be less
 * without the share, and without those named after it.
 */
export function wholePointsOf(
  tracked: Share[],
  { totals, scale, how }: { totals: bigint[]; scale: bigint; how: How },
): Map<Share, bigint> {
  const points = new Map<Share, bigint>();
  let left = totals;
  let rounded = roundColumns(left, scale, how);
  for (const share of tracked.toReversed()) {
    left = left.map((total, n) => total - (share.adds[n] ?? 0n));
    const less = roundColumns(left, scale, how);
    points.set(share, rounded - less);
    rounded = less;
  }
  return points;
}
