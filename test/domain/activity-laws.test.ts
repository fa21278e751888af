import fc from "fast-check";
import { expect, test } from "vitest";
import { dayOf, firstDayOf } from "#app/domain/calendar.ts";
import { decide } from "#app/domain/engine/decide.ts";
import { receiptOf, type Deed } from "#app/domain/engine/deed.ts";
import type { MemberEvent } from "#app/domain/engine/member-events.ts";
import type { State } from "#app/domain/engine/state.ts";
import { balancesOf, flowsOf } from "#app/domain/engine/flows.ts";
import { differencesOf } from "#app/domain/engine/transfers.ts";
import { formatExact } from "#app/domain/exact-json.ts";
import type { Fraction } from "#app/domain/fraction.ts";
import { rowsOf } from "#test/support/flow-rows.ts";
import { balance, pointsOf } from "#test/support/activity-facts.ts";
import { aLivelyProgram, livelyFacts, livelyPrograms } from "#test/support/activity-histories.ts";
import { aRefund, on } from "#test/support/facts.ts";

/** After everything that can happen in a history. */
const end = on("2028-06-30");
const moment = fc.integer({ min: on("2026-01-01"), max: end });
const twoMoments = fc.tuple(moment, moment);
const HOUR = 3_600_000;
const runs = { numRuns: 150 };

function sum(points: Iterable<bigint>): bigint {
  return [...points].reduce((total, item) => total + item, 0n);
}

function outcome(state: State): string {
  return formatExact({
    flows: rowsOf(flowsOf(state.journal)).sort(),
    lots: [...state.lots.values()]
      .filter(({ points }) => points > 0n)
      .map(({ lot, points, since, expiresAt }) => ({ lot, points, since, expiresAt }))
      .sort((a, b) => (a.lot < b.lot ? -1 : 1)),
    owed: state.owed,
    tier: state.tier,
    boosts: state.boosts,
    referral: state.referralOutcome,
    wishes: state.wishes,
    deeds: [...state.deeds.values()].map((deed) => receiptOf(deed)),
  });
}

test("whatever a member does, points are neither made nor lost", () => {
  fc.assert(
    fc.property(livelyPrograms, livelyFacts, moment, (programs, facts, asOf) => {
      const { state } = decide({ programs, facts, asOf });
      const balances = balancesOf(flowsOf(state.journal));
      const lots = sum([...state.lots.values()].map(({ points }) => points));
      expect(sum(Object.values(balances))).toBe(0n);
      expect(balances.available).toBe(lots);
      expect(balances.debt).toBe(-state.owed);
      expect(balances.pending).toBe(sum([...state.pending.values()].map(({ points }) => points)));
      expect(lots === 0n || state.owed === 0n).toBe(true);
      expect(balances.expired).toBeGreaterThanOrEqual(0n);
    }),
    runs,
  );
});

test("the order in which events are learned, and how often, makes no difference", () => {
  fc.assert(
    fc.property(
      livelyPrograms,
      livelyFacts,
      fc.infiniteStream(fc.nat()),
      (programs, facts, dice) => {
        const rank = () => dice.next().value ?? 0;
        const twice = facts.events.flatMap((event) =>
          rank() % 2 === 0 ? [event, event] : [event],
        );
        const shuffled = twice
          .map((event) => ({ event, rank: rank() }))
          .sort((a, b) => a.rank - b.rank)
          .map(({ event }) => event);
        const straight = decide({ programs, facts, asOf: end });
        const mixed = decide({ programs, facts: { ...facts, events: shuffled }, asOf: end });
        expect(outcome(mixed.state)).toBe(outcome(straight.state));
      },
    ),
    runs,
  );
});

test("posting differences on the way, with events missing, ends where one settlement would", () => {
  fc.assert(
    fc.property(livelyPrograms, livelyFacts, moment, (programs, facts, asOf) => {
      const partly = { ...facts, events: facts.events.slice(2), orders: facts.orders.slice(1) };
      const posted = [...decide({ programs, facts: partly, asOf }).state.journal];
      const late = decide({ programs, facts, asOf: end });
      posted.push(...differencesOf(late.state, flowsOf(posted), end));
      const rows = (moves: typeof posted) => rowsOf(flowsOf(moves)).sort();
      expect(rows(posted)).toEqual(rows(late.state.journal));
    }),
    runs,
  );
});

test("nothing changes between now and the moment that is said to be next", () => {
  fc.assert(
    fc.property(livelyPrograms, livelyFacts, moment, (programs, facts, asOf) => {
      const now = decide({ programs, facts, asOf });
      const until = now.nextDueAt === null ? end * 2 : now.nextDueAt - 1;
      expect(outcome(decide({ programs, facts, asOf: until }).state)).toBe(outcome(now.state));
      expect(now.nextDueAt === null || now.nextDueAt > asOf).toBe(true);
    }),
    runs,
  );
});

test("steps of a receipt add up to its points, and its transfers to the same", () => {
  fc.assert(
    fc.property(livelyPrograms, livelyFacts, moment, (programs, facts, asOf) => {
      const { state } = decide({ programs, facts, asOf });
      for (const deed of state.deeds.values()) {
        const { steps, points } = receiptOf(deed);
        const total = steps
          .map(({ exact }) => exact)
          .reduce(plus, { numerator: 0n, denominator: 1n });
        expect(total.numerator).toBe(points * total.denominator);
        expect(pointsOf(state, deed.source)).toBe(points);
        expect(points).toBeGreaterThanOrEqual(0n);
      }
    }),
    runs,
  );
});

function plus(a: Fraction, b: Fraction): Fraction {
  return {
    numerator: a.numerator * b.denominator + b.numerator * a.denominator,
    denominator: a.denominator * b.denominator,
  };
}

test("no period sees more times than its limit, nor more points than its cap", () => {
  fc.assert(
    fc.property(aLivelyProgram, livelyFacts, moment, (program, facts, asOf) => {
      const { state } = decide({ programs: [program], facts, asOf });
      const claimed = [...state.deeds.values()].filter(({ claim }) => claim !== null);
      const byOffer = Map.groupBy(claimed, ({ offer }) => `${offer.of}:${offer.id}`);
      for (const deeds of byOffer.values()) {
        const offer = deeds[0]?.offer;
        for (const { per, times } of offer?.limits ?? []) {
          for (const within of byPeriod(deeds, per))
            expect(within.length).toBeLessThanOrEqual(times);
        }
        for (const { per, points } of offer?.caps ?? []) {
          for (const within of byPeriod(deeds, per)) {
            const total = sum(within.map(({ claim }) => claim?.points ?? 0n));
            expect(total).toBeLessThanOrEqual(BigInt(points));
          }
        }
      }
    }),
    runs,
  );
});

function byPeriod(deeds: Deed[], per: string): Deed[][] {
  if (per === "order") return deeds.map((deed) => [deed]);
  const keyOf = ({ at, program }: Deed) => {
    const day = dayOf(at, program.timeZone);
    return per === "lifetime" ? "" : firstDayOf(per as "day", day);
  };
  return [...Map.groupBy(deeds, keyOf).values()];
}

test("approving, rejecting and approving again ends as approving once", () => {
  fc.assert(
    fc.property(livelyPrograms, livelyFacts, moment, (programs, facts, someTime) => {
      // Histories happen on the hour: nothing else falls between the decisions.
      const at = Math.floor(someTime / HOUR) * HOUR + 1;
      const reviews = facts.events.filter(({ kind }) => kind === "activity");
      const decidedBy = (...answers: boolean[]) => {
        const decisions = reviews.flatMap(({ id: eventId }) =>
          answers.map((approved, index): MemberEvent => ({
            id: `z${eventId}${index}`,
            at: at + index,
            kind: "activity-decided",
            eventId,
            approved,
          })),
        );
        // After leaving, what is taken back has expired, and nothing is given again.
        const open = facts.events.filter(({ kind }) => kind !== "closed");
        const events = [...open, ...decisions];
        return decide({ programs, facts: { ...facts, events }, asOf: at + 3 }).state;
      };
      const points = (state: State) => reviews.map(({ id }) => pointsOf(state, `activity:${id}`));
      expect(points(decidedBy(true, false, true))).toEqual(points(decidedBy(true)));
      expect(sum(points(decidedBy(true, false)))).toBe(0n);
    }),
    runs,
  );
});

test("when every order is refunded in whole, nothing stands that rested on orders", () => {
  fc.assert(
    fc.property(livelyPrograms, livelyFacts, (programs, facts) => {
      const orders = facts.orders.map(({ facts: order, pins }) => {
        const lines = [...order.lines, ...order.changes.flatMap(({ addedLines }) => addedLines)];
        const rest = lines.map(({ id, quantity }) => ({
          lineId: id,
          quantity: -quantity,
          netMinor: 0n,
          taxMinor: 0n,
        }));
        const last = aRefund({ id: `${order.orderId}/rest`, at: end - 1, lines: rest });
        return { facts: { ...order, changes: [...order.changes, last] }, pins };
      });
      const { state } = decide({ programs, facts: { ...facts, orders }, asOf: end });
      for (const [source, deed] of state.deeds) {
        if (/^(streak:weeks|challenge:(often|much|many)|referred)/.test(source)) {
          expect([source, deed.stands, pointsOf(state, source)]).toEqual([source, false, 0n]);
        }
      }
      expect(state.referralOutcome?.outcome).not.toBe("completed");
    }),
    runs,
  );
});

test("closing an account ends everything, whatever comes after", () => {
  fc.assert(
    fc.property(livelyPrograms, livelyFacts, twoMoments, (programs, facts, [at, asOf]) => {
      const events: MemberEvent[] = facts.events.filter(
        ({ kind, at: when }) => kind !== "joined" || when < at,
      );
      events.push({ id: "zz", at, kind: "closed" });
      const { state } = decide({ programs, facts: { ...facts, events }, asOf });
      if (asOf < at) return;
      const { pending } = balancesOf(flowsOf(state.journal));
      // A reward that is taken, or points taken by hand, after leaving are owed; nothing is earned.
      expect([pending, balance(state) > 0n, state.tier.id]).toEqual([0n, false, null]);
      const given = state.journal.filter((move) => move.at > at && move.to === "available");
      for (const { source, lot } of given)
        expect([source, state.lots.get(lot)?.points]).toEqual([source, 0n]);
    }),
    runs,
  );
});
