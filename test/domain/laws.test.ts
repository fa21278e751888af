import fc from "fast-check";
import { expect, test } from "vitest";
import { dayOf } from "#app/domain/calendar.ts";
import { decide } from "#app/domain/engine/decide.ts";
import type { State } from "#app/domain/engine/state.ts";
import { balancesOf, flowsOf } from "#app/domain/engine/flows.ts";
import { differencesOf } from "#app/domain/engine/transfers.ts";
import { formatExact } from "#app/domain/exact-json.ts";
import { rowsOf } from "#test/support/flow-rows.ts";
import { anyFacts, anyProgram, anyPrograms } from "#test/support/histories.ts";
import { aRefund, on } from "#test/support/facts.ts";

/** After everything that can happen in a history. */
const end = on("2028-06-30");
const moment = fc.integer({ min: on("2026-01-01"), max: end });

function sum(points: Iterable<bigint>): bigint {
  return [...points].reduce((total, item) => total + item, 0n);
}

/** Everything a member would see or the shop would book, apart from when it was written. */
function outcome(state: State): string {
  return formatExact({
    flows: rowsOf(flowsOf(state.journal)).sort(),
    lots: [...state.lots.values()].filter(({ points }) => points > 0n).sort(),
    owed: state.owed,
    tier: state.tier,
  });
}

test("points are neither made nor lost, and the ledger's equations hold at every moment", () => {
  fc.assert(
    fc.property(anyPrograms, anyFacts, moment, (programs, facts, asOf) => {
      const { state } = decide({ programs, facts, asOf });
      const balances = balancesOf(flowsOf(state.journal));
      const lots = sum([...state.lots.values()].map(({ points }) => points));
      expect(sum(Object.values(balances))).toBe(0n);
      expect(balances.available).toBe(lots);
      expect(balances.debt).toBe(-state.owed);
      expect(balances.pending).toBe(sum([...state.pending.values()].map(({ points }) => points)));
      expect(balances.reserved).toBe(
        sum([...state.reserved.values()].flat().map(({ points }) => points)),
      );
      expect(lots === 0n || state.owed === 0n).toBe(true);
      expect([...state.lots.values()].every(({ points }) => points >= 0n)).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test("the order in which facts are learned makes no difference", () => {
  fc.assert(
    fc.property(anyPrograms, anyFacts, fc.infiniteStream(fc.nat()), (programs, facts, dice) => {
      const shuffle = <T>(items: T[]) =>
        items
          .map((item) => ({ item, rank: dice.next().value ?? 0 }))
          .sort((a, b) => a.rank - b.rank)
          .map(({ item }) => item);
      const shuffled = {
        orders: shuffle(facts.orders).map(({ facts: order, pins }) => ({
          facts: { ...order, changes: shuffle(order.changes) },
          pins,
        })),
        redemptions: shuffle(facts.redemptions),
        adjustments: shuffle(facts.adjustments),
        events: shuffle(facts.events),
      };
      const straight = decide({ programs, facts, asOf: end });
      const mixed = decide({ programs, facts: shuffled, asOf: end });
      expect(outcome(mixed.state)).toBe(outcome(straight.state));
    }),
    { numRuns: 300 },
  );
});

test("posting differences on the way, with facts missing, ends where one settlement would", () => {
  fc.assert(
    fc.property(anyPrograms, anyFacts, moment, (programs, facts, asOf) => {
      const partly = { ...facts, orders: facts.orders.slice(1) };
      const early = decide({ programs, facts: partly, asOf });
      const posted = [...early.state.journal];
      const late = decide({ programs, facts, asOf: end });
      posted.push(...differencesOf(late.state, flowsOf(posted), end));
      const rows = (moves: typeof posted) => rowsOf(flowsOf(moves)).sort();
      expect(rows(posted)).toEqual(rows(late.state.journal));
      expect(posted.every(({ points }) => points > 0n)).toBe(true);
    }),
    { numRuns: 300 },
  );
});

test("an order that is refunded in whole adds up to nothing", () => {
  fc.assert(
    fc.property(anyPrograms, anyFacts, (programs, facts) => {
      const orders = facts.orders.map(({ facts: order, pins }) => {
        const left = order.changes
          .flatMap(({ lines }) => lines)
          .reduce((pieces, { quantity }) => pieces + quantity, order.lines[0]?.quantity ?? 0);
        const added = order.changes.flatMap(({ addedLines }) => addedLines);
        const lines = [...order.lines, ...added].map(({ id, quantity }) => ({
          lineId: id,
          quantity: added.some((line) => line.id === id) ? -quantity : -left,
          netMinor: 0n,
          taxMinor: 0n,
        }));
        const rest = aRefund({ id: `${order.orderId}/rest`, at: end - 1, lines });
        return { facts: { ...order, changes: [...order.changes, rest] }, pins };
      });
      const { state } = decide({ programs, facts: { ...facts, orders }, asOf: end });
      for (const { facts: order } of orders) {
        const own = state.journal.filter(({ source }) => source === `order:${order.orderId}`);
        expect(balancesOf(flowsOf(own)).issued).toBe(0n);
      }
    }),
    { numRuns: 300 },
  );
});

test("transfers of an order add up to the points of its receipt", () => {
  fc.assert(
    fc.property(anyPrograms, anyFacts, moment, (programs, facts, asOf) => {
      const { state } = decide({ programs, facts, asOf });
      for (const [orderId, { points }] of state.orders) {
        const own = state.journal.filter(({ source }) => source === `order:${orderId}`);
        const { issued, forgiven } = balancesOf(flowsOf(own));
        expect(-issued).toBe(points);
        expect(forgiven).toBeLessThanOrEqual(0n);
      }
    }),
    { numRuns: 300 },
  );
});

test("nothing changes between now and the moment that is said to be next", () => {
  fc.assert(
    fc.property(anyPrograms, anyFacts, moment, (programs, facts, asOf) => {
      const now = decide({ programs, facts, asOf });
      const until = now.nextDueAt === null ? end * 2 : now.nextDueAt - 1;
      const then = decide({ programs, facts, asOf: until });
      expect(outcome(then.state)).toBe(outcome(now.state));
      expect(now.nextDueAt === null || now.nextDueAt > asOf).toBe(true);
    }),
    { numRuns: 300 },
  );
});

test("no day's orders come to more than the cap, whatever edits add", () => {
  fc.assert(
    fc.property(anyProgram, anyFacts, moment, (program, facts, asOf) => {
      const { state } = decide({ programs: [program], facts, asOf });
      const cap = program.document.earning.caps.find(({ per }) => per === "day")?.points;
      if (cap === undefined) return;
      const days = Map.groupBy(state.orders.values(), (order) =>
        dayOf(order.placedAt, program.timeZone),
      );
      for (const orders of days.values()) {
        expect(sum(orders.map(({ points }) => points))).toBeLessThanOrEqual(BigInt(cap));
      }
    }),
    { numRuns: 500 },
  );
});

test("an entry gift is held at most once, however often its tier comes and goes", () => {
  fc.assert(
    fc.property(anyProgram, anyFacts, moment, (program, facts, asOf) => {
      const { state } = decide({ programs: [program], facts, asOf });
      for (const { id, entryGift } of program.document.tiers?.levels ?? []) {
        const own = state.journal.filter(({ source }) => source === `gift:${id}`);
        expect(-balancesOf(flowsOf(own)).issued).toBeLessThanOrEqual(BigInt(entryGift));
      }
    }),
    { numRuns: 500 },
  );
});
