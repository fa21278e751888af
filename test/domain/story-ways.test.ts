import { describe, expect, test } from "vitest";
import { did, aReview, decided } from "#test/support/activity-facts.ts";
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
  type LevelInput,
  type Tiers,
} from "#test/support/tier-stories.ts";
import { toldOn } from "#test/support/told-member.ts";

type Way = NonNullable<LevelInput["ways"]>[number];
const month = { kind: "calendar-month" } as const;
const lines = { kind: "product" as const, in: ["gid://shopify/Product/1"] };

/** Gold is reached in these ways only. */
const only = (ways: Way[], tiers: Partial<Tiers> = {}, gold: Partial<LevelInput> = {}) =>
  tiered({ window: month, levels: [level("gold", null, { ways, ...gold })], ...tiers });

describe("months in a row", () => {
  const inARow = (measure: "spend" | "points" | "orders", atLeast: string) =>
    only([{ kind: "in-a-row", measure, months: 2, atLeast }]);

  test("are what is left of them after refunds", () => {
    const back = (amount: bigint) =>
      factsOf([
        order(1, "2026-01-10", 150n, { changes: [moneyBack(1, "2026-02-15", amount)] }),
        order(2, "2026-02-10", 100n),
      ]);
    expect(tierOn("2026-02-16", back(50n), inARow("spend", "100"))).toBe("gold");
    expect(tierOn("2026-02-14", back(51n), inARow("spend", "100"))).toBe("gold");
    expect(tierOn("2026-02-16", back(51n), inARow("spend", "100"))).toBeNull();
  });

  test("are added up of several orders, and of activities where points are asked for", () => {
    const orders = [
      order(1, "2026-01-10", 40n),
      order(2, "2026-01-20", 60n),
      order(3, "2026-02-10", 80n),
    ];
    const version = inARow("points", "100");
    const { activities } = aProgram((plain) => ({ ...plain, activities: [aReview()] })).document;
    const program = { ...version, document: { ...version.document, activities } };
    const review = did("review", "2026-02-20", "r");
    const rejected = decided("r", false, "2026-02-25");
    expect(tierOn("2026-02-21", factsOf(orders), program)).toBeNull();
    expect(tierOn("2026-02-21", factsOf(orders, { events: [review] }), program)).toBe("gold");
    expect(tierOn("2026-02-26", factsOf(orders, { events: [review, rejected] }), program)).toBe(
      null,
    );
  });

  test("are counted by when orders were paid, edited before or not", () => {
    const edit = { ...moneyBack(1, "2026-01-15", 10n), kind: "edit" as const };
    const late = order(1, "2026-01-10", 110n, { paidAt: on("2026-02-01"), changes: [edit] });
    const facts = factsOf([late, order(2, "2026-03-10", 100n)]);
    expect(tierOn("2026-02-10", facts, inARow("spend", "100"))).toBeNull();
    expect(tierOn("2026-03-10", facts, inARow("spend", "100"))).toBe("gold");
  });

  test("go on over joining, also with an order that is paid after it", () => {
    const orders = [
      order(1, "2026-01-10", 100n),
      order(2, "2026-01-11", 30n, { paidAt: on("2026-03-05") }),
      order(3, "2026-02-10", 100n),
      order(4, "2026-03-05", 70n),
    ];
    const events = [event("2026-01-20", { kind: "joined" })];
    const facts = factsOf(orders, { events });
    expect(tierOn("2026-02-10", facts, inARow("spend", "100"))).toBe("gold");
    expect(tierOn("2026-04-01", facts, inARow("spend", "100"))).toBe("gold");
    expect(tierOn("2026-02-10", facts, inARow("spend", "101"))).toBeNull();
  });

  test("begin anew for who left", () => {
    const left = event("2026-01-20", { kind: "closed" });
    const back = event("2026-02-01", { kind: "joined" });
    const orders = [order(1, "2026-01-10", 100n), order(2, "2026-02-10", 100n)];
    const facts = factsOf(orders, { events: [left, back] });
    expect(tierOn("2026-02-11", facts, inARow("spend", "100"))).toBeNull();
  });

  test("of the past decide whether an entry gift is kept", () => {
    const way = { kind: "in-a-row", measure: "spend", months: 2, atLeast: "100" } as const;
    const program = only([way], {}, { entryGift: 30 });
    const first = (amount: bigint) =>
      order(1, "2026-01-10", 100n, { changes: [moneyBack(1, "2026-03-15", amount)] });
    const last = order(3, "2026-03-10", 100n, { changes: [refundOf(3, "2026-03-20", 100n)] });
    const kept = [first(0n), order(2, "2026-02-10", 100n), last];
    const lost = [first(1n), order(2, "2026-02-10", 100n), last];
    expect(giftOf("2026-03-19", lost)).toBe(30n);
    expect(giftOf("2026-03-21", kept)).toBe(30n);
    expect(giftOf("2026-03-21", lost)).toBe(0n);

    function giftOf(day: string, orders: ReturnType<typeof order>[]) {
      return stateOn(day, factsOf(orders), program).lots.get("gift:gold")?.points;
    }
  });
});

describe("a purchase", () => {
  const purchase = (months: number): Way => ({ kind: "purchase", lines, months });

  test("counts for the months of each tier", () => {
    const program = tiered({
      levels: [
        level("silver", null, { ways: [purchase(2)] }),
        level("gold", null, { ways: [purchase(1)] }),
      ],
    });
    const facts = factsOf([order(1, "2026-01-10", 20n)]);
    expect(tierOn("2026-02-10T23:59", facts, program)).toBe("gold");
    expect(tierOn("2026-02-11T00:00", facts, program)).toBe("silver");
    expect(tierOn("2026-03-11T00:00", facts, program)).toBeNull();
  });

  test("lasts as long as the one that was paid last, whichever was placed first", () => {
    const orders = [
      order(1, "2026-01-01", 20n, { paidAt: on("2026-01-25") }),
      order(2, "2026-01-02", 20n),
    ];
    expect(tierOn("2026-02-25", factsOf(orders), only([purchase(1)]))).toBe("gold");
    expect(tierOn("2026-02-26", factsOf(orders), only([purchase(1)]))).toBeNull();
  });

  test("made up to the moment of leaving is none for who comes back", () => {
    const events = [
      event("2026-01-20", { kind: "closed" }),
      event("2026-02-01", { kind: "joined" }),
    ];
    const tierOf = (placed: string) =>
      tierOn("2026-02-05", factsOf([order(1, placed, 20n)], { events }), only([purchase(12)]));
    expect(["2026-01-10", "2026-01-20", "2026-02-02"].map(tierOf)).toEqual([null, null, "gold"]);
  });
});

describe("the next look", () => {
  test("is when one big order leaves the window, also where the measure has none", () => {
    const program = only([{ kind: "single-order", atLeast: "250" }], { measure: "balance" });
    expect(toldOn("2026-01-11", factsOf([order(1, "2026-01-10", 250n)]), program).has).toEqual([
      "order:o1: 250 since 2026-01-10",
      "gold since 2026-01-10",
      "next 2026-02-01T00:00",
    ]);
  });

  test("is never for a balance or a rank", () => {
    const program = tiered({
      measure: "balance",
      window: month,
      levels: [
        level("silver", "100"),
        level("gold", "500", {
          ways: [
            { kind: "top-percent", percent: "10" },
            { kind: "measured", measure: "balance", window: month, atLeast: "200" },
          ],
        }),
      ],
    });
    const events = [event("2026-01-05", { kind: "ranked", percent: "50" })];
    const facts = factsOf([order(1, "2026-01-10", 250n)], { events });
    expect(toldOn("2026-01-11", facts, program).has).toEqual([
      "order:o1: 250 since 2026-01-10",
      "gold since 2026-01-10",
    ]);
  });

  test("is not when a hand-set tier ends that the program has no tiers for", () => {
    const until = on("2026-06-01");
    const events = [event("2026-01-05", { kind: "tier-floor", tierId: "gold", until })];
    expect(toldOn("2026-01-11", factsOf([], { events }), aProgram()).has).toEqual([]);
  });
});

test("a tier with ways of its own is passed on the way up, and gives its gift", () => {
  const program = tiered({
    levels: [
      level("club", null, {
        entryGift: 10,
        ways: [{ kind: "measured", measure: "orders", window: month, atLeast: "5" }],
      }),
      level("guests", null, { entryGift: 70 }),
      level("gold", "300"),
    ],
  });
  const state = stateOn("2026-01-11", factsOf([order(1, "2026-01-10", 300n)]), program);
  expect([...state.lots.keys()]).toEqual(["order:o1", "gift:club"]);
  expect([...state.gifts.keys()]).toEqual(["club", "gold"]);
});
