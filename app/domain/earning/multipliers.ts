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
  const matches = multipliers.map(({ rule }) =>
    columns.views.map((view) => rule === null || isFor(rule, view)),
  );
  const extra = { totals, matches, multipliers, factorScale };
  const added =
    combine.multipliers === "add" ? addUp(extra) : pickBest(extra, combine.per === "order");
  return { shares: [...shares, ...added], finer: factorScale };
}

type Extra = {
  totals: bigint[];
  matches: boolean[][];
  multipliers: Multiplier[];
  factorScale: bigint;
};

/** Each adds what it is above one; what is below one takes away last, down to nothing at most. */
function addUp({ totals, matches, multipliers, factorScale }: Extra): Share[] {
  const shares = multipliers.map((multiplier) => shareOf(multiplier, totals.length));
  const order = [...multipliers.keys()].sort(
    (a, b) =>
      Number((multipliers[a]?.scaledFactor ?? 0n) < factorScale) -
      Number((multipliers[b]?.scaledFactor ?? 0n) < factorScale),
  );
  totals.forEach((total, n) => {
    let running = factorScale;
    for (const index of order) {
      const share = shares[index];
      const multiplier = multipliers[index];
      if (!share || !multiplier || !matches[index]?.[n]) continue;
      const wish = multiplier.scaledFactor - factorScale;
      const more = running + wish < 0n ? -running : wish;
      running += more;
      share.adds[n] = total * more;
    }
  });
  return shares;
}

/** The highest on each column, or the one that gives the whole order most. */
function pickBest(extra: Extra, forOrder: boolean): Share[] {
  const { totals, matches, multipliers, factorScale } = extra;
  const alone = multipliers.map((multiplier, index) => {
    const above = multiplier.scaledFactor - factorScale;
    const share = shareOf(multiplier, totals.length);
    totals.forEach((total, n) => {
      if (matches[index]?.[n]) share.adds[n] = total * above;
    });
    return share;
  });
  if (forOrder) return onlyBestOf(alone, matches);
  totals.forEach((_, n) => {
    let best: number | null = null;
    multipliers.forEach(({ scaledFactor }, index) => {
      if (!matches[index]?.[n]) return;
      const known = best === null ? null : multipliers[best]?.scaledFactor;
      if (known === null || known === undefined || scaledFactor > known) best = index;
    });
    alone.forEach((share, index) => {
      if (index !== best) share.adds[n] = 0n;
    });
  });
  return alone;
}

/** Of those that are for anything in the order, the one that gives most; the others nothing. */
function onlyBestOf(alone: Share[], matches: boolean[][]): Share[] {
  let best: Share | null = null;
  alone.forEach((share, index) => {
    if (!matches[index]?.includes(true)) return;
    if (best === null || sum(share.adds) > sum(best.adds)) best = share;
  });
  for (const share of alone) if (share !== best) share.adds.fill(0n);
  return alone;
}

/** One after the other, each on what the ones before have made of it. */
function multiplyAll({ shares, columns, multipliers, factorScale }: Multiplying): Multiplied {
  let running = columnTotals(shares, columns.base.length);
  const added: Share[] = [];
  for (const multiplier of multipliers) {
    const { rule, scaledFactor } = multiplier;
    const matches = columns.views.map((view) => rule === null || isFor(rule, view));
    if (!matches.includes(true)) continue;
    const share = shareOf(multiplier, running.length);
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

function shareOf({ by, rule, factor }: Multiplier, columns: number): Share {
  const adds = new Array<bigint>(columns).fill(0n);
  return { head: { kind: "multiplier", by, factor }, rule, adds };
}
