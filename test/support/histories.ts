import fc from "fast-check";
import type { MemberFacts } from "#app/domain/engine/timeline.ts";
import type { OrderFacts } from "#app/domain/order-facts.ts";
import type { ProgramDocument, ProgramInput } from "#app/domain/program/document.ts";
import type { ProgramVersion } from "#app/domain/program/program.ts";
import { aLine, anOrder, aProgram, aRefund, on } from "#test/support/facts.ts";
import { anyRules } from "#test/support/rule-choices.ts";

const START = on("2026-01-05");
const DAY = 86_400_000;

const aMoment = fc.integer({ min: 0, max: 400 * 24 }).map((hours) => START + hours * 3_600_000);

/** Orders of one day compete for its cap, and those of one hour for their turn. */
const aBusyMoment = fc.integer({ min: 0, max: 12 }).map((hours) => START + hours * 3_600_000);

/** Any program of the language: rates, rounding, caps, holds, expiry, tiers, refunds below zero. */
export const anyProgram: fc.Arbitrary<ProgramVersion> = fc
  .record({
    points: fc.constantFrom("1", "0.5", "3", "1.25"),
    perAmount: fc.constantFrom("1", "3", "0.7"),
    rounding: fc.constantFrom("down", "nearest", "up" as const),
    holdDays: fc.constantFrom(0, 0, 14, 27),
    minimumOrder: fc.constantFrom(null, "20"),
    capPerDay: fc.constantFrom(null, null, 50),
    more: fc.oneof(fc.constant(null), anyRules),
    months: fc.constantFrom(null, 1, 6),
    window: fc.constantFrom<ProgramDocumentWindow>(
      { kind: "lifetime" },
      { kind: "calendar-year" },
      { kind: "rolling-months", months: 3 },
    ),
    measure: fc.constantFrom("spend", "points", "orders" as const),
    graceDays: fc.constantFrom(0, 30),
    tiers: fc.boolean(),
    belowZero: fc.constantFrom("carry", "forgive" as const),
    timeZone: fc.constantFrom("UTC", "America/New_York", "Asia/Shanghai", "America/Santiago"),
  })
  .map(({ timeZone, ...choice }) => aProgram((plain) => documentOf(plain, choice), { timeZone }));

/** One to three versions of a program, which come into force one after the other. */
export const anyPrograms: fc.Arbitrary<ProgramVersion[]> = fc
  .tuple(
    fc.array(anyProgram, { minLength: 1, maxLength: 3 }),
    fc.integer({ min: 1, max: 200 }),
    fc.boolean(),
  )
  .map(([programs, days, late]) =>
    programs.map((program, index) => ({
      ...program,
      version: index + 1,
      // Orders placed before the first version count nothing, now and then.
      effectiveFrom: START + (index + (late ? 1 : 0)) * days * DAY - (late ? 0 : DAY),
    })),
  );

type ProgramDocumentWindow = NonNullable<ProgramDocument["tiers"]>["window"];
type Choice = {
  points: string;
  perAmount: string;
  rounding: "down" | "nearest" | "up";
  holdDays: number;
  minimumOrder: string | null;
  capPerDay: number | null;
  more: (typeof anyRules extends fc.Arbitrary<infer More> ? More : never) | null;
  months: number | null;
  window: ProgramDocumentWindow;
  measure: "spend" | "points" | "orders";
  graceDays: number;
  tiers: boolean;
  belowZero: "carry" | "forgive";
};

function documentOf(plain: ProgramDocument, choice: Choice): ProgramInput {
  const { points, perAmount, rounding, holdDays, minimumOrder, capPerDay, months } = choice;
  const { measure, window, graceDays, more } = choice;
  const level = { name: { en: "Tier" }, multiplier: "1.5", ways: [], perks: [] };
  const [low, high] = measure === "orders" ? ["2", "4"] : ["40", "150"];
  return {
    ...plain,
    earning: {
      ...plain.earning,
      points,
      perAmount,
      rounding,
      hold: { days: holdDays, after: "payment", atMostDays: null },
      minimumOrder,
      ...(more && { rules: more.rules, combine: more.combine, roundPer: more.roundPer }),
      caps: [
        ...(capPerDay === null ? [] : [{ per: "day" as const, points: capPerDay }]),
        ...(more?.widerCaps ?? []),
      ],
    },
    campaigns: more?.campaigns ?? [],
    expiry: months === null ? { kind: "never" } : { kind: "months-after-earning", months },
    tiers: choice.tiers
      ? {
          measure,
          window,
          grace: { kind: "days", days: graceDays },
          landing: "belongs",
          levels: [
            { ...level, id: "silver", threshold: low ?? "1", entryGift: 20 },
            { ...level, id: "gold", threshold: high ?? "2", entryGift: 70 },
          ],
        }
      : null,
    refunds: { belowZero: choice.belowZero, carryAtMost: null },
  };
}

/**
 * A member's history: orders paid or not, edited, refunded in parts or whole, cancelled; rewards;
 * points given and taken by hand.
 */
export const anyFacts: fc.Arbitrary<MemberFacts> = fc
  .record({
    orders: fc.array(anyOrderParts(), { minLength: 1, maxLength: 5 }),
    redemptions: fc.array(
      fc.record({
        at: aMoment,
        points: fc.bigInt({ min: 0n, max: 60n }),
        lot: fc.integer({ min: 0, max: 4 }),
        outcome: fc.constantFrom(null, "used", "returned", "kept" as const),
        days: fc.integer({ min: 0, max: 90 }),
        undone: fc.boolean(),
      }),
      { maxLength: 3 },
    ),
    adjustments: fc.array(fc.record({ at: aMoment, points: fc.bigInt({ min: -30n, max: 60n }) }), {
      maxLength: 2,
    }),
  })
  .map(({ orders, redemptions, adjustments }) => ({
    orders: orders.map((parts, index) => ({ facts: orderOf(parts, index), pins: {} })),
    redemptions: redemptions.map(({ at, points, lot, outcome, days, undone }, index) => ({
      id: `r${index}`,
      reservedAt: at,
      rewardId: "reward",
      costPoints: points,
      free: null,
      takes: [{ lot: `order:${idOf(lot)}`, points }],
      ended: outcome === null ? null : { at: at + days * DAY, outcome },
      returnedAt: outcome === "used" && undone ? at + 2 * days * DAY : null,
    })),
    adjustments: adjustments
      .filter(({ points }) => points !== 0n)
      .map(({ at, points }, index) => ({ id: `a${index}`, at, points, undoes: null })),
    events: [],
  }));

function anyOrderParts() {
  return fc.record({
    placedAt: fc.oneof(aMoment, aBusyMoment),
    paidAfterHours: fc.constantFrom(0, 0, 1, 72, null),
    cancelledAfterHours: fc.constantFrom(null, null, null, 5, 500),
    quantity: fc.integer({ min: 1, max: 4 }),
    priceMinor: fc.bigInt({ min: 1n, max: 9_000n }),
    refunds: fc.array(fc.record({ hours: fc.integer({ min: 1, max: 4_000 }), all: fc.boolean() }), {
      maxLength: 3,
    }),
    amountOff: fc.constantFrom(0n, 0n, 500n),
    edits: fc.array(
      fc.record({
        hours: fc.integer({ min: 1, max: 4_000 }),
        netMinor: fc.bigInt({ min: 1n, max: 6_000n }),
      }),
      { maxLength: 2 },
    ),
  });
}

type OrderParts =
  ReturnType<typeof anyOrderParts> extends fc.Arbitrary<infer Parts> ? Parts : never;

function orderOf(parts: OrderParts, index: number): OrderFacts {
  const { placedAt, paidAfterHours, cancelledAfterHours, quantity, priceMinor } = parts;
  const after = (hours: number | null) => (hours === null ? null : placedAt + hours * 3_600_000);
  return anOrder({
    orderId: idOf(index),
    placedAt,
    paidAt: after(paidAfterHours),
    cancelledAt: after(cancelledAfterHours),
    lines: [aLine({ id: `line${index}`, quantity, netMinor: priceMinor * BigInt(quantity) })],
    changes: [...refundsOf(parts, index), ...editsOf(parts, index)],
  });
}

/** Refunds never give back more than there is: piece by piece, or all that is left at once. */
function refundsOf(
  { placedAt, quantity, priceMinor, refunds, amountOff }: OrderParts,
  index: number,
) {
  let left = quantity;
  const byTime = [...refunds].sort((a, b) => a.hours - b.hours);
  return byTime.flatMap(({ hours, all }, n) => {
    const pieces = all ? left : Math.min(left, 1);
    if (pieces === 0) return [];
    left -= pieces;
    const netMinor = -priceMinor * BigInt(pieces);
    return aRefund({
      id: `gid://shopify/Refund/${index}${n}`,
      at: placedAt + hours * 3_600_000,
      lines: [{ lineId: `line${index}`, quantity: -pieces, netMinor, taxMinor: 0n }],
      adjustmentMinor: left > 0 && n === 0 ? -amountOff : 0n,
    });
  });
}

/** Edits that add a line each. */
function editsOf({ placedAt, edits }: OrderParts, index: number) {
  return edits.map(({ hours, netMinor }, n) => {
    const id = `gid://shopify/OrderEdit/${index}${n}`;
    const at = placedAt + hours * 3_600_000;
    return aRefund({ id, kind: "edit", at, addedLines: [aLine({ id: `${id}/line`, netMinor })] });
  });
}

function idOf(index: number): string {
  return `gid://shopify/Order/${index}`;
}
