import type { Counted } from "#app/domain/counted.ts";
import { addFixed } from "#app/domain/earning/fixed.ts";
import { lineViewOf } from "#app/domain/earning/line-conditions.ts";
import { multiplyShares } from "#app/domain/earning/multipliers.ts";
import type { PlannedRule } from "#app/domain/earning/plan.ts";
import { isRateRule, weighRates } from "#app/domain/earning/rates.ts";
import type { Rooms } from "#app/domain/earning/rooms.ts";
import {
  isFor,
  refine,
  sum,
  type Columns,
  type Multiplier,
  type Share,
} from "#app/domain/earning/shares.ts";
import { viewOf, type PinnedOrder, type Terms } from "#app/domain/earning/terms.ts";
import { commonDenominator, scaled } from "#app/domain/fraction.ts";
import type { Skipped } from "#app/domain/receipt.ts";

type Weighed = {
  /** What each rate, rule and multiplier adds, as whole multiples of 1/scale. */
  shares: Share[];
  scale: bigint;
  columns: number;
  /** Rules that apply and gave nothing. */
  idle: Skipped[];
};

/** Weighs what is left of an order: all that is added up before the one rounding. */
export function weighOrder(
  order: PinnedOrder,
  terms: Terms,
  { rooms, counted }: { rooms: Rooms; counted: Counted },
): Weighed {
  const { program } = terms;
  const { earning } = program.document;
  const now = columnsOf(counted, order, terms);
  const before = counted === terms.placed ? now : columnsOf(terms.placed, order, terms);
  const { combine } = earning;
  const rates = weighRates({
    plan: program.orders,
    earning,
    columns: now,
    rules: rooms.rules.filter(isRateRule),
  });
  const { multipliers, factorScale } = multipliersOf(terms, rooms);
  const answers = rates.map((shares) =>
    multiplyShares({ shares, columns: now, multipliers, factorScale, combine }),
  );
  const [first, ...others] = answers;
  if (!first) throw new RangeError("Nothing was weighed");
  const best = others.reduce((best, next) => (totalOf(next) > totalOf(best) ? next : best), first);
  const scale = program.orders.rateScale * best.finer;
  const kept = keepShare({ shares: best.shares, scale }, counted);
  const fixed = addFixed({
    ...kept,
    rules: rooms.rules,
    now,
    placed: before,
    kept: counted,
    combine,
  });
  return {
    ...fixed,
    columns: now.base.length + 1,
    idle: idleRules(rooms.rules, fixed.shares, now),
  };
}

function totalOf({ shares }: { shares: Share[] }): bigint {
  return shares.reduce((total, { adds }) => total + sum(adds), 0n);
}

/** Counted lines, and shipping and tip together. */
function columnsOf(counted: Counted, { pins }: PinnedOrder, { program, views }: Terms): Columns {
  const { looksAtLines } = program.orders;
  const columns: Columns = { views: [], base: [], items: [] };
  counted.left.forEach((line, n) => {
    const { countedMinor = 0n, notCounted = null } = counted.lines[n] ?? {};
    if (notCounted !== null) return;
    columns.views.push(looksAtLines ? viewOf(line, pins, views) : NO_VIEW);
    columns.base.push(countedMinor);
    columns.items.push(BigInt(line.left));
  });
  columns.views.push(null);
  columns.base.push(counted.shippingMinor + counted.tipMinor);
  columns.items.push(0n);
  return columns;
}

const NO_VIEW = lineViewOf(
  {
    ...{ id: "", title: "", productId: null, variantId: null, vendor: null, quantity: 0 },
    ...{ giftCard: false, netMinor: 0n, taxMinor: 0n },
  },
  undefined,
);

function multipliersOf(terms: Terms, rooms: Rooms) {
  const { orders } = terms.program;
  const boosts = terms.boosts.map(({ source, factor }) => ({ source, factor }));
  const boostScale = commonDenominator(boosts.map(({ factor }) => factor));
  const factorScale = orders.factorScale * boostScale;
  const multipliers: Multiplier[] = [];
  const tier = terms.tierId === null ? undefined : orders.tierFactors.get(terms.tierId);
  if (tier) {
    const { id, factor, scaledFactor } = tier;
    const by = { kind: "tier" as const, id };
    multipliers.push({ by, rule: null, factor, scaledFactor: scaledFactor * boostScale });
  }
  for (const rule of rooms.rules) {
    if (rule.gives.kind !== "multiplier") continue;
    const { factor, scaledFactor } = rule.gives;
    const by = { kind: "rule" as const, id: rule.id };
    multipliers.push({ by, rule, factor, scaledFactor: scaledFactor * boostScale });
  }
  for (const { source, factor } of boosts) {
    const by = { kind: "boost" as const, id: source };
    multipliers.push({ by, rule: null, factor, scaledFactor: scaled(factor, factorScale) });
  }
  return { multipliers, factorScale };
}

/** Money given back beyond the lines counts against everything, in proportion. */
function keepShare(
  weighed: { shares: Share[]; scale: bigint },
  { keptMinor, ofMinor }: Counted,
): { shares: Share[]; scale: bigint } {
  if (keptMinor === ofMinor) return weighed;
  refine(weighed.shares, keptMinor);
  return { shares: weighed.shares, scale: weighed.scale * ofMinor };
}

function idleRules(rules: PlannedRule[], shares: Share[], { views }: Columns): Skipped[] {
  if (rules.length === 0) return [];
  const active = new Set(
    shares.flatMap(({ rule, adds }) => (rule && sum(adds) !== 0n ? rule : [])),
  );
  return rules
    .filter((rule) => !active.has(rule))
    .map((rule) => {
      const kind = views.some((view) => view !== null && isFor(rule, view))
        ? "not-best"
        : "no-lines";
      return { rule: rule.id, reason: { kind } } as const;
    });
}
