import { describe, expect, test } from "vitest";
import { factsOf, on } from "#test/support/facts.ts";
import { event, level, order, refundOf, tiered } from "#test/support/tier-stories.ts";
import { toldOn } from "#test/support/told-member.ts";

const levels = [
  level("silver", "100", { entryGift: 10 }),
  level("gold", "300", { entryGift: 30 }),
  level("vip", null, { entryGift: 70 }),
];
const month = { kind: "calendar-month" } as const;
const program = tiered({ levels, window: month, grace: { kind: "days", days: 10 } });
const floor = (at: string, tierId: string | null, until: string | null = null) =>
  event(at, { kind: "tier-floor", tierId, until: until === null ? null : on(until) });

describe("a member falls", () => {
  test("after the grace, to where they belong", () => {
    const facts = factsOf([order(1, "2026-01-10", 300n), order(2, "2026-02-05", 100n)]);
    expect(toldOn("2026-02-01T00:00", facts, program).has).toEqual([
      "order:o1: 300 since 2026-01-10",
      "gift:silver: 10 since 2026-01-10",
      "gift:gold: 30 since 2026-01-10",
      "gold since 2026-01-10",
      "grace until 2026-02-11T00:00",
      "next 2026-02-05",
    ]);
    expect(toldOn("2026-02-10T23:59", facts, program).has).toEqual([
      "order:o1: 300 since 2026-01-10",
      "gift:silver: 10 since 2026-01-10",
      "gift:gold: 30 since 2026-01-10",
      "order:o2: 100 since 2026-02-05",
      "gold since 2026-01-10",
      "grace until 2026-02-11T00:00",
      "next 2026-02-11T00:00",
    ]);
    expect(toldOn("2026-02-11T00:00", facts, program).has).toEqual([
      "order:o1: 300 since 2026-01-10",
      "gift:silver: 10 since 2026-01-10",
      "gift:gold: 30 since 2026-01-10",
      "order:o2: 100 since 2026-02-05",
      "silver since 2026-02-11T00:00",
      "next 2026-03-01T00:00",
    ]);
    expect(toldOn("2026-03-12", facts, program)).toEqual({
      moves: [
        "2026-01-10 order:o1 earned: 300 issued → available",
        "2026-01-10 gift:silver tier-gift: 10 issued → available",
        "2026-01-10 gift:gold tier-gift: 30 issued → available",
        "2026-02-05 order:o2 earned: 100 issued → available",
      ],
      has: [
        "order:o1: 300 since 2026-01-10",
        "gift:silver: 10 since 2026-01-10",
        "gift:gold: 30 since 2026-01-10",
        "order:o2: 100 since 2026-02-05",
      ],
    });
  });

  test("one step at a time, each with a grace of its own, where the program says so", () => {
    const steps = tiered({
      levels: levels.slice(0, 2),
      window: month,
      landing: "one-step",
      grace: { kind: "months", months: 1 },
    });
    const facts = factsOf([order(1, "2026-01-10", 300n)]);
    expect(toldOn("2026-02-01", facts, steps).has).toEqual([
      "order:o1: 300 since 2026-01-10",
      "gift:silver: 10 since 2026-01-10",
      "gift:gold: 30 since 2026-01-10",
      "gold since 2026-01-10",
      "grace until 2026-03-01T00:00",
      "next 2026-03-01T00:00",
    ]);
    expect(toldOn("2026-03-01", facts, steps).has).toEqual([
      "order:o1: 300 since 2026-01-10",
      "gift:silver: 10 since 2026-01-10",
      "gift:gold: 30 since 2026-01-10",
      "silver since 2026-03-01T00:00",
      "grace until 2026-04-01T00:00",
      "next 2026-04-01T00:00",
    ]);
    expect(toldOn("2026-04-01", facts, steps).has).toEqual([
      "order:o1: 300 since 2026-01-10",
      "gift:silver: 10 since 2026-01-10",
      "gift:gold: 30 since 2026-01-10",
    ]);
  });

  test("not at all where they reach it again within the grace", () => {
    const facts = factsOf([order(1, "2026-01-10", 300n), order(2, "2026-02-05", 300n)]);
    expect(toldOn("2026-02-06", facts, program).has).toEqual([
      "order:o1: 300 since 2026-01-10",
      "gift:silver: 10 since 2026-01-10",
      "gift:gold: 30 since 2026-01-10",
      "order:o2: 300 since 2026-02-05",
      "gold since 2026-01-10",
      "next 2026-03-01T00:00",
    ]);
  });
});

describe("a member falls without grace", () => {
  test("gifts and all, where a refund took what they rested on", () => {
    const back = order(1, "2026-01-10", 300n, { changes: [refundOf(1, "2026-01-20", 300n)] });
    expect(toldOn("2026-01-21", factsOf([back]), program)).toEqual({
      moves: [
        "2026-01-10 order:o1 earned: 300 issued → available",
        "2026-01-10 gift:silver tier-gift: 10 issued → available",
        "2026-01-10 gift:gold tier-gift: 30 issued → available",
        "2026-01-20 order:o1 refunded: 300 available → issued",
        "2026-01-20 gift:silver tier-gift-returned: 10 available → issued",
        "2026-01-20 gift:gold tier-gift-returned: 30 available → issued",
      ],
      has: ["next 2026-02-01T00:00"],
    });
  });

  test("where the order was cancelled", () => {
    const cancelled = order(1, "2026-01-10", 300n, { cancelledAt: on("2026-01-20") });
    expect(toldOn("2026-01-21", factsOf([cancelled]), program)).toEqual({
      moves: [
        "2026-01-10 order:o1 earned: 300 issued → available",
        "2026-01-10 gift:silver tier-gift: 10 issued → available",
        "2026-01-10 gift:gold tier-gift: 30 issued → available",
        "2026-01-20 order:o1 refunded: 300 available → issued",
        "2026-01-20 gift:silver tier-gift-returned: 10 available → issued",
        "2026-01-20 gift:gold tier-gift-returned: 30 available → issued",
      ],
      has: ["next 2026-02-01T00:00"],
    });
  });

  test("only as far as what is left carries, and keep the gift of that", () => {
    const orders = [
      order(1, "2026-01-10", 200n, { changes: [refundOf(1, "2026-01-20", 200n)] }),
      order(2, "2026-01-11", 100n),
    ];
    expect(toldOn("2026-01-21", factsOf(orders), program)).toEqual({
      moves: [
        "2026-01-10 order:o1 earned: 200 issued → available",
        "2026-01-10 gift:silver tier-gift: 10 issued → available",
        "2026-01-11 order:o2 earned: 100 issued → available",
        "2026-01-11 gift:gold tier-gift: 30 issued → available",
        "2026-01-20 order:o1 refunded: 200 available → issued",
        "2026-01-20 gift:gold tier-gift-returned: 30 available → issued",
      ],
      has: [
        "gift:silver: 10 since 2026-01-10",
        "order:o2: 100 since 2026-01-11",
        "silver since 2026-01-20",
        "next 2026-02-01T00:00",
      ],
    });
  });

  test("on the day on which an invitation ends, and keep what was given", () => {
    const facts = factsOf([order(1, "2026-01-10", 100n)], {
      events: [floor("2026-01-05", "vip", "2026-01-20T00:00")],
    });
    expect(toldOn("2026-01-19", facts, program).has).toEqual([
      "gift:silver: 10 since 2026-01-05",
      "gift:gold: 30 since 2026-01-05",
      "gift:vip: 70 since 2026-01-05",
      "order:o1: 100 since 2026-01-10",
      "vip since 2026-01-05",
      "next 2026-01-20T00:00",
    ]);
    expect(toldOn("2026-01-20", facts, program)).toEqual({
      moves: [
        "2026-01-05 gift:silver tier-gift: 10 issued → available",
        "2026-01-05 gift:gold tier-gift: 30 issued → available",
        "2026-01-05 gift:vip tier-gift: 70 issued → available",
        "2026-01-10 order:o1 earned: 100 issued → available",
      ],
      has: [
        "gift:silver: 10 since 2026-01-05",
        "gift:gold: 30 since 2026-01-05",
        "gift:vip: 70 since 2026-01-05",
        "order:o1: 100 since 2026-01-10",
        "silver since 2026-01-20T00:00",
        "next 2026-02-01T00:00",
      ],
    });
  });

  test("out of all tiers when they leave, and begin anew when they come back", () => {
    const events = [
      event("2026-01-20", { kind: "closed" }),
      event("2026-01-25", { kind: "joined" }),
    ];
    const facts = factsOf([order(1, "2026-01-10", 300n), order(2, "2026-01-26", 100n)], { events });
    expect(toldOn("2026-01-20", facts, program).has).toEqual(["next 2026-01-25"]);
    expect(toldOn("2026-01-27", facts, program)).toEqual({
      moves: [
        "2026-01-10 order:o1 earned: 300 issued → available",
        "2026-01-10 gift:silver tier-gift: 10 issued → available",
        "2026-01-10 gift:gold tier-gift: 30 issued → available",
        "2026-01-20 order:o1 closed: 300 available → expired",
        "2026-01-20 gift:silver closed: 10 available → expired",
        "2026-01-20 gift:gold closed: 30 available → expired",
        "2026-01-26 order:o2 earned: 100 issued → available",
      ],
      has: ["order:o2: 100 since 2026-01-26", "silver since 2026-01-26", "next 2026-02-01T00:00"],
    });
  });
});
