import { describe, expect, test } from "vitest";
import { factsOf, on } from "#test/support/facts.ts";
import {
  level,
  order,
  refundOf,
  stateOn,
  tiered,
  tierOn,
  type Tiers,
} from "#test/support/tier-stories.ts";

describe("the grace", () => {
  const window = { kind: "calendar-month" } as const;
  const facts = factsOf([order(1, "2026-01-10", 300n)]);

  test.each<[string, Tiers["grace"], string]>([
    ["none", { kind: "days", days: 0 }, "2026-02-01T00:00"],
    ["a day", { kind: "days", days: 1 }, "2026-02-02T00:00"],
    ["thirty days", { kind: "days", days: 30 }, "2026-03-03T00:00"],
    ["a month", { kind: "months", months: 1 }, "2026-03-01T00:00"],
    ["a year", { kind: "months", months: 12 }, "2027-02-01T00:00"],
  ])("of %s ends with the end of a day", (...[, grace, end]) => {
    const program = tiered({ window, ...(grace ? { grace } : {}) });
    const before = new Date(on(end) - 1).toISOString().slice(0, -1);
    expect([tierOn(before, facts, program), tierOn(end, facts, program)]).toEqual(["gold", null]);
  });

  test("of a month ends with the month, where there is no such day", () => {
    const program = tiered({
      window: { kind: "rolling-days", days: 20 },
      grace: { kind: "months", months: 1 },
    });
    // Lost with the end of 30 January: the month from the 31st ends with 28 February.
    expect(stateOn("2026-02-10", facts, program).tier.graceUntil).toBe(on("2026-03-01T00:00"));
  });

  test("ends without a trace where the tier is reached again", () => {
    const again = factsOf([order(1, "2026-01-10", 300n), order(2, "2026-02-05", 300n)]);
    const program = tiered({ window, grace: { kind: "days", days: 30 } });
    const { tier } = stateOn("2026-02-06", again, program);
    expect([tier.id, tier.graceUntil, tier.since]).toEqual(["gold", null, on("2026-01-10")]);
  });

  test.each([
    ["belongs", ["gold", null, null]],
    ["one-step", ["gold", "silver", null]],
  ] as const)("lands by %s", (...[landing, steps]) => {
    const program = tiered({ window, landing, grace: { kind: "days", days: 10 } });
    const days = ["2026-02-10", "2026-02-11", "2026-02-21"];
    expect(days.map((day) => tierOn(day, facts, program))).toEqual(steps);
  });

  test("of nothing takes every step down at once", () => {
    expect(tierOn("2026-02-01T00:00", facts, tiered({ window, landing: "one-step" }))).toBeNull();
  });

  test("lands no step below where one belongs, and on no tier by invitation", () => {
    const levels = [level("silver", "100"), level("vip", null), level("gold", "300")];
    const program = tiered({
      window,
      landing: "one-step",
      grace: { kind: "days", days: 10 },
      levels,
    });
    const still = factsOf([order(1, "2026-01-10", 300n), order(2, "2026-02-01", 150n)]);
    expect(tierOn("2026-02-11", facts, program)).toBe("silver");
    expect(tierOn("2026-02-28", still, program)).toBe("silver");
  });

  test("is not asked for by a refund", () => {
    const program = tiered({ window, grace: { kind: "days", days: 30 } });
    const undone = order(1, "2026-01-10", 300n, { changes: [refundOf(1, "2026-01-15", 300n)] });
    expect(tierOn("2026-01-16", factsOf([undone]), program)).toBeNull();
  });

  test("goes on where a refund takes what time had taken before", () => {
    const program = tiered({ window, grace: { kind: "days", days: 30 } });
    const undone = order(1, "2026-01-10", 300n, { changes: [refundOf(1, "2026-02-15", 300n)] });
    expect(tierOn("2026-03-02", factsOf([undone]), program)).toBe("gold");
    expect(tierOn("2026-03-03", factsOf([undone]), program)).toBeNull();
  });
});
