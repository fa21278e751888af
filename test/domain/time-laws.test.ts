import fc from "fast-check";
import { expect, test } from "vitest";
import { decide } from "#app/domain/engine/decide.ts";
import type { MemberEvent } from "#app/domain/engine/member-events.ts";
import { tierProgress } from "#app/domain/next-tier.ts";
import type { State } from "#app/domain/engine/state.ts";
import { balancesOf, flowsOf } from "#app/domain/engine/flows.ts";
import { formatExact } from "#app/domain/exact-json.ts";
import { readStoredDocument, type ProgramInput } from "#app/domain/program/document.ts";
import { rowsOf } from "#test/support/flow-rows.ts";
import { anyFacts, anyProgram } from "#test/support/histories.ts";
import { on } from "#test/support/facts.ts";

const zones = ["America/Santiago", "Asia/Shanghai", "Pacific/Apia", "Africa/Cairo", "UTC"];
const moment = fc.integer({ min: on("2026-01-01"), max: on("2027-12-31") });
const days = fc.integer({ min: 1, max: 60 });
const months = fc.integer({ min: 1, max: 6 });

const anyExpiry = fc.oneof(
  months.map((each) => ({ kind: "months-after-earning" as const, months: each })),
  fc.record({
    kind: fc.constant("end-of-period" as const),
    period: fc.constantFrom("month" as const, "quarter" as const, "year" as const),
    later: fc.nat(2),
  }),
  fc.record({
    kind: fc.constant("months-without-activity" as const),
    months,
    counts: fc.subarray(["order" as const, "redemption" as const], { minLength: 1 }),
  }),
  fc.record({
    kind: fc.constant("fixed-days" as const),
    days: fc.subarray(["02-29", "06-30", "12-31"], { minLength: 1 }),
    minimumAgeDays: fc.nat(90),
  }),
);

const anyWindow = fc.oneof(
  fc.constantFrom(
    { kind: "lifetime" as const },
    { kind: "calendar-month" as const },
    { kind: "calendar-year" as const },
    { kind: "membership-year" as const },
  ),
  days.map((each) => ({ kind: "rolling-days" as const, days: each })),
  months.map((each) => ({ kind: "rolling-months" as const, months: each })),
);

const anyWay = fc.oneof(
  anyWindow.map((window) => ({
    kind: "measured" as const,
    measure: "orders" as const,
    window,
    atLeast: "2",
  })),
  fc.constant({ kind: "in-a-row" as const, measure: "spend" as const, months: 2, atLeast: "20" }),
  fc.constant({ kind: "single-order" as const, atLeast: "90" }),
  fc.constant({ kind: "top-percent" as const, percent: "10" }),
);

const anyTiers: fc.Arbitrary<NonNullable<ProgramInput["tiers"]>> = fc
  .record({
    measure: fc.constantFrom(
      "spend" as const,
      "points" as const,
      "orders" as const,
      "balance" as const,
    ),
    window: anyWindow,
    grace: fc.oneof(
      fc.nat(40).map((each) => ({ kind: "days" as const, days: each })),
      months.map((each) => ({ kind: "months" as const, months: each })),
    ),
    landing: fc.constantFrom("belongs" as const, "one-step" as const),
    ways: fc.array(anyWay, { maxLength: 2 }),
  })
  .map(({ ways, measure, ...rest }) => {
    const [low, high] = measure === "orders" ? ["1", "3"] : ["40", "150"];
    const level = { name: { en: "Tier" }, multiplier: "1.5" };
    const levels = [
      { ...level, id: "silver", threshold: low ?? "1", entryGift: 20 },
      { ...level, id: "gold", threshold: high ?? "2", ways, entryGift: 70 },
      { ...level, id: "vip", threshold: null },
    ];
    return { ...rest, measure, levels };
  });

const anyTimedProgram = fc
  .record({
    program: anyProgram,
    expiry: anyExpiry,
    tiers: anyTiers,
    timeZone: fc.constantFrom(...zones),
    hold: fc.constantFrom<NonNullable<ProgramInput["earning"]["hold"]>>(
      { days: 0, after: "payment" },
      { days: 14, after: "payment" },
      { days: 3, after: "fulfillment", atMostDays: 20 },
    ),
  })
  .map(({ program, expiry, tiers, timeZone, hold }) => {
    const { document } = program;
    const earning = { ...document.earning, hold };
    return {
      ...program,
      timeZone,
      document: readStoredDocument({ ...document, earning, expiry, tiers }),
    };
  });

const anyEvents: fc.Arbitrary<MemberEvent[]> = fc
  .array(
    fc.oneof(
      fc.record({ at: moment, kind: fc.constant("joined" as const) }),
      fc.record({
        at: moment,
        kind: fc.constant("ranked" as const),
        percent: fc.constantFrom("5", "50"),
      }),
      fc.record({
        at: moment,
        kind: fc.constant("tier-floor" as const),
        tierId: fc.constantFrom("silver", "vip", null),
        until: fc.option(moment),
      }),
    ),
    { maxLength: 3 },
  )
  .map((events) => events.map((event, index) => ({ ...event, id: `e${index}` })));

const aHistory = fc.tuple(anyFacts, anyEvents).map(([facts, events]) => ({ ...facts, events }));

/** All that anyone sees or books of a member. */
function outcome(state: State, at: number): string {
  return formatExact({
    flows: rowsOf(flowsOf(state.journal)).sort(),
    lots: [...state.lots.values()]
      .filter(({ points }) => points > 0n)
      .map(({ lot, points, since, expiresAt }) => ({ lot, points, since, expiresAt })),
    owed: state.owed,
    tier: state.tier,
    progress: tierProgress(state, at),
  });
}

test("points past their date can never be spent, and lots add up, whatever the moment", () => {
  fc.assert(
    fc.property(anyTimedProgram, aHistory, moment, (program, facts, asOf) => {
      const { state } = decide({ programs: [program], facts, asOf });
      const held = [...state.lots.values()].filter(({ points }) => points !== 0n);
      const balances = balancesOf(flowsOf(state.journal));
      expect(held.filter(({ expiresAt }) => expiresAt !== null && expiresAt <= asOf)).toEqual([]);
      expect(held.reduce((total, { points }) => total + points, 0n)).toBe(balances.available);
      expect(balances.debt).toBe(-state.owed);
      expect(held.length === 0 || state.owed === 0n).toBe(true);
    }),
    { numRuns: 300 },
  );
}, 30_000);

test("nothing changes by itself before the moment that was announced", () => {
  const aShare = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(
      anyTimedProgram,
      fc.tuple(aHistory, aShare),
      moment,
      (program, [facts, share], asOf) => {
        const { state, nextDueAt } = decide({ programs: [program], facts, asOf });
        const end = nextDueAt ?? on("2031-01-01");
        expect(end).toBeGreaterThan(asOf);
        const between = Math.min(end - 1, asOf + Math.floor((end - asOf) * share));
        const later = decide({ programs: [program], facts, asOf: between });
        expect(outcome(later.state, between)).toBe(outcome(state, asOf));
        expect(later.nextDueAt).toBe(nextDueAt);
      },
    ),
    { numRuns: 300 },
  );
}, 30_000);

test("an order that adds takes no tier away", () => {
  const rank = (state: State) => ["silver", "gold", "vip"].indexOf(state.tier.id ?? "");
  fc.assert(
    fc.property(anyTimedProgram, aHistory, (program, facts) => {
      const last = facts.orders.at(-1)?.facts;
      if (!last || last.paidAt !== last.placedAt) return;
      const others = facts.orders.slice(0, -1);
      if (others.some((order) => order.facts.placedAt === last.placedAt)) return;
      const asOf = last.placedAt;
      const added = decide({ programs: [program], facts, asOf });
      const without = decide({ programs: [program], facts: { ...facts, orders: others }, asOf });
      expect(rank(added.state)).toBeGreaterThanOrEqual(rank(without.state));
    }),
    { numRuns: 500 },
  );
}, 30_000);
