import fc from "fast-check";
import { expect, test } from "vitest";
import { decide, decideOn, type Decision } from "#app/domain/engine/decide.ts";
import { factsBy, noFacts, type MemberFacts } from "#app/domain/engine/timeline.ts";
import { livelyFacts, livelyPrograms } from "#test/support/activity-histories.ts";
import { anyFacts, anyPrograms } from "#test/support/histories.ts";
import { on } from "#test/support/facts.ts";

const START = on("2026-01-05");
const HOUR = 3_600_000;
const moment = fc.integer({ min: 0, max: 900 * 24 }).map((hours) => START + hours * HOUR);

/** What is written after a decision: a reward taken, and what else our own deeds bring. */
const anyNews = fc.record({
  /** Since the decision, in hours. */
  after: fc.constantFrom(0, 0.001, 5, 400, 9_000),
  points: fc.bigInt({ min: 0n, max: 120n }),
  lot: fc.integer({ min: 0, max: 4 }),
  outcome: fc.constantFrom(null, "used", "returned" as const),
  given: fc.constantFrom(0n, 0n, 30n, -20n),
  /** Until which moment after that is decided. */
  until: fc.constantFrom(0, 0.001, 30, 5_000),
});
type News = typeof anyNews extends fc.Arbitrary<infer Parts> ? Parts : never;

function newsAt(at: number, { points, lot, outcome, given }: News): MemberFacts {
  const takes = [{ lot: `order:gid://shopify/Order/${lot}`, points }];
  const ended = outcome === null ? null : { at, outcome };
  const reward = { rewardId: "reward", costPoints: points, free: null, takes, returnedAt: null };
  return {
    ...noFacts(),
    redemptions: [{ id: "news", reservedAt: at, ended, ...reward }],
    adjustments: given === 0n ? [] : [{ id: "news", at, points: given, undoes: null }],
  };
}

function both(one: MemberFacts, other: MemberFacts): MemberFacts {
  return {
    orders: [...one.orders, ...other.orders],
    redemptions: [...one.redemptions, ...other.redemptions],
    adjustments: [...one.adjustments, ...other.adjustments],
    events: [...one.events, ...other.events],
  };
}

/** All that a decision says; sums that are kept to be quicker are no part of it. */
function said({ state, ...rest }: Decision) {
  const sources = [...state.otherEarnings, ...state.orders];
  const earned = sources.map(([id, earnings]) => [id, { ...earnings, window: null }]);
  const sums = { tallies: null, months: null, orders: null, otherEarnings: null };
  return { ...rest, ...state, ...sums, earned };
}

const anyHistory = fc.oneof(
  fc.record({ programs: anyPrograms, facts: anyFacts }),
  fc.record({ programs: livelyPrograms, facts: livelyFacts }),
);

test("going on from a decision comes to the same as deciding anew", () => {
  const counts = { onward: 0, anew: 0 };
  fc.assert(
    fc.property(anyHistory, moment, anyNews, ({ programs, facts }, since, news) => {
      const at = since + news.after * HOUR;
      const asOf = at + news.until * HOUR;
      const fresh = newsAt(at, news);
      const before = decide({ programs, facts: factsBy(since, facts), asOf: since });
      const gone = decideOn(before, { news: factsBy(asOf, fresh), asOf });
      counts[gone === null ? "anew" : "onward"] += 1;
      if (gone === null) return;
      const all = decide({ programs, facts: factsBy(asOf, both(facts, fresh)), asOf });
      expect(said(gone)).toEqual(said(all));
    }),
    { numRuns: 1_000 },
  );
  expect(counts.onward, "many histories were over by then").toBeGreaterThan(200);
  expect(counts.anew, "and many were not").toBeGreaterThan(50);
});
