import { countOrder, type Counted } from "#app/domain/counted.ts";
import type { Use } from "#app/domain/earning/allowances.ts";
import { cutPoints, type Ask, type Brought } from "#app/domain/earning/cuts.ts";
import type { PlannedRule } from "#app/domain/earning/plan.ts";
import type { Rooms } from "#app/domain/earning/rooms.ts";
import { roundColumns, wholePointsOf } from "#app/domain/earning/rounding.ts";
import { columnTotals, sum, type Share } from "#app/domain/earning/shares.ts";
import type { PinnedOrder, Terms } from "#app/domain/earning/terms.ts";
import { weighOrder } from "#app/domain/earning/weigh-order.ts";
import { multiply, round } from "#app/domain/fraction.ts";
import type { Nothing, OrderReceipt, ReceiptStep } from "#app/domain/receipt.ts";

export type Standing = { paid: boolean; cancelled: boolean; changes: number };

/** What an order stands for: its points with their receipt, and what it counts for tiers. */
export type Award = {
  receipt: OrderReceipt;
  spendMinor: bigint;
  /** What it uses of caps and limits. */
  uses: Use[];
};

export type Judging = { standing: Standing; rooms: Rooms; ask: Ask };

/** Points and receipt of an order under its terms, after some of its changes. */
export function awardOf(order: PinnedOrder, terms: Terms, judging: Judging): Award {
  const { program } = terms;
  const { standing } = judging;
  const counted =
    standing.changes === 0 ? terms.placed : countOrder({ ...order, program }, standing.changes);
  const nothing = terms.nothing ?? whyNothing(standing);
  const earned = nothing === null ? earn(order, terms, { ...judging, counted }) : NOTHING;
  return {
    spendMinor: standing.paid && !standing.cancelled ? spendKept(counted) : 0n,
    uses: earned.uses,
    receipt: {
      kind: "order",
      orderName: order.facts.name,
      version: program.version,
      tierId: terms.tierId,
      currency: order.facts.currency,
      lines: counted.lines,
      shippingMinor: counted.shippingMinor,
      tipMinor: counted.tipMinor,
      adjustment: adjustmentOf(counted),
      baseMinor: counted.baseMinor,
      steps: earned.steps,
      skipped: earned.skipped,
      exactPoints: earned.exactPoints,
      points: earned.points,
      nothing,
    },
  };
}

type Earned = Pick<OrderReceipt, "steps" | "skipped" | "exactPoints" | "points"> & { uses: Use[] };

const NOTHING: Earned = {
  steps: [],
  skipped: [],
  exactPoints: { numerator: 0n, denominator: 1n },
  points: 0n,
  uses: [],
};

function earn(order: PinnedOrder, terms: Terms, judging: Judging & { counted: Counted }): Earned {
  const { program } = terms;
  const { rooms, ask } = judging;
  const { earning } = program.document;
  const { shares, scale, columns, idle } = weighOrder(order, terms, judging);
  const totals = columnTotals(shares, columns);
  const exactPoints = { numerator: sum(totals), denominator: scale };
  const rounded = roundColumns(totals, scale, earning);
  const brought = broughtBy(shares, { totals, scale, how: earning });
  const cut = cutPoints(rounded, brought, { program, rooms, ask });
  const steps = shares.flatMap((share) => stepOf(share, scale));
  const rounding = { numerator: rounded * scale - exactPoints.numerator, denominator: scale };
  if (rounding.numerator !== 0n) {
    const { rounding: how, roundPer: per } = earning;
    steps.push({ kind: "rounding", rounding: how, per, exact: rounding });
  }
  return {
    steps: [...steps, ...cut.steps],
    skipped: [...terms.skipped, ...rooms.skipped, ...idle],
    exactPoints,
    points: cut.points,
    uses: cut.uses,
  };
}

/** What the rules brought of which anything wants to know how many points. */
function broughtBy(shares: Share[], rounding: Parameters<typeof wholePointsOf>[1]): Brought[] {
  const tracked = shares.filter(({ rule, adds }) => rule && isTracked(rule) && sum(adds) !== 0n);
  if (tracked.length === 0) return [];
  const whole = wholePointsOf(tracked, rounding);
  return tracked.flatMap((share) =>
    share.rule ? { rule: share.rule, points: whole.get(share) ?? 0n } : [],
  );
}

function isTracked({ caps, limits, budgetPoints, campaign }: PlannedRule): boolean {
  const counts = caps.length + limits.length > 0;
  return counts || budgetPoints !== null || (campaign !== null && campaign.budgetPoints !== null);
}

/** The program's own rate stands in every receipt, others where they gave something. */
function stepOf({ head, rule, adds }: Share, scale: bigint): ReceiptStep[] {
  const exact = { numerator: sum(adds), denominator: scale };
  const own = head.kind === "rate" && rule === null;
  return exact.numerator === 0n && !own ? [] : [{ ...head, exact }];
}

function spendKept(counted: Counted): bigint {
  const { spendMinor, keptMinor, ofMinor } = counted;
  if (keptMinor === ofMinor) return spendMinor;
  const spend = { numerator: spendMinor, denominator: 1n };
  return round(multiply(spend, { numerator: keptMinor, denominator: ofMinor }), "down");
}

function adjustmentOf({ keptMinor, ofMinor }: Counted): OrderReceipt["adjustment"] {
  return keptMinor === ofMinor ? null : { keptMinor, ofMinor };
}

function whyNothing(standing: Standing): Nothing | null {
  if (standing.cancelled) return "cancelled";
  return standing.paid ? null : "not-paid";
}
