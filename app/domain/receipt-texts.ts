import type { LeafKind } from "#app/domain/earning/condition-test.ts";
import type { Rounding } from "#app/domain/fraction.ts";
import type { Cap } from "#app/domain/program/basics.ts";
import { en } from "#app/domain/receipt-texts-en.ts";
import { zh } from "#app/domain/receipt-texts-zh.ts";
import type { NotCounted, Nothing } from "#app/domain/receipt.ts";

/** The sentences of a receipt in one language. Amounts and counts come formatted. */
export type ReceiptTexts = {
  withTier(version: string, tier: string): string;
  withoutTier(version: string): string;
  counted(title: string, quantity: number, amount: string): string;
  notCounted(title: string, why: string): string;
  shipping(amount: string): string;
  tip(amount: string): string;
  kept(kept: string, of: string): string;
  base(amount: string): string;
  rate(points: string, perAmount: string, result: string): string;
  ruleRate(
    rule: string,
    rate: { points: string; perAmount: string; base: string },
    adds: string,
  ): string;
  items(rule: string, points: string, adds: string): string;
  times(what: string, factor: string, adds: string): string;
  fixed(rule: string, adds: string): string;
  rounded(how: string, per: string, adds: string): string;
  /** `rule` null for the program's own cap. */
  cap(rule: string | null, per: string, points: string): string;
  /** `what` null for the program's own budget. */
  budget(what: string | null, points: string): string;
  budgetWaits(what: string | null): string;
  points(points: string, count: bigint): string;
  skipped(rule: string, why: string): string;
  unmet(what: string): string;
  noLines: string;
  notBest: string;
  capFull(per: string): string;
  limitReached(per: string): string;
  budgetSpent: string;
  tier(name: string): string;
  boost: string;
  why: Record<NotCounted, string>;
  nothing: Record<Nothing, string>;
  rounding: Record<Rounding, string>;
  roundedPer: Record<"order" | "line", string>;
  per: Record<Cap["per"], string>;
  leaf: Record<LeafKind, string>;
};

export const receiptTexts: Record<"en" | "zh-CN", ReceiptTexts> = { en, "zh-CN": zh };
