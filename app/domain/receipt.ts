import type { ActivityReceipt } from "#app/domain/activity-receipt.ts";
import type { Fraction, Rounding } from "#app/domain/fraction.ts";
import type { LeafKind } from "#app/domain/earning/condition-test.ts";
import type { Cap, Period } from "#app/domain/program/basics.ts";

/** Why a line does not count. */
export type NotCounted =
  | "gift-card"
  | "excluded-product"
  | "excluded-variant"
  | "excluded-collection"
  | "excluded-tag"
  | "excluded-vendor"
  | "excluded-type"
  | "returned";

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

/** Who multiplies: a tier, a rule, or an activity that gave a multiplier for a time. */
export type MultipliedBy = { kind: "tier" | "rule" | "boost"; id: string };

/**
 * One step from nothing to the points. `exact` is what it adds, or, negative, takes away: over all
 * steps of a receipt they add up to its points. Rules are named by their id.
 */
export type ReceiptStep = { exact: Fraction } & (
  | { kind: "rate"; rule: string | null; points: string; perAmount: string; baseMinor: bigint }
  | { kind: "items"; rule: string; points: string; items: bigint }
  | { kind: "multiplier"; by: MultipliedBy; factor: Fraction }
  /** `points` where the order is whole; after refunds it gives in proportion. */
  | { kind: "fixed"; rule: string; points: bigint }
  | { kind: "rounding"; rounding: Rounding; per: "order" | "line" }
  /** `rule` null for the program's own cap; so much room was left under it. */
  | { kind: "cap"; rule: string | null; per: Cap["per"]; roomPoints: bigint }
  /** `waits` while the budget has not answered yet. */
  | { kind: "budget"; budget: string; grantedPoints: bigint; waits: boolean }
);

/** Why a rule gave nothing. */
export type SkipReason =
  | { kind: "condition" | "audience"; leaf: LeafKind; not: boolean }
  | { kind: "no-lines" }
  | { kind: "not-best" }
  | { kind: "cap"; per: Cap["per"] }
  | { kind: "limit"; per: Period }
  | { kind: "budget"; budget: string };

export type Skipped = { rule: string; reason: SkipReason };

/**
 * How an order came to its points, step by step: counted lines, shipping and tip make the base;
 * rates, items, multipliers and fixed amounts are added up, rounded once, and cut.
 */
export type OrderReceipt = {
  kind: "order";
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
  steps: ReceiptStep[];
  skipped: Skipped[];
  /** What rates, items, multipliers and fixed amounts come to, before it is rounded and cut. */
  exactPoints: Fraction;
  points: bigint;
  nothing: Nothing | null;
};

/** How points came about: those of an order, or of something else that a member did. */
export type Receipt = OrderReceipt | ActivityReceipt;
