import { describe, expect, test } from "vitest";
import { decide } from "#app/domain/engine/decide.ts";
import { factsOf, on } from "#test/support/facts.ts";
import {
  event,
  level,
  order,
  refundOf,
  stateOn,
  tiered,
  tierOn,
} from "#test/support/tier-stories.ts";

describe("a tier set by hand", () => {
  const levels = [
    level("silver", "100"),
    level("gold", "300"),
    level("vip", null, { entryGift: 30 }),
  ];
  const program = tiered({
    levels,
    window: { kind: "calendar-month" },
    grace: { kind: "days", days: 10 },
  });
  const floor = (at: string, tierId: string | null, until: string | null = null) =>
    event(at, { kind: "tier-floor", tierId, until: until === null ? null : on(until) });

  test("is the only way into one by invitation", () => {
    const rich = factsOf([order(1, "2026-01-10", 9_000n)]);
    expect(tierOn("2026-01-11", rich, program)).toBe("gold");
    const invited = stateOn(
      "2026-01-11",
      factsOf([], { events: [floor("2026-01-05", "vip")] }),
      program,
    );
    expect([invited.tier.id, invited.lots.get("gift:vip")?.points]).toEqual(["vip", 30n]);
  });

  test("holds until its end, and not a day of grace longer", () => {
    const events = [floor("2026-01-05", "vip", "2026-02-01T00:00")];
    const facts = factsOf([order(1, "2026-01-10", 100n)], { events });
    const { state, nextDueAt } = decide({
      programs: [program],
      facts,
      asOf: on("2026-01-31T23:59"),
    });
    expect([state.tier.id, nextDueAt]).toEqual(["vip", on("2026-02-01T00:00")]);
    expect(tierOn("2026-02-01T00:00", facts, program)).toBe("silver");
    expect(tierOn("2026-02-11T00:00", facts, program)).toBeNull();
  });

  test("stands beside what was earned, and is taken back at once", () => {
    const events = [floor("2026-01-05", "silver"), floor("2026-01-20", null)];
    const facts = factsOf([order(1, "2026-01-10", 300n)], { events });
    expect(tierOn("2026-01-06", facts, program)).toBe("silver");
    expect(tierOn("2026-01-21", facts, program)).toBe("gold");
    expect(tierOn("2026-01-21", factsOf([], { events }), program)).toBeNull();
  });

  test("that no program knows is none", () => {
    expect(
      tierOn("2026-01-06", factsOf([], { events: [floor("2026-01-05", "ruby")] }), program),
    ).toBeNull();
  });

  test("keeps its gift when an order is refunded that it did not rest on", () => {
    const events = [floor("2026-01-05", "vip", "2026-01-20T00:00")];
    const undone = order(1, "2026-01-10", 400n, { changes: [refundOf(1, "2026-01-25", 400n)] });
    const state = stateOn("2026-01-26", factsOf([undone], { events }), program);
    expect([state.tier.id, state.lots.get("gift:vip")?.points]).toEqual([null, 30n]);
  });
});

describe("entry gifts on the way up", () => {
  const levels = [
    level("silver", "100", { entryGift: 1 }),
    level("club", null, { entryGift: 10 }),
    level("gold", "300", { entryGift: 100 }),
  ];

  test("come from every tier passed but those by invitation", () => {
    const state = stateOn(
      "2026-02-01",
      factsOf([order(1, "2026-01-10", 300n)]),
      tiered({ levels }),
    );
    expect([...state.gifts.keys()]).toEqual(["silver", "gold"]);
  });

  test("come once, however often a tier is reached", () => {
    const program = tiered({ levels, window: { kind: "calendar-month" } });
    const facts = factsOf([order(1, "2026-01-10", 300n), order(2, "2026-03-10", 300n)]);
    const given = stateOn("2026-04-10", facts, program).journal.filter(
      ({ reason }) => reason === "tier-gift",
    );
    expect(given.map(({ points }) => points)).toEqual([1n, 100n]);
  });

  test("go back when a refund undoes what the tier rested on in the past", () => {
    const program = tiered({ levels, window: { kind: "calendar-month" } });
    const late = order(1, "2026-01-10", 300n, { changes: [refundOf(1, "2026-01-15", 250n)] });
    const state = stateOn("2026-01-16", factsOf([late]), program);
    expect([state.tier.id, [...state.gifts.keys()]]).toEqual([null, []]);
  });
});
