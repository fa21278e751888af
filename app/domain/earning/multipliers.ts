import {
  columnTotals,
  isFor,
  refine,
  sum,
  type Columns,
  type Multiplier,
  type Share,
} from "#app/domain/earning/shares.ts";
import type { Earning } from "#app/domain/program/earning.ts";

type Multiplying = {
  /** What rates and items give; brought to the new scale here. */
  shares: Share[];
  columns: Columns;
  multipliers: Multiplier[];
  factorScale: bigint;
  combine: Earning["combine"];
};

/** Shares at a scale so many times finer than the one they came in. */
export type Multiplied = { shares: Share[]; finer: bigint };

/** Adds what the multipliers add to the shares that are there, combined as the program says. */
export function multiplyShares(multiplying: Multiplying): Multiplied {
  const { shares, multipliers, combine } = multiplying;
  if (multipliers.length === 0) return { shares, finer: 1n };
  if (combine.multipliers === "multiply") return multiplyAll(multiplying);
  const { columns, factorScale } = multiplying;
  const totals = columnTotals(shares, columns.base.length);
  refine(shares, factorScale);
  const candidates = multipliers.map((multiplier): Candidate => ({
    share: shareOf(multiplier, columns.base),
    above: multiplier.scaledFactor - factorScale,
    matches: matchesOf(multiplier, columns),
  }));
  if (combine.multipliers === "add") addUp(candidates, totals, factorScale);
  else if (combine.per === "line") pickBest(candidates, totals);
  else pickOne(candidates, totals);
  return { shares: [...shares, ...candidates.map(({ share }) => share)], finer: factorScale };
}

/** A multiplier: what it is above one, as a multiple of 1/factorScale, and on which columns. */
type Candidate = { share: Share; above: bigint; matches: boolean[] };

/** Each adds what it is above one; what is below one takes away last, down to nothing at most. */
function addUp(candidates: Candidate[], totals: bigint[], factorScale: bigint): void {
  const more = candidates.filter(({ above }) => above > 0n);
  const less = candidates.filter(({ above }) => above < 0n);
  totals.forEach((total, n) => {
    let running = factorScale;
    for (const { share, above, matches } of [...more, ...less]) {
      if (!matches[n]) continue;
      const added = running + above < 0n ? -running : above;
      running += added;
      share.adds[n] = total * added;
    }
  });
}

/** The highest on each column; of equals the first. */
function pickBest(candidates: Candidate[], totals: bigint[]): void {
  totals.forEach((total, n) => {
    let best: Candidate | null = null;
    for (const each of candidates) {
      if (each.matches[n] && (best === null || each.above > best.above)) best = each;
    }
    if (best) best.share.adds[n] = total * best.above;
  });
}

/** Of those that are for anything in the order, the one that gives it most. */
function pickOne(candidates: Candidate[], totals: bigint[]): void {
  let best: { share: Share; adds: bigint[] } | null = null;
  for (const { share, above, matches } of candidates) {
    if (!matches.includes(true)) continue;
    const adds = totals.map((total, n) => (matches[n] ? total * above : 0n));
    if (best === null || sum(adds) > sum(best.adds)) best = { share, adds };
  }
  if (best) best.share.adds = best.adds;
}

/** One after the other, each on what the ones before have made of it. */
function multiplyAll({ shares, columns, multipliers, factorScale }: Multiplying): Multiplied {
  let running = columnTotals(shares, columns.base.length);
  const added: Share[] = [];
  for (const multiplier of multipliers) {
    const { scaledFactor } = multiplier;
    const matches = matchesOf(multiplier, columns);
    if (!matches.includes(true)) continue;
    const share = shareOf(multiplier, running);
    running = running.map((points, n) => {
      if (!matches[n]) return points * factorScale;
      share.adds[n] = points * (scaledFactor - factorScale);
      return points * scaledFactor;
    });
    added.push(share);
  }
  // Each step made the scale finer; what was added before is brought to the last one.
  let finer = 1n;
  for (const share of added.toReversed()) {
    refine([share], finer);
    finer *= factorScale;
  }
  refine(shares, finer);
  return { shares: [...shares, ...added], finer };
}

function matchesOf({ rule }: Multiplier, { views }: Columns): boolean[] {
  return views.map((view) => rule === null || isFor(rule, view));
}

/** It adds nothing yet. */
function shareOf({ by, rule, factor }: Multiplier, columns: bigint[]): Share {
  return { head: { kind: "multiplier", by, factor }, rule, adds: columns.map(() => 0n) };
}
