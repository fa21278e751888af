import { countOrder, type Counted } from "#app/domain/counted.ts";
import { isLess, multiply, round, type Fraction } from "#app/domain/fraction.ts";
import type { OrderFacts, ProductPins } from "#app/domain/order-facts.ts";
import type { Program } from "#app/domain/program/program.ts";
import type { Nothing, Receipt } from "#app/domain/receipt.ts";

/** By what an order is judged, fixed at the moment it was placed. */
export type Terms = {
  program: Program;
  /** The tier held then. */
  tierId: string | null;
  nothing: Nothing | null;
  /** Room that was left under the day's cap, or null without a cap. */
  roomPoints: bigint | null;
};

export type Standing = { paid: boolean; cancelled: boolean; changes: number };

/** What an order stands for: its points with their receipt, and what it counts for tiers. */
export type Award = { receipt: Receipt; spendMinor: bigint };

type Order = { facts: OrderFacts; pins: ProductPins };

/** The terms of an order placed under `program` by a holder of `tierId`. */
export function decideTerms(
  order: Order,
  under: { program: Program; tierId: string | null; usedPoints: bigint },
): Terms {
  const { program, tierId } = under;
  const cap = dayCapOf(program);
  const spent = { numerator: countOrder({ ...order, program }, 0).spendMinor, denominator: 1n };
  const tooSmall = program.minimum !== null && isLess(spent, program.minimum);
  return {
    program,
    tierId,
    nothing: tooSmall ? "below-minimum" : null,
    roomPoints: cap === null ? null : max(BigInt(cap) - under.usedPoints, 0n),
  };
}

/** Points and receipt of an order under its terms, after some of its changes. */
export function awardOf(order: Order, terms: Terms, standing: Standing): Award {
  const { program } = terms;
  const counted = countOrder({ ...order, program }, standing.changes);
  const { earning } = program.document;
  const level = program.levels.find(({ id }) => id === terms.tierId);
  const exactPoints = exactly(counted, program.rate, level?.factor);
  const roundedPoints = round(exactPoints, earning.rounding);
  const cut = terms.roomPoints !== null && roundedPoints > terms.roomPoints;
  const nothing = terms.nothing ?? whyNothing(standing);
  const capped = cut && terms.roomPoints !== null ? terms.roomPoints : roundedPoints;
  return {
    spendMinor: standing.paid && !standing.cancelled ? spendKept(counted) : 0n,
    receipt: {
      orderName: order.facts.name,
      version: program.version,
      tierId: terms.tierId,
      currency: order.facts.currency,
      lines: counted.lines,
      shippingMinor: counted.shippingMinor,
      tipMinor: counted.tipMinor,
      adjustment: adjustmentOf(counted),
      baseMinor: counted.baseMinor,
      rate: { points: earning.points, perAmount: earning.perAmount },
      multiplier: level?.multiplier ?? "1",
      exactPoints,
      rounding: earning.rounding,
      roundedPoints,
      capPoints: cut ? terms.roomPoints : null,
      points: nothing === null ? capped : 0n,
      nothing,
    },
  };
}

function exactly(counted: Counted, rate: Fraction, factor: Fraction | undefined): Fraction {
  const base = { numerator: counted.baseMinor, denominator: 1n };
  const kept = multiply(base, shareKept(counted));
  const points = multiply(kept, rate);
  return factor ? multiply(points, factor) : points;
}

function shareKept({ keptMinor, ofMinor }: Counted): Fraction {
  return ofMinor === 0n
    ? { numerator: 1n, denominator: 1n }
    : { numerator: keptMinor, denominator: ofMinor };
}

function spendKept(counted: Counted): bigint {
  const spend = { numerator: counted.spendMinor, denominator: 1n };
  return round(multiply(spend, shareKept(counted)), "down");
}

function adjustmentOf({ keptMinor, ofMinor }: Counted): Receipt["adjustment"] {
  return keptMinor === ofMinor ? null : { keptMinor, ofMinor };
}

function whyNothing(standing: Standing): Nothing | null {
  if (standing.cancelled) return "cancelled";
  return standing.paid ? null : "not-paid";
}

function max(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}

/** What the program lets through per day, or null. */
export function dayCapOf({ document }: Program): number | null {
  return document.earning.caps.find(({ per }) => per === "day")?.points ?? null;
}
