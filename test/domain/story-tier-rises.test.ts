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

describe("a member rises", () => {
  test("past a tier with the gifts of both, each a lot of its own", () => {
    const facts = factsOf([order(1, "2026-01-10", 300n)]);
    expect(toldOn("2026-01-11", facts, program)).toEqual({
      moves: [
        "2026-01-10 order:o1 earned: 300 issued → available",
        "2026-01-10 gift:silver tier-gift: 10 issued → available",
        "2026-01-10 gift:gold tier-gift: 30 issued → available",
      ],
      has: [
        "order:o1: 300 since 2026-01-10",
        "gift:silver: 10 since 2026-01-10",
        "gift:gold: 30 since 2026-01-10",
        "gold since 2026-01-10",
        "next 2026-02-01T00:00",
      ],
    });
  });

  test("one cent below and at a threshold", () => {
    const of = (amount: bigint) =>
      toldOn("2026-01-11", factsOf([order(1, "2026-01-10", amount)]), program).has;
    expect(of(99n)).toEqual(["order:o1: 99 since 2026-01-10", "next 2026-02-01T00:00"]);
    expect(of(100n)).toEqual([
      "order:o1: 100 since 2026-01-10",
      "gift:silver: 10 since 2026-01-10",
      "silver since 2026-01-10",
      "next 2026-02-01T00:00",
    ]);
    expect(of(299n)).toEqual([
      "order:o1: 299 since 2026-01-10",
      "gift:silver: 10 since 2026-01-10",
      "silver since 2026-01-10",
      "next 2026-02-01T00:00",
    ]);
  });

  test("by invitation, with the gifts of all tiers below, too", () => {
    const facts = factsOf([], { events: [floor("2026-01-05", "vip")] });
    expect(toldOn("2026-01-11", facts, program)).toEqual({
      moves: [
        "2026-01-05 gift:silver tier-gift: 10 issued → available",
        "2026-01-05 gift:gold tier-gift: 30 issued → available",
        "2026-01-05 gift:vip tier-gift: 70 issued → available",
      ],
      has: [
        "gift:silver: 10 since 2026-01-05",
        "gift:gold: 30 since 2026-01-05",
        "gift:vip: 70 since 2026-01-05",
        "vip since 2026-01-05",
      ],
    });
  });

  test("again later, and no gift is given twice", () => {
    const facts = factsOf([order(1, "2026-01-10", 100n), order(2, "2026-03-10", 100n)]);
    expect(toldOn("2026-03-11", facts, program)).toEqual({
      moves: [
        "2026-01-10 order:o1 earned: 100 issued → available",
        "2026-01-10 gift:silver tier-gift: 10 issued → available",
        "2026-03-10 order:o2 earned: 100 issued → available",
      ],
      has: [
        "order:o1: 100 since 2026-01-10",
        "gift:silver: 10 since 2026-01-10",
        "order:o2: 100 since 2026-03-10",
        "silver since 2026-03-10",
        "next 2026-04-01T00:00",
      ],
    });
  });
});

describe("a tier by other measures", () => {
  const by = (measure: "points" | "orders" | "balance") =>
    tiered({ measure, window: month, levels: [level("silver", "2", { entryGift: 10 })] });

  test("by orders counts those of which something is left", () => {
    const orders = [
      order(1, "2026-01-10", 5n),
      order(2, "2026-01-11", 5n, { changes: [refundOf(2, "2026-01-12", 5n)] }),
      order(3, "2026-01-13", 5n),
      order(4, "2026-01-14", 5n, { paidAt: null }),
    ];
    expect(toldOn("2026-01-12T11:00", factsOf(orders), by("orders")).has).toEqual([
      "order:o1: 5 since 2026-01-10",
      "order:o2: 5 since 2026-01-11",
      "gift:silver: 10 since 2026-01-11",
      "silver since 2026-01-11",
      "next 2026-01-12",
    ]);
    expect(toldOn("2026-01-13T11:00", factsOf(orders), by("orders")).has).toEqual([
      "order:o1: 5 since 2026-01-10",
      "next 2026-01-13",
    ]);
    expect(toldOn("2026-01-14", factsOf(orders), by("orders")).has).toEqual([
      "order:o1: 5 since 2026-01-10",
      "gift:silver: 10 since 2026-01-13",
      "order:o3: 5 since 2026-01-13",
      "silver since 2026-01-13",
      "next 2026-02-01T00:00",
    ]);
  });

  test("by balance rises and falls with what can be spent, gifts aside", () => {
    const adjustments = [
      { id: "a", at: on("2026-01-10"), points: 1n, undoes: null },
      { id: "b", at: on("2026-01-11"), points: 1n, undoes: null },
      { id: "c", at: on("2026-02-12"), points: -12n, undoes: null },
    ];
    const facts = factsOf([], { adjustments });
    expect(toldOn("2026-01-10", facts, by("balance")).has).toEqual([
      "adjustment:a: 1 since 2026-01-10",
      "next 2026-01-11",
    ]);
    expect(toldOn("2026-02-11", facts, by("balance")).has).toEqual([
      "adjustment:a: 1 since 2026-01-10",
      "adjustment:b: 1 since 2026-01-11",
      "gift:silver: 10 since 2026-01-11",
      "silver since 2026-01-11",
      "next 2026-02-12",
    ]);
    expect(toldOn("2026-02-13", facts, by("balance"))).toEqual({
      moves: [
        "2026-01-10 adjustment:a adjusted: 1 adjusted → available",
        "2026-01-11 adjustment:b adjusted: 1 adjusted → available",
        "2026-01-11 gift:silver tier-gift: 10 issued → available",
        "2026-02-12 adjustment:c adjusted: 1 available → adjusted, of adjustment:a",
        "2026-02-12 adjustment:c adjusted: 1 available → adjusted, of adjustment:b",
        "2026-02-12 adjustment:c adjusted: 10 available → adjusted, of gift:silver",
      ],
      has: [],
    });
  });

  test("by points counts what orders earned, not points by hand", () => {
    const adjustments = [{ id: "a", at: on("2026-01-10"), points: 5n, undoes: null }];
    const facts = factsOf([order(1, "2026-01-11", 1n), order(2, "2026-01-12", 1n)], {
      adjustments,
    });
    expect(toldOn("2026-01-11", facts, by("points")).has).toEqual([
      "adjustment:a: 5 since 2026-01-10",
      "order:o1: 1 since 2026-01-11",
      "next 2026-01-12",
    ]);
    expect(toldOn("2026-01-12", facts, by("points")).has).toEqual([
      "adjustment:a: 5 since 2026-01-10",
      "order:o1: 1 since 2026-01-11",
      "order:o2: 1 since 2026-01-12",
      "gift:silver: 10 since 2026-01-12",
      "silver since 2026-01-12",
      "next 2026-02-01T00:00",
    ]);
  });
});
