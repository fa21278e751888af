import { describe, expect, test } from "vitest";
import type { OrderFacts } from "#app/domain/order-facts.ts";
import { activity, after, aProgramWith, event } from "#test/support/activity-facts.ts";
import { aLine, factsOf, on } from "#test/support/facts.ts";
import { moneyBack, order, refundOf } from "#test/support/tier-stories.ts";
import { toldOn } from "#test/support/told-member.ts";

const month = { kind: "period", per: "month" };
const goal = (rest: object) =>
  activity({ id: "go", kind: "challenge", of: { kind: "spend" }, target: "100", ...rest });

function moves(program: ReturnType<typeof aProgramWith>[], orders: OrderFacts[]) {
  return toldOn("2026-12-01", factsOf(orders), program).moves.filter((move) =>
    /challenge|streak/.test(move),
  );
}

describe("a challenge within so many days", () => {
  const program = aProgramWith([goal({ within: { kind: "days", days: 7 } })]);

  test("counts by when orders were placed, whichever was paid first", () => {
    const late = { paidAt: on("2026-01-05") };
    const orders = [
      order(1, "2026-01-01", 60n, late),
      order(2, "2026-01-02", 100n),
      order(3, "2026-01-06", 40n),
    ];
    expect(moves([program], orders)).toEqual([
      "2026-01-02 challenge:go:1 earned: 20 issued → available",
    ]);
  });

  test("counts orders of one moment by their names", () => {
    const orders = [
      order(1, "2026-01-02", 60n, { paidAt: on("2026-01-05") }),
      order(2, "2026-01-02", 100n),
      order(3, "2026-01-06", 40n),
    ];
    expect(moves([program], orders)).toEqual([
      "2026-01-02 challenge:go:1 earned: 20 issued → available",
    ]);
    const swapped = [
      order(2, "2026-01-02", 60n, { paidAt: on("2026-01-05") }),
      order(1, "2026-01-02", 100n),
      order(3, "2026-01-06", 40n),
    ];
    expect(moves([program], swapped)).toEqual([
      "2026-01-02 challenge:go:1 earned: 20 issued → available",
      "2026-01-06 challenge:go:2 earned: 20 issued → available",
    ]);
  });

  test("forgets all that is too long ago, and not the first of it only", () => {
    const orders = [
      order(1, "2026-01-01", 40n),
      order(2, "2026-01-02", 40n),
      order(3, "2026-01-20", 70n),
      order(4, "2026-01-21", 30n),
    ];
    expect(moves([program], orders)).toEqual([
      "2026-01-21 challenge:go:1 earned: 20 issued → available",
    ]);
  });

  test("begins anew with a version that asks for something else", () => {
    const within = { kind: "days", days: 7 };
    const of = { kind: "orders" };
    const programs = [
      aProgramWith([goal({ of, target: "2", within })]),
      aProgramWith(
        [goal({ of, target: "3", within })],
        {},
        {
          ...{ version: 2, effectiveFrom: on("2026-01-02") },
        },
      ),
    ];
    const orders = [1, 2, 3, 4].map((n) => order(n, `2026-01-0${n}`, 10n));
    expect(moves(programs, orders.slice(0, 3))).toEqual([]);
    expect(moves(programs, orders)).toEqual([
      "2026-01-04 challenge:go:1 earned: 20 issued → available",
    ]);
  });
});

test("what a version gave stays, when the next one's own goal is undone in the same month", () => {
  const of = { kind: "orders" };
  const programs = [
    aProgramWith([goal({ of, target: "2", within: month })]),
    aProgramWith(
      [goal({ of, target: "1", within: month })],
      {},
      {
        ...{ version: 2, effectiveFrom: on("2026-01-10") },
      },
    ),
  ];
  const orders = [
    order(1, "2026-01-01", 10n),
    order(2, "2026-01-02", 10n),
    order(3, "2026-01-20", 10n, { changes: [refundOf(3, "2026-01-25", 10n)] }),
  ];
  expect(moves(programs, orders)).toEqual([
    "2026-01-02 challenge:go:2026-01-01 earned: 20 issued → available",
  ]);
});

test("a challenge that asks for nothing is done by the first order that stands", () => {
  const of = { kind: "orders" };
  const first = order(1, "2026-01-01", 10n, { changes: [refundOf(1, "2026-01-02", 10n)] });
  for (const [within, name] of [
    [month, "2026-01-01"],
    [{ kind: "days", days: 7 }, "1"],
  ]) {
    expect(moves([aProgramWith([goal({ of, target: "0", within })])], [first])).toEqual([
      `2026-01-01 challenge:go:${name} earned: 20 issued → available`,
      `2026-01-02 challenge:go:${name} undone: 20 available → issued`,
    ]);
  }
});

test("items of one line that come back leave those of the others", () => {
  const program = aProgramWith([goal({ of: { kind: "items" }, target: "5", within: month })]);
  const lines = [
    aLine({ id: "line1", quantity: 3, netMinor: 300n }),
    aLine({ id: "line2", quantity: 3, netMinor: 300n }),
  ];
  const back = (quantity: number) => {
    const lineBack = { lineId: "line1", quantity, netMinor: 100n * BigInt(quantity), taxMinor: 0n };
    return order(1, "2026-01-01", 6n, {
      lines,
      changes: [{ ...refundOf(1, "2026-01-02", 1n), lines: [lineBack] }],
    });
  };
  const earned = "2026-01-01 challenge:go:2026-01-01 earned: 20 issued → available";
  expect(moves([program], [back(-1)])).toEqual([earned]);
  expect(moves([program], [back(-2)])).toEqual([
    earned,
    "2026-01-02 challenge:go:2026-01-01 undone: 20 available → issued",
  ]);
});

test("a day of a streak stands while one of its orders does", () => {
  const run = { id: "run", kind: "streak", of: { kind: "orders" }, unit: "day", length: 2 };
  const program = aProgramWith([activity(run)]);
  const orders = (...undone: number[]) =>
    ["2026-01-01T10:00", "2026-01-01T11:00", "2026-01-02T10:00"].map((day, n) =>
      order(n, day, 10n, { changes: undone.includes(n) ? [refundOf(n, "2026-01-05", 10n)] : [] }),
    );
  const earned = "2026-01-02T10:00 streak:run:1 earned: 20 issued → available";
  expect(moves([program], orders(0))).toEqual([earned]);
  expect(moves([program], orders(1))).toEqual([earned]);
  expect(moves([program], orders(0, 1))).toEqual([
    earned,
    "2026-01-05 streak:run:1 undone: 20 available → issued",
  ]);
});

describe("a budget", () => {
  const budgeted = { earning: { points: "1", perAmount: "1", budgetPoints: 1000 } };
  const asked = (orders: OrderFacts[]) =>
    after(aProgramWith([], budgeted), { orders }).wishes.map(
      ({ budget, source, points, limitPoints }) =>
        `${source}: ${points} of ${limitPoints} ${budget}`,
    );
  const edit = (amount: bigint) => ({
    ...refundOf(1, "2026-01-12", -amount),
    ...{
      kind: "edit" as const,
      lines: [],
      addedLines: [aLine({ id: "x", netMinor: amount * 100n })],
    },
  });

  test("is asked once for each order, for the most that it came to", () => {
    expect(asked([order(1, "2026-01-10", 100n, { changes: [edit(50n)] })])).toEqual([
      "order:o1: 150 of 1000 program",
    ]);
    const back = order(1, "2026-01-10", 100n, { changes: [moneyBack(1, "2026-01-12", 40n)] });
    expect(asked([back, order(2, "2026-01-13", 30n)])).toEqual([
      "order:o1: 100 of 1000 program",
      "order:o2: 30 of 1000 program",
    ]);
  });

  test("of two answers the larger counts, in whatever order they came", () => {
    for (const [first, second] of [
      [9n, 3n],
      [3n, 9n],
    ] as const) {
      const grant = (points: bigint, at: string) =>
        event("granted", at, { budget: "program", source: "order:o1", points });
      const events = [grant(first, "2026-01-11"), grant(second, "2026-01-12")];
      const facts = factsOf([order(1, "2026-01-10", 100n)], { events });
      expect(toldOn("2026-01-20", facts, aProgramWith([], budgeted)).has).toEqual([
        "order:o1: 9 since 2026-01-10",
      ]);
    }
  });

  test.each([
    ["less leaves room under its rule's cap", 8n, ["order:o1: 8 since 2026-01-10"], 12n],
    ["nothing leaves the rule to the next order", 0n, [], 20n],
  ])("that gave %s", (...[, points, has, left]) => {
    const often = {
      caps: [{ per: "month" as const, points: 20 }],
      limits: [{ per: "month" as const, times: points === 0n ? 1 : 2 }],
    };
    const gives = { kind: "fixed" as const, points: 20 };
    const rule = { id: "extra", name: { en: "Extra" }, gives, budgetPoints: 30, ...often };
    const program = aProgramWith([], { earning: { points: "0", perAmount: "1", rules: [rule] } });
    const grant = { budget: "rule:extra", source: "order:o1", points };
    const events = [event("granted", "2026-01-11", grant)];
    const facts = factsOf([order(1, "2026-01-10", 100n), order(2, "2026-01-13", 100n)], { events });
    expect(toldOn("2026-01-20", facts, program).has).toEqual([
      ...has,
      `order:o2 asks rule:extra of 30 for ${left}`,
    ]);
  });
});
