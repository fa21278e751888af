import fc from "fast-check";
import { expect, test } from "vitest";
import { dayOf } from "#app/domain/calendar.ts";
import { awardOf } from "#app/domain/earning/award.ts";
import { aNewcomer } from "#app/domain/earning/preview.ts";
import { roomsFor } from "#app/domain/earning/rooms.ts";
import { decideTerms } from "#app/domain/earning/terms.ts";
import { decide } from "#app/domain/engine/decide.ts";
import type { Fraction } from "#app/domain/fraction.ts";
import type { OrderChange, OrderFacts } from "#app/domain/order-facts.ts";
import { prepareProgram, type ProgramVersion } from "#app/domain/program/program.ts";
import { anyProgram } from "#test/support/histories.ts";
import { aLine, anOrder, aRefund, factsOf, on } from "#test/support/facts.ts";

const end = on("2028-01-01");

const minor = fc.bigInt({ min: 0n, max: 30_000n });
const anyOrder = fc.record({
  lines: fc.array(fc.record({ netMinor: minor, taxMinor: minor }), { minLength: 1, maxLength: 4 }),
  shippingMinor: minor,
  tipMinor: minor,
});
type Amounts = typeof anyOrder extends fc.Arbitrary<infer Order> ? Order : never;

const anyCounting = fc
  .tuple(anyProgram, fc.boolean())
  .map(([program, extras]) => counting(program, extras));

/** The program with everything counted, or all but shipping and tips. */
function counting(program: ProgramVersion, shipping: boolean): ProgramVersion {
  const { document } = program;
  const counts = { tax: true, shipping, tips: shipping, giftCards: false, testOrders: false };
  return { ...program, document: { ...document, earning: { ...document.earning, counts } } };
}

function orderOf({ lines, ...extras }: Amounts, changes: OrderChange[] = []): OrderFacts {
  const asLines = lines.map((line, index) => aLine({ ...line, id: `line${index}`, quantity: 100 }));
  return anOrder({ ...extras, lines: asLines, changes });
}

function pointsOf(program: ProgramVersion, order: OrderFacts): bigint {
  const { state } = decide({ programs: [program], facts: factsOf([order]), asOf: end });
  return state.orders.get(order.orderId)?.points ?? 0n;
}

test("who spends more on an order never gets fewer points for it", () => {
  fc.assert(
    fc.property(anyCounting, anyOrder, anyOrder, (program, order, more) => {
      const bigger = {
        lines: [...order.lines, ...more.lines],
        shippingMinor: order.shippingMinor + more.shippingMinor,
        tipMinor: order.tipMinor + more.tipMinor,
      };
      const less = pointsOf(program, orderOf(order));
      expect(pointsOf(program, orderOf(bigger))).toBeGreaterThanOrEqual(less);
    }),
    { numRuns: 500 },
  );
});

test("who gets more back never keeps more points, and all given back leaves none", () => {
  fc.assert(
    fc.property(anyProgram, anyOrder, fc.array(minor, { maxLength: 4 }), (plain, order, given) => {
      const program = counting(plain, true);
      const refunds = given.map((adjustment, n) =>
        aRefund({ id: `r${n}`, at: on("2026-03-10") + n, adjustmentMinor: -adjustment }),
      );
      const points = refunds.map((_, n) => pointsOf(program, orderOf(order, refunds.slice(0, n))));
      for (const [n, now] of points.entries()) {
        expect(now).toBeLessThanOrEqual(points[n - 1] ?? now);
      }
      const all = order.lines.reduce(
        (total, { netMinor, taxMinor }) => total + netMinor + taxMinor,
        order.shippingMinor + order.tipMinor,
      );
      const rest = aRefund({ id: "rest", at: on("2026-04-10"), adjustmentMinor: -all });
      if (all > 0n) expect(pointsOf(program, orderOf(order, [...refunds, rest]))).toBe(0n);
    }),
    { numRuns: 300 },
  );
});

/** Cuts a refund into parts by line, pieces and amount, each its own refund on its own day. */
const anySplit = fc.array(
  fc.record({
    pieces: fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 4, maxLength: 4 }),
    net: fc.array(fc.bigInt({ min: 0n, max: 3_000n }), { minLength: 4, maxLength: 4 }),
    amount: fc.bigInt({ min: 0n, max: 2_000n }),
  }),
  { minLength: 1, maxLength: 4 },
);

test("a refund in parts, in any order, comes to what the same refund at once comes to", () => {
  fc.assert(
    fc.property(anyProgram, anyOrder, anySplit, (plain, order, split) => {
      const program = counting(plain, true);
      const parts = split.map(({ pieces, net, amount }, n) =>
        aRefund({
          id: `part${n}`,
          at: on("2026-03-10") + n,
          lines: order.lines.map((_, index) => ({
            lineId: `line${index}`,
            quantity: -(pieces[index] ?? 0),
            netMinor: -(net[index] ?? 0n),
            taxMinor: 0n,
          })),
          shippingMinor: -amount,
          adjustmentMinor: -amount,
        }),
      );
      const whole = aRefund({
        lines: parts.flatMap(({ lines }) => lines),
        shippingMinor: parts.reduce((total, part) => total + part.shippingMinor, 0n),
        adjustmentMinor: parts.reduce((total, part) => total + part.adjustmentMinor, 0n),
      });
      const backwards = parts.map((part, n) => ({ ...part, at: on("2026-03-20") - n }));
      const atOnce = pointsOf(program, orderOf(order, [whole]));
      expect(pointsOf(program, orderOf(order, parts))).toBe(atOnce);
      expect(pointsOf(program, orderOf(order, backwards))).toBe(atOnce);
    }),
    { numRuns: 300 },
  );
});

test("a receipt adds up: lines and extras to the base, the steps to the points", () => {
  fc.assert(
    fc.property(anyCounting, anyOrder, fc.tuple(minor, minor), (version, order, [used, back]) => {
      const program = prepareProgram(version);
      const facts = orderOf(order, [aRefund({ adjustmentMinor: -back })]);
      const terms = decideTerms({ facts, pins: {} }, program, aNewcomer());
      const day = dayOf(facts.placedAt, program.timeZone);
      const counters = new Map([[`orders|day|${day}`, used]]);
      const allowances = { used: counters, claims: new Map(), day };
      const { receipt } = awardOf({ facts, pins: {} }, terms, {
        standing: { paid: true, cancelled: false, changes: 1 },
        rooms: roomsFor(terms, allowances, () => false),
        ask: ({ points }) => ({ points, waits: false }),
      });
      const counted = receipt.lines.reduce((total, line) => total + line.countedMinor, 0n);
      expect(counted + receipt.shippingMinor + receipt.tipMinor).toBe(receipt.baseMinor);
      const roundings = receipt.steps.filter(({ kind }) => kind === "rounding");
      expect(roundings.length).toBeLessThanOrEqual(1);
      const steps = receipt.steps.map(({ exact }) => exact);
      expect(isEqual(addUp(steps), { numerator: receipt.points, denominator: 1n })).toBe(true);
    }),
    { numRuns: 300 },
  );
});

function addUp(fractions: Fraction[]): Fraction {
  return fractions.reduce(
    (sum, { numerator, denominator }) => ({
      numerator: sum.numerator * denominator + numerator * sum.denominator,
      denominator: sum.denominator * denominator,
    }),
    { numerator: 0n, denominator: 1n },
  );
}

function isEqual(one: Fraction, other: Fraction): boolean {
  return one.numerator * other.denominator === other.numerator * one.denominator;
}
