import fc from "fast-check";
import { expect, test } from "vitest";
import { dayOf } from "#app/domain/calendar.ts";
import { decide } from "#app/domain/engine/decide.ts";
import type { State } from "#app/domain/engine/state.ts";
import type { Fraction } from "#app/domain/fraction.ts";
import type { OrderReceipt } from "#app/domain/receipt.ts";
import { on } from "#test/support/facts.ts";
import { anyFacts, anyProgram } from "#test/support/histories.ts";

const end = on("2028-06-30");

test("every receipt adds up to its points, and is rounded once at most", () => {
  fc.assert(
    fc.property(anyProgram, anyFacts, (program, facts) => {
      const { state } = decide({ programs: [program], facts, asOf: end });
      for (const { steps, points, exactPoints } of receiptsOf(state)) {
        const sum = addUp(steps.map(({ exact }) => exact));
        expect(sum.numerator).toBe(points * sum.denominator);
        expect(steps.filter(({ kind }) => kind === "rounding").length).toBeLessThanOrEqual(1);
        const cuts = ["rounding", "cap", "budget"];
        const before = addUp(steps.flatMap((s) => (cuts.includes(s.kind) ? [] : [s.exact])));
        expect(before.numerator * exactPoints.denominator).toBe(
          exactPoints.numerator * before.denominator,
        );
      }
    }),
    { numRuns: 500 },
  );
});

test("no cap lets more through than it says: per order, day and month, and of a rule", () => {
  fc.assert(
    fc.property(anyProgram, anyFacts, (program, facts) => {
      const { state } = decide({ programs: [program], facts, asOf: end });
      const orders = [...state.orders.values()];
      for (const { per, points } of program.document.earning.caps) {
        const groups = Map.groupBy(orders, (order) => {
          const day = dayOf(order.placedAt, program.timeZone);
          return per === "order" ? order : day.slice(0, per === "day" ? 10 : 7);
        });
        for (const group of groups.values()) {
          const total = group.reduce((sum, order) => sum + order.points, 0n);
          expect(total).toBeLessThanOrEqual(BigInt(points));
        }
      }
      for (const [key, used] of state.used) {
        if (key.startsWith("rule:capped|")) expect(used).toBeLessThanOrEqual(40n);
        if (key.startsWith("times:rule:once|")) expect(used).toBeLessThanOrEqual(1n);
      }
    }),
    { numRuns: 500 },
  );
});

test("rules that can only add never make an order earn less than the plain rate", () => {
  fc.assert(
    fc.property(anyProgram, anyFacts, (program, facts) => {
      const { document } = program;
      const adding = document.earning.rules.filter(({ id }) => id !== "less");
      const withRules = { ...document, earning: { ...document.earning, rules: adding, caps: [] } };
      const plain = {
        ...withRules,
        earning: { ...withRules.earning, rules: [] },
        campaigns: [],
      };
      // Tiers could be reached by another order; the rules alone are compared.
      const pointsBy = (of: typeof document) =>
        [
          ...decide({
            programs: [{ ...program, document: { ...of, tiers: null } }],
            facts,
            asOf: end,
          }).state.orders.values(),
        ].map(({ points }) => points);
      const more = pointsBy(withRules);
      pointsBy(plain).forEach((points, n) => expect(more[n]).toBeGreaterThanOrEqual(points));
    }),
    { numRuns: 300 },
  );
});

function receiptsOf(state: State): OrderReceipt[] {
  return state.journal.flatMap(({ receipt }) => (receipt?.kind === "order" ? receipt : []));
}

function addUp(fractions: Fraction[]): Fraction {
  return fractions.reduce(
    (sum, { numerator, denominator }) => ({
      numerator: sum.numerator * denominator + numerator * sum.denominator,
      denominator: sum.denominator * denominator,
    }),
    { numerator: 0n, denominator: 1n },
  );
}
