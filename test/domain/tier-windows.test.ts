import { describe, expect, test } from "vitest";
import { decide } from "#app/domain/engine/decide.ts";
import { factsOf, on } from "#test/support/facts.ts";
import { event, order, tiered, tierOn, type Tiers } from "#test/support/tier-stories.ts";

describe("a window", () => {
  const windows: [string, Tiers["window"], string, string][] = [
    ["of a calendar month", { kind: "calendar-month" }, "2026-01-31T23:59", "2026-02-01T00:00"],
    ["of a calendar year", { kind: "calendar-year" }, "2026-12-31T23:59", "2027-01-01T00:00"],
    ["of 30 days", { kind: "rolling-days", days: 30 }, "2026-03-02T23:59", "2026-03-03T00:00"],
    ["of a month", { kind: "rolling-months", months: 1 }, "2026-02-28T23:59", "2026-03-01T00:00"],
    ["of a membership year", { kind: "membership-year" }, "2026-11-14T23:59", "2026-11-15T00:00"],
  ];

  test.each(windows)("%s lasts until the end of its last day", (...[, window, last, over]) => {
    const joined = event("2025-11-15T18:00", { kind: "joined" });
    const facts = factsOf([order(1, "2026-01-31", 100n)], { events: [joined] });
    expect([
      tierOn(last, facts, tiered({ window })),
      tierOn(over, facts, tiered({ window })),
    ]).toEqual(["silver", null]);
  });

  test("of a lifetime never ends, and asks for no look again", () => {
    const { state, nextDueAt } = decide({
      programs: [tiered({})],
      facts: factsOf([order(1, "2026-01-31", 100n)]),
      asOf: on("2056-01-31"),
    });
    expect([state.tier.id, nextDueAt]).toEqual(["silver", null]);
  });

  test.each([
    ["America/Santiago", "2026-09-06T04:00", "2026-08-06T12:00", 30],
    ["Asia/Shanghai", "2026-09-05T16:00", "2026-08-06T12:00", 30],
    ["Pacific/Apia", "2026-09-04T11:00", "2026-08-05T09:00", 30],
    ["Africa/Cairo", "2026-04-23T22:00", "2026-04-21T12:00", 2],
  ])("of days ends with midnight in %s", (...[zone, end, paid, days]) => {
    const program = tiered({ window: { kind: "rolling-days", days } }, zone);
    const { nextDueAt } = decide({
      programs: [program],
      facts: factsOf([order(1, paid, 100n)]),
      asOf: on(paid),
    });
    expect(nextDueAt).toBe(on(end));
  });
});

describe("membership years", () => {
  const window = { kind: "membership-year" } as const;

  test("are counted from the first order of who has not joined", () => {
    const orders = [order(1, "2025-06-10", 60n), order(2, "2026-06-09", 60n)];
    expect(tierOn("2026-06-09T23:00", factsOf(orders), tiered({ window }))).toBe("silver");
    expect(tierOn("2026-06-10T00:00", factsOf(orders), tiered({ window }))).toBeNull();
  });

  test("begin anew on the anniversary, also of a leap day", () => {
    const joined = event("2024-02-29T10:00", { kind: "joined" });
    const orders = [order(1, "2025-02-27", 60n), order(2, "2025-02-28", 60n)];
    const facts = factsOf(orders, { events: [joined] });
    expect(tierOn("2025-02-28T23:00", facts, tiered({ window }))).toBeNull();
    const later = factsOf([order(1, "2025-02-28", 60n), order(2, "2026-02-27", 60n)], {
      events: [joined],
    });
    expect(tierOn("2026-02-27T23:00", later, tiered({ window }))).toBe("silver");
  });
});
