import { describe, expect, test } from "vitest";
import { decide } from "#app/domain/engine/decide.ts";
import { aLine, factsOf, on } from "#test/support/facts.ts";
import {
  event,
  level,
  order,
  refundOf,
  tiered,
  tierOn,
  type LevelInput,
} from "#test/support/tier-stories.ts";

describe("one more way into a tier", () => {
  const month = { kind: "calendar-month" } as const;
  const withWay = (
    way: NonNullable<LevelInput["ways"]>[number],
    threshold: string | null = "300",
  ) =>
    tiered({
      window: month,
      levels: [level("silver", "100"), level("gold", threshold, { ways: [way] })],
    });

  test("is another measure in another window", () => {
    const year = { kind: "calendar-year" } as const;
    const program = withWay({ kind: "measured", measure: "orders", window: year, atLeast: "3" });
    const orders = [1, 2, 3].map((n) => order(n, `2026-0${n}-10`, 10n));
    expect(tierOn("2026-03-11", factsOf(orders.slice(0, 2)), program)).toBeNull();
    expect(tierOn("2026-03-11", factsOf(orders), program)).toBe("gold");
    expect(tierOn("2026-12-31", factsOf(orders), program)).toBe("gold");
    expect(tierOn("2027-01-01T00:00", factsOf(orders), program)).toBeNull();
  });

  test("is money in the shop's own minor units", () => {
    const way = { kind: "measured", measure: "spend", window: month, atLeast: "250.5" } as const;
    expect(tierOn("2026-01-11", factsOf([order(1, "2026-01-10", 250n)]), withWay(way))).toBe(
      "silver",
    );
    expect(tierOn("2026-01-11", factsOf([order(1, "2026-01-10", 251n)]), withWay(way))).toBe(
      "gold",
    );
  });

  describe("is so many months in a row", () => {
    const program = withWay({ kind: "in-a-row", measure: "spend", months: 3, atLeast: "100" });
    const inMonths = (...months: string[]) =>
      factsOf(months.map((each, index) => order(index, `${each}-10`, 100n)));

    test.each([
      ["reached with the third", ["2025-12", "2026-01", "2026-02"], "2026-02-10", "gold"],
      ["but not before", ["2025-12", "2026-01", "2026-02"], "2026-02-09", null],
      ["kept through the next month", ["2025-12", "2026-01", "2026-02"], "2026-03-31", "gold"],
      ["lost with it", ["2025-12", "2026-01", "2026-02"], "2026-04-01", null],
      ["not with a gap", ["2025-11", "2026-01", "2026-02"], "2026-02-10", "silver"],
    ] as const)("%s", (...[, months, day, tier]) => {
      expect(tierOn(day, inMonths(...months), program)).toBe(tier);
    });

    test("each of which has enough", () => {
      const orders = [order(1, "2025-12-10", 100n), order(2, "2026-01-10", 99n)];
      const facts = factsOf([...orders, order(3, "2026-02-10", 100n)]);
      expect(tierOn("2026-02-10", facts, program)).toBe("silver");
    });

    test("looked at again with the month in which it may end", () => {
      const { nextDueAt } = decide({
        programs: [
          withWay({ kind: "in-a-row", measure: "points", months: 2, atLeast: "100" }, null),
        ],
        facts: inMonths("2026-01", "2026-02"),
        asOf: on("2026-03-10"),
      });
      expect(nextDueAt).toBe(on("2026-04-01T00:00"));
    });
  });

  test("is one big order, as long as the window reaches back to it", () => {
    const program = withWay({ kind: "single-order", atLeast: "250" });
    const one = factsOf([order(1, "2026-01-10", 250n)]);
    const two = factsOf([order(1, "2026-01-10", 150n), order(2, "2026-01-11", 100n)]);
    expect(tierOn("2026-01-31", one, program)).toBe("gold");
    expect(tierOn("2026-01-31", two, program)).toBe("silver");
    expect(tierOn("2026-02-01", one, program)).toBeNull();
  });

  test("is being among the best so many percent, from one look to the next", () => {
    const program = withWay({ kind: "top-percent", percent: "10" }, null);
    const ranked = (at: string, percent: string) => event(at, { kind: "ranked", percent });
    const events = [
      ranked("2026-01-05", "10.01"),
      ranked("2026-01-06", "10"),
      ranked("2026-01-08", "11"),
    ];
    const tiers = ["2026-01-05", "2026-01-07", "2026-01-09"].map((day) =>
      tierOn(day, factsOf([], { events }), program),
    );
    expect(tiers).toEqual([null, "gold", null]);
  });

  test("is a condition, as long as it holds", () => {
    const when = { kind: "member-for", atMostDays: 30 } as const;
    const program = withWay({ kind: "condition", when }, null);
    const facts = factsOf([], { events: [event("2026-01-05T15:00", { kind: "joined" })] });
    const { state, nextDueAt } = decide({ programs: [program], facts, asOf: on("2026-01-06") });
    expect([state.tier.id, nextDueAt]).toEqual(["gold", on("2026-02-05T00:00")]);
    expect(tierOn("2026-02-04T23:59", facts, program)).toBe("gold");
    expect(tierOn("2026-02-05T00:00", facts, program)).toBeNull();
  });

  describe("is a purchase", () => {
    const lines = { kind: "product", in: ["gid://shopify/Product/1"] } as const;
    const program = withWay(
      { kind: "purchase", lines: { ...lines, in: [...lines.in] }, months: 12 },
      null,
    );

    test("for so many months from its payment", () => {
      const facts = factsOf([order(1, "2026-01-10", 20n, { paidAt: on("2026-01-31") })]);
      expect(tierOn("2026-01-30", facts, program)).toBeNull();
      expect(tierOn("2027-01-31T23:59", facts, program)).toBe("gold");
      expect(tierOn("2027-02-01T00:00", facts, program)).toBeNull();
    });

    test("and gone when it is refunded or cancelled", () => {
      const undone = order(1, "2026-01-10", 20n, { changes: [refundOf(1, "2026-01-15", 20n)] });
      const cancelled = order(1, "2026-01-10", 20n, { cancelledAt: on("2026-01-15") });
      for (const each of [undone, cancelled]) {
        expect(tierOn("2026-01-14", factsOf([each]), program)).toBe("gold");
        expect(tierOn("2026-01-16", factsOf([each]), program)).toBeNull();
      }
    });

    test("of that product and no other", () => {
      const other = aLine({ id: "line1", netMinor: 2_000n, productId: "gid://shopify/Product/2" });
      expect(
        tierOn("2026-01-16", factsOf([order(1, "2026-01-10", 20n, { lines: [other] })]), program),
      ).toBeNull();
    });
  });
});

test("a rank that was written down of who had left is none", () => {
  const ways = [{ kind: "top-percent" as const, percent: "10" }];
  const program = tiered({ levels: [level("gold", null, { ways })] });
  const events = [
    event("2026-01-03", { kind: "joined" }),
    event("2026-01-05", { kind: "closed" }),
    event("2026-01-06", { kind: "ranked", percent: "10" }),
    event("2026-01-07", { kind: "joined" }),
  ];
  expect(tierOn("2026-01-08", factsOf([], { events }), program)).toBeNull();
});
