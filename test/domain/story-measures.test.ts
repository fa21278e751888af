import { describe, expect, test } from "vitest";
import { decide } from "#app/domain/engine/decide.ts";
import { measuredValue } from "#app/domain/engine/tier-measure.ts";
import { tierProgress } from "#app/domain/next-tier.ts";
import type { MemberFacts } from "#app/domain/engine/timeline.ts";
import { prepareProgram, type ProgramVersion } from "#app/domain/program/program.ts";
import { aReview, decided, did } from "#test/support/activity-facts.ts";
import { aProgram, factsOf, on } from "#test/support/facts.ts";
import {
  event,
  level,
  moneyBack,
  order,
  refundOf,
  stateOn,
  tiered,
  tierOn,
  type Tiers,
} from "#test/support/tier-stories.ts";

/** 1 point per 1, reviews for 20 points, and silver at 100 points. */
function byPoints(tiers: Partial<Tiers> = {}): ProgramVersion {
  const version = tiered({ measure: "points", levels: [level("silver", "100")], ...tiers });
  const document = aProgram((plain) => ({ ...plain, activities: [aReview()] })).document;
  return { ...version, document: { ...version.document, activities: document.activities } };
}

function progressOn(day: string, facts: MemberFacts, version: ProgramVersion): bigint {
  return measuredValue(stateOn(day, facts, version), prepareProgram(version), on(day));
}

describe("points that count towards tiers", () => {
  test("are those of activities, too, from when they were given", () => {
    const facts = factsOf([order(1, "2026-01-10", 80n)], { events: [did("review", "2026-01-20")] });
    expect(progressOn("2026-01-19", facts, byPoints())).toBe(80n);
    expect(tierOn("2026-01-19", facts, byPoints())).toBeNull();
    expect(progressOn("2026-01-20", facts, byPoints())).toBe(100n);
    expect(tierOn("2026-01-20", facts, byPoints())).toBe("silver");
  });

  test("are gone when the activity is rejected, and the tier with them, at once", () => {
    const version = byPoints({ grace: { kind: "days", days: 10 } });
    const facts = factsOf([order(1, "2026-01-10", 80n)], {
      events: [did("review", "2026-01-20", "r"), decided("r", false, "2026-01-25")],
    });
    expect(tierOn("2026-01-24", facts, version)).toBe("silver");
    expect(stateOn("2026-01-25", facts, version).tier).toEqual({
      id: null,
      since: null,
      meritId: null,
      qualifiedId: null,
      graceUntil: null,
    });
    expect(progressOn("2026-01-25", facts, version)).toBe(80n);
  });

  test("of an activity leave the window like those of an order", () => {
    const version = byPoints({ window: { kind: "rolling-days", days: 30 } });
    const facts = factsOf([order(1, "2026-01-15", 80n)], { events: [did("review", "2026-01-10")] });
    expect(tierOn("2026-02-09T23:59", facts, version)).toBe("silver");
    expect(tierOn("2026-02-10T00:00", facts, version)).toBeNull();
    expect(progressOn("2026-02-10", facts, version)).toBe(80n);
    expect(progressOn("2026-02-15", facts, version)).toBe(0n);
  });

  test("of an activity are known for years of membership without joining or order", () => {
    const version = byPoints({ window: { kind: "membership-year" } });
    const facts = factsOf([], { events: [did("review", "2026-01-10")] });
    expect(progressOn("2027-01-09", facts, version)).toBe(20n);
    expect(progressOn("2027-01-11", facts, version)).toBe(0n);
  });
});

describe("in a window that moves on", () => {
  const window = { kind: "rolling-days", days: 30 } as const;

  test("what is still in it is added up again, and nothing else", () => {
    const orders = [order(1, "2026-01-01", 100n), order(2, "2026-01-20", 130n)];
    const facts = factsOf(orders);
    expect(progressOn("2026-01-31", facts, tiered({ window }))).toBe(23_000n);
    expect(progressOn("2026-02-01", facts, tiered({ window }))).toBe(13_000n);
    expect(tierOn("2026-02-19", facts, tiered({ window }))).toBe("silver");
    expect(tierOn("2026-02-20", facts, tiered({ window }))).toBeNull();
  });

  test("an order that was refunded is no reason to look again", () => {
    const undone = order(2, "2026-01-10", 50n, { changes: [refundOf(2, "2026-01-12", 50n)] });
    const { nextDueAt } = decide({
      programs: [tiered({ window })],
      facts: factsOf([order(1, "2026-01-01", 100n), undone]),
      asOf: on("2026-02-01"),
    });
    expect(nextDueAt).toBeNull();
  });

  test("the next look is when the first of two orders leaves", () => {
    const next = (day: string) =>
      decide({
        programs: [tiered({ window })],
        facts: factsOf([1, 2, 3].map((n) => order(n, `2026-01-0${n}`, 100n))),
        asOf: on(day),
      }).nextDueAt;
    expect(next("2026-01-20")).toBe(on("2026-02-01T00:00"));
    expect(next("2026-02-01")).toBe(on("2026-02-02T00:00"));
    expect(next("2026-02-02")).toBe(on("2026-02-03T00:00"));
    expect(next("2026-02-03")).toBeNull();
  });

  test("a refund of an order that has left takes nothing", () => {
    const old = order(1, "2026-01-01", 100n, { changes: [moneyBack(1, "2026-02-10", 60n)] });
    const facts = factsOf([old, order(2, "2026-01-20", 100n)]);
    expect(progressOn("2026-02-11", facts, tiered({ window }))).toBe(10_000n);
    expect(tierOn("2026-02-11", facts, tiered({ window }))).toBe("silver");
  });

  test("windows of another length are sums of their own", () => {
    const windows = [
      [window, { kind: "rolling-days", days: 90 }],
      [
        { kind: "rolling-months", months: 1 },
        { kind: "rolling-months", months: 3 },
      ],
    ] as const;
    for (const [main, longer] of windows) {
      const way = { kind: "measured", measure: "spend", window: longer, atLeast: "400" } as const;
      const version = (atLeast: string) =>
        tiered({
          window: main,
          levels: [level("silver", "300"), level("gold", null, { ways: [{ ...way, atLeast }] })],
        });
      const facts = factsOf([order(1, "2026-01-01", 200n), order(2, "2026-02-15", 200n)]);
      expect(tierOn("2026-02-16", facts, version("400"))).toBe("gold");
      expect(tierOn("2026-02-16", facts, version("401"))).toBeNull();
    }
  });
});

describe("joining and leaving", () => {
  const window = { kind: "membership-year" } as const;

  test("who ordered before joining begins the year anew with joining", () => {
    const facts = factsOf([order(1, "2026-01-10", 100n)], {
      events: [event("2026-03-01", { kind: "joined" })],
    });
    expect(tierOn("2027-02-28T23:59", facts, tiered({ window }))).toBeNull();
    expect(tierOn("2026-02-28T23:59", facts, tiered({ window }))).toBe("silver");
    expect(tierOn("2026-03-01T00:00", facts, tiered({ window }))).toBe("silver");
    expect(tierOn("2026-03-02", facts, tiered({ window }))).toBeNull();
  });

  test("an order in the first moment of a membership year is of that year", () => {
    const joined = event("2025-03-01", { kind: "joined" });
    const first = factsOf([order(1, "2026-03-01T00:00", 100n)], { events: [joined] });
    const before = factsOf([order(1, "2026-02-28T23:59", 100n)], { events: [joined] });
    expect(tierOn("2027-02-28T23:59", first, tiered({ window }))).toBe("silver");
    expect(tierOn("2026-03-01", before, tiered({ window }))).toBeNull();
  });

  test("what was up to the moment of leaving counts no more, also for who comes back", () => {
    const left = event("2026-02-01", { kind: "closed" });
    const back = event("2026-03-01", { kind: "joined" });
    const orders = [order(1, "2026-02-01", 100n), order(2, "2026-03-02", 30n)];
    const facts = factsOf(orders, { events: [left, back] });
    const state = stateOn("2026-02-02", facts, tiered({}));
    expect(tierProgress(state, on("2026-02-02"))).toBe(0n);
    expect(progressOn("2026-03-03", facts, tiered({}))).toBe(3_000n);
    const reviews = factsOf([], {
      events: [did("review", "2026-02-01"), left, back, did("review", "2026-03-05")],
    });
    expect(progressOn("2026-03-06", reviews, byPoints())).toBe(20n);
  });
});

describe("the progress shown", () => {
  test("is what the program in force measures", () => {
    const facts = factsOf([order(1, "2026-01-10", 100n)]);
    const next = { ...tiered({ measure: "orders" }), version: 2, effectiveFrom: on("2026-02-01") };
    const state = decide({ programs: [tiered({}), next], facts, asOf: on("2026-03-01") }).state;
    expect(
      ["2024-01-01", "2026-01-20", "2026-02-01"].map((day) => tierProgress(state, on(day))),
    ).toEqual([0n, 10_000n, 1n]);
    expect(progressOn("2026-01-20", facts, aProgram())).toBe(0n);
  });

  test("is what can be spent where tiers are judged by that, without entry gifts", () => {
    const version = tiered({
      measure: "balance",
      levels: [level("silver", "1", { entryGift: 5 })],
    });
    expect(progressOn("2026-01-20", factsOf([order(1, "2026-01-10", 70n)]), version)).toBe(70n);
  });
});
