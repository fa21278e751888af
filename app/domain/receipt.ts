import type { Fraction, Rounding } from "#app/domain/fraction.ts";

/** Why a line does not count. */
export type NotCounted =
  "gift-card" | "excluded-product" | "excluded-collection" | "excluded-tag" | "returned";

/** Why an order stands for no points at all. */
export type Nothing = "no-program" | "test-order" | "not-paid" | "cancelled" | "below-minimum";

export type ReceiptLine = {
  lineId: string;
  title: string;
  /** What is left of it after refunds and edits. */
  quantity: number;
  countedMinor: bigint;
  notCounted: NotCounted | null;
};

/**
 * How an order came to its points, step by step: counted lines, shipping and tip make the base;
 * base × rate × multiplier is rounded once, and cut to the room left under the day's cap.
 */
export type Receipt = {
  orderName: string;
  /** The program version by which the order is judged, or null if there was none. */
  version: number | null;
  /** The tier held when the order was placed. */
  tierId: string | null;
  currency: string;
  lines: ReceiptLine[];
  shippingMinor: bigint;
  tipMinor: bigint;
  /** Money given back beyond the lines: so much was kept of so much, and counts in proportion. */
  adjustment: { keptMinor: bigint; ofMinor: bigint } | null;
  baseMinor: bigint;
  rate: { points: string; perAmount: string };
  multiplier: string;
  exactPoints: Fraction;
  rounding: Rounding;
  roundedPoints: bigint;
  /** Room left under the day's cap, where it cut the award. */
  capPoints: bigint | null;
  points: bigint;
  nothing: Nothing | null;
};
