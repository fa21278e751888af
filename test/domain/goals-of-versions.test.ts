import { describe, expect, test } from "vitest";
import type { OrderFacts } from "#app/domain/order-facts.ts";
import { activity, aProgramWith, decided, did, event } from "#test/support/activity-facts.ts";
import { factsOf, on } from "#test/support/facts.ts";
import { order, refundOf } from "#test/support/tier-stories.ts";
import { toldOn } from "#test/support/told-member.ts";

const quest = (target: string, rest: object = {}) =>
  activity({
    ...{ id: "go", kind: "challenge", of: { kind: "orders" }, target },
    ...{ within: { kind: "period", per: "month" }, ...rest },
  });
const run = (length: number, rest: object = {}) =>
  activity({
    ...{ id: "run", kind: "streak", of: { kind: "orders" }, unit: "day", length },
    ...{ repeats: false, ...rest },
  });

/** Two versions, the second from a day on. */
function versions(first: object[], second: object[], from: string) {
  const program = (activities: object[], rest: object = {}) =>
    aProgramWith(activities as Parameters<typeof aProgramWith>[0], {}, rest);
  return [program(first), program(second, { version: 2, effectiveFrom: on(from) })];
}

function moves(programs: ReturnType<typeof versions>, orders: OrderFacts[]) {
  return toldOn("2026-12-01", factsOf(orders), programs).moves.filter((move) =>
    /challenge|streak/.test(move),
  );
}

const bought = (n: number, day: string) => order(n, day, 10n);
const returned = (n: number, day: string, back: string) =>
  order(n, day, 10n, { changes: [refundOf(n, back, 10n)] });

describe("a challenge whose target changes within its month", () => {
  const programs = versions([quest("2")], [quest("1")], "2026-01-10");

  test("is given for the second target where what reached the first was returned", () => {
    const orders = [
      bought(1, "2026-01-01"),
      returned(2, "2026-01-02", "2026-01-05"),
      bought(3, "2026-01-20"),
    ];
    expect(moves(programs, orders)).toEqual([
      "2026-01-02 challenge:go:2026-01-01 earned: 20 issued → available",
      "2026-01-05 challenge:go:2026-01-01 undone: 20 available → issued",
      "2026-01-20 challenge:go:2026-01-01 earned: 20 issued → available",
    ]);
  });

  test("stays while either target is reached, and is given once", () => {
    const first = [bought(1, "2026-01-01"), returned(2, "2026-01-02", "2026-01-25")];
    const earned = "2026-01-02 challenge:go:2026-01-01 earned: 20 issued → available";
    expect(moves(programs, [...first, bought(3, "2026-01-20")])).toEqual([earned]);
    expect(moves(programs, [...first, returned(3, "2026-01-20", "2026-01-26")])).toEqual([
      earned,
      "2026-01-26 challenge:go:2026-01-01 undone: 20 available → issued",
    ]);
  });
});

test("a challenge by the month that becomes one by the quarter is given for both", () => {
  const quarter = quest("1", { within: { kind: "period", per: "quarter" } });
  const programs = versions([quest("1")], [quarter], "2026-01-10");
  const orders = [bought(1, "2026-01-01"), returned(2, "2026-02-02", "2026-02-05")];
  expect(moves(programs, orders)).toEqual([
    "2026-01-01 challenge:go:2026-01-01 earned: 20 issued → available",
    "2026-02-02 challenge:go:2026-01-01:quarter earned: 20 issued → available",
    "2026-02-05 challenge:go:2026-01-01:quarter undone: 20 available → issued",
  ]);
});

test("a streak that is for once stands while what any version asks for is done", () => {
  const programs = versions([run(3)], [run(2)], "2026-01-10");
  const orders = [
    ...[bought(1, "2026-01-01"), bought(2, "2026-01-02")],
    returned(3, "2026-01-03", "2026-01-05"),
    ...[bought(4, "2026-01-20"), returned(5, "2026-01-21", "2026-01-25")],
  ];
  expect(moves(programs, orders)).toEqual([
    "2026-01-03 streak:run:1 earned: 20 issued → available",
    "2026-01-05 streak:run:1 undone: 20 available → issued",
    "2026-01-21 streak:run:1 earned: 20 issued → available",
    "2026-01-25 streak:run:1 undone: 20 available → issued",
  ]);
});

describe("what comes by itself", () => {
  const chain = (of: string, target = "2") =>
    activity({
      ...{ id: "chain", kind: "challenge", of: { kind: "activity", activity: of }, target },
      within: { kind: "period", per: "year" },
    });

  test("carries a challenge as often as it stands", () => {
    const twoDays = run(2, { repeats: true });
    const programs = [aProgramWith([twoDays, chain("run")])];
    const days = ["2026-01-01", "2026-01-02", "2026-01-03"].map((day, n) => bought(n, day));
    expect(moves(programs, [...days, returned(4, "2026-01-04", "2026-01-09")])).toEqual([
      "2026-01-02 streak:run:1 earned: 20 issued → available",
      "2026-01-04 streak:run:2 earned: 20 issued → available",
      "2026-01-04 challenge:chain:2026-01-01 earned: 20 issued → available",
      "2026-01-09 streak:run:2 undone: 20 available → issued",
      "2026-01-09 challenge:chain:2026-01-01 undone: 20 available → issued",
    ]);
  });

  test("does so through several of them, down to what staff decides", () => {
    const visit = activity({ id: "visit", kind: "visit" });
    const streak = run(2, { of: { kind: "activity", activity: "visit" } });
    const programs = [aProgramWith([visit, streak, chain("run", "1")])];
    const visits = [did("visit", "2026-01-01"), did("visit", "2026-01-02")];
    const rejected = decided("visit@2026-01-01", false, "2026-01-05");
    const chained = (events: typeof visits) =>
      toldOn("2026-12-01", factsOf([], { events }), programs).moves.filter((move) =>
        move.includes("chain"),
      );
    const earned = "2026-01-02 challenge:chain:2026-01-01 earned: 20 issued → available";
    expect(chained(visits)).toEqual([earned]);
    expect(chained([...visits, rejected])).toEqual([
      earned,
      "2026-01-05 challenge:chain:2026-01-01 undone: 20 available → issued",
    ]);
  });

  test("may be a day of the year", () => {
    const anniversary = activity({ id: "day", kind: "anniversary" });
    const programs = [aProgramWith([anniversary, chain("day", "1")])];
    const joined = event("joined", "2025-05-05", {});
    const { moves: all } = toldOn("2026-12-01", factsOf([], { events: [joined] }), programs);
    expect(all.map((move) => move.split(" ")[1])).toEqual([
      "yearly:day:2026",
      "challenge:chain:2026-01-01",
    ]);
  });
});
