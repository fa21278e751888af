import type { PlannedRule } from "#app/domain/earning/plan.ts";
import { isFor, refine, sum, type Columns, type Share } from "#app/domain/earning/shares.ts";
import type { Earning } from "#app/domain/program/earning.ts";

type Weighing = {
  shares: Share[];
  /** Shares are whole multiples of 1/scale. */
  scale: bigint;
  rules: PlannedRule[];
  /** What there is now, and what there was when the order was placed. */
  now: Columns;
  placed: Columns;
  /** Of what there is now so much was kept of so much. */
  kept: { keptMinor: bigint; ofMinor: bigint };
  combine: Earning["combine"];
};

/**
 * Adds fixed amounts, in a column of their own. Each gives in proportion to what is left of the
 * lines it is for, of what there was when the order was placed; never more than the whole.
 */
export function addFixed(weighing: Weighing): { shares: Share[]; scale: bigint } {
  const { shares, rules, combine } = weighing;
  let { scale } = weighing;
  const fixed: Share[] = [];
  for (const rule of rules) {
    if (rule.gives.kind !== "fixed") continue;
    const { left, of } = leftOf(rule, weighing);
    if (of === 0n) continue;
    const { points } = rule.gives;
    const head = { kind: "fixed" as const, rule: rule.id, points };
    if (left >= of) {
      fixed.push({ head, rule, adds: [points * scale] });
      continue;
    }
    refine([...shares, ...fixed], of);
    fixed.push({ head, rule, adds: [points * scale * left] });
    scale *= of;
  }
  if (fixed.length === 0) return { shares, scale };
  if (combine.fixed === "best") keepBest(fixed);
  const before = weighing.now.base.map(() => 0n);
  for (const share of fixed) share.adds = [...before, ...share.adds];
  return { shares: [...shares, ...fixed], scale };
}

/** How much is left of what a rule is for; of 0 where it is for nothing in the order. */
function leftOf(rule: PlannedRule, { now, placed, kept }: Weighing): { left: bigint; of: bigint } {
  const before = matched(rule, placed);
  const after = matched(rule, now);
  // What came by an edit counts as if it had been there from the beginning.
  const whole = before.lines === 0 ? after : before;
  if (whole.lines === 0) return { left: 0n, of: 0n };
  if (kept.keptMinor === 0n && kept.ofMinor > 0n) return { left: 0n, of: 1n };
  if (whole.base === 0n) return { left: after.lines > 0 ? 1n : 0n, of: 1n };
  const { keptMinor, ofMinor } = kept;
  if (keptMinor === ofMinor) return { left: after.base, of: whole.base };
  return { left: after.base * keptMinor, of: whole.base * ofMinor };
}

function matched(rule: PlannedRule, { views, base }: Columns) {
  const found = { lines: 0, base: 0n };
  views.forEach((view, n) => {
    if (!isFor(rule, view)) return;
    found.base += base[n] ?? 0n;
    if (view !== null) found.lines += 1;
  });
  return found;
}

function keepBest(fixed: Share[]): void {
  let best: Share | null = null;
  for (const share of fixed) if (best === null || sum(share.adds) > sum(best.adds)) best = share;
  for (const share of fixed) if (share !== best) share.adds.fill(0n);
}
