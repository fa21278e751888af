import { describe, expect, test } from "vitest";
import type { ProgramInput } from "#app/domain/program/document.ts";
import { aProgram, aRedemption, factsOf, on } from "#test/support/facts.ts";
import { event, order, refundOf } from "#test/support/tier-stories.ts";
import { toldOn } from "#test/support/told-member.ts";

const program = (
  earning: Partial<ProgramInput["earning"]> = {},
  rest: Partial<ProgramInput> = {},
) => aProgram((d) => ({ ...d, earning: { ...d.earning, ...earning }, ...rest }));
const amonth = program({}, { expiry: { kind: "months-after-earning", months: 1 } });

/** Spends 80 points of the first order, which is refunded on 10 February. */
const spent = aRedemption({
  takes: [{ lot: "order:o1", points: 80n }],
  reservedAt: on("2026-02-01"),
  ended: { at: on("2026-02-02"), outcome: "used" },
  returnedAt: on("2026-03-10"),
});
const spentAndRefunded = factsOf(
  [
    order(1, "2026-01-10", 100n, { changes: [refundOf(1, "2026-02-10", 100n)] }),
    order(2, "2026-03-01", 50n),
  ],
  { redemptions: [spent] },
);

describe("points end", () => {
  const orders = [
    order(1, "2026-01-10", 100n),
    order(2, "2026-01-20", 50n),
    order(3, "2026-01-20", 40n),
  ];

  test("with their day, those that were spent before aside", () => {
    const takes = [
      { lot: "order:o1", points: 100n },
      { lot: "order:o2", points: 50n },
      { lot: "order:o3", points: 20n },
    ];
    const ended = { at: on("2026-02-02"), outcome: "used" as const };
    const reservedAt = on("2026-02-01");
    const redemptions = [aRedemption({ costPoints: 170n, takes, reservedAt, ended })];
    const facts = factsOf(orders, { redemptions });
    expect(toldOn("2026-01-25", facts, amonth).has).toEqual([
      "order:o1: 100 since 2026-01-10 until 2026-02-11T00:00",
      "order:o2: 50 since 2026-01-20 until 2026-02-21T00:00",
      "order:o3: 40 since 2026-01-20 until 2026-02-21T00:00",
      "next 2026-02-01",
    ]);
    expect(toldOn("2026-02-01", facts, amonth).has).toEqual([
      "order:o3: 20 since 2026-01-20 until 2026-02-21T00:00",
      "r1: 100 set aside of order:o1",
      "r1: 50 set aside of order:o2",
      "r1: 20 set aside of order:o3",
      "next 2026-02-02",
    ]);
    expect(toldOn("2026-02-02", facts, amonth).has).toEqual([
      "order:o3: 20 since 2026-01-20 until 2026-02-21T00:00",
      "next 2026-02-21T00:00",
    ]);
    expect(toldOn("2026-02-21", facts, amonth)).toEqual({
      moves: [
        "2026-01-10 order:o1 earned: 100 issued → available",
        "2026-01-20 order:o2 earned: 50 issued → available",
        "2026-01-20 order:o3 earned: 40 issued → available",
        "2026-02-01 redemption:r1 redeemed: 100 available → reserved, of order:o1",
        "2026-02-01 redemption:r1 redeemed: 50 available → reserved, of order:o2",
        "2026-02-01 redemption:r1 redeemed: 20 available → reserved, of order:o3",
        "2026-02-02 redemption:r1 used: 100 reserved → redeemed, of order:o1",
        "2026-02-02 redemption:r1 used: 50 reserved → redeemed, of order:o2",
        "2026-02-02 redemption:r1 used: 20 reserved → redeemed, of order:o3",
        "2026-02-21T00:00 order:o3 expired: 20 available → expired",
      ],
      has: [],
    });
  });

  test("with the account: what waits, what is there, and what comes later of before", () => {
    const events = [
      event("2026-02-10", { kind: "closed" }),
      event("2026-03-01", { kind: "joined" }),
    ];
    const takes = [{ lot: "adjustment:d", points: 20n }];
    const ended = { at: on("2026-03-05"), outcome: "returned" as const };
    const facts = factsOf(
      [
        order(1, "2026-01-10", 100n),
        order(2, "2026-02-05", 40n, { paidAt: on("2026-02-20") }),
        order(3, "2026-03-02", 30n, { paidAt: on("2026-03-02") }),
      ],
      {
        events,
        adjustments: [{ id: "d", at: on("2026-01-11"), points: 70n, undoes: null }],
        redemptions: [aRedemption({ takes, reservedAt: on("2026-02-01"), ended })],
      },
    );
    const held = program({ hold: { days: 60, after: "payment" } });
    expect(toldOn("2026-02-09", facts, held).has).toEqual([
      "adjustment:d: 50 since 2026-01-11",
      "order:o1: 100 wait for 2026-03-11",
      "r1: 20 set aside of adjustment:d",
      "next 2026-02-10",
    ]);
    expect(toldOn("2026-02-10", facts, held).has).toEqual([
      "r1: 20 set aside of adjustment:d",
      "next 2026-02-20",
    ]);
    expect(toldOn("2026-03-06", facts, held)).toEqual({
      moves: [
        "2026-01-10 order:o1 earned: 100 issued → pending",
        "2026-01-11 adjustment:d adjusted: 70 adjusted → available",
        "2026-02-01 redemption:r1 redeemed: 20 available → reserved, of adjustment:d",
        "2026-02-10 order:o1 closed: 100 pending → expired",
        "2026-02-10 adjustment:d closed: 50 available → expired",
        "2026-02-20 order:o2 earned: 40 issued → expired",
        "2026-03-02 order:o3 earned: 30 issued → pending",
        "2026-03-05 redemption:r1 returned: 20 reserved → available, of adjustment:d",
        "2026-03-05 adjustment:d closed: 20 available → expired",
      ],
      has: ["order:o3: 30 wait for 2026-05-01", "next 2026-05-01"],
    });
  });

  test("and so does a debt, with the account", () => {
    const adjustments = [{ id: "d", at: on("2026-01-11"), points: -70n, undoes: null }];
    const events = [event("2026-02-10", { kind: "closed" })];
    expect(toldOn("2026-02-11", factsOf([], { events, adjustments }), program())).toEqual({
      moves: [
        "2026-01-11 adjustment:d adjusted: 70 debt → adjusted, of no lot",
        "2026-02-10 closed:2026-02-10 closed closed: 70 forgiven → debt, of no lot",
      ],
      has: [],
    });
  });
});

describe("a refund of points that were spent", () => {
  test("is owed, paid by what comes next, and made good by a reward that comes back", () => {
    expect(toldOn("2026-02-11", spentAndRefunded, program()).has).toEqual([
      "owes 80",
      "next 2026-03-01",
    ]);
    expect(toldOn("2026-03-02", spentAndRefunded, program()).has).toEqual([
      "owes 30",
      "next 2026-03-10",
    ]);
    expect(toldOn("2026-03-11", spentAndRefunded, program())).toEqual({
      moves: [
        "2026-01-10 order:o1 earned: 100 issued → available",
        "2026-02-01 redemption:r1 redeemed: 80 available → reserved, of order:o1",
        "2026-02-02 redemption:r1 used: 80 reserved → redeemed, of order:o1",
        "2026-02-10 order:o1 refunded: 20 available → issued",
        "2026-02-10 order:o1 refunded: 80 debt → issued, of no lot",
        "2026-03-01 order:o2 earned: 50 issued → available",
        "2026-03-01 order:o2 debt-repaid: 50 available → debt",
        "2026-03-10 redemption:r1 returned: 80 redeemed → available, of order:o1",
        "2026-03-10 order:o1 debt-repaid: 30 available → debt",
      ],
      has: ["order:o1: 50 since 2026-01-10"],
    });
  });

  test("is let go, and what comes back of the reward runs back to it", () => {
    const forgiving = program({}, { refunds: { belowZero: "forgive" } });
    expect(toldOn("2026-03-02", spentAndRefunded, forgiving).has).toEqual([
      "order:o2: 50 since 2026-03-01",
      "next 2026-03-10",
    ]);
    expect(toldOn("2026-03-11", spentAndRefunded, forgiving)).toEqual({
      moves: [
        "2026-01-10 order:o1 earned: 100 issued → available",
        "2026-02-01 redemption:r1 redeemed: 80 available → reserved, of order:o1",
        "2026-02-02 redemption:r1 used: 80 reserved → redeemed, of order:o1",
        "2026-02-10 order:o1 refunded: 20 available → issued",
        "2026-02-10 order:o1 refunded: 80 forgiven → issued, of no lot",
        "2026-03-01 order:o2 earned: 50 issued → available",
        "2026-03-10 redemption:r1 returned: 80 redeemed → forgiven, of order:o1",
      ],
      has: ["order:o2: 50 since 2026-03-01"],
    });
  });

  test("is owed up to what the program says, and the rest let go", () => {
    const capped = program({}, { refunds: { belowZero: "carry", carryAtMost: 30 } });
    expect(toldOn("2026-02-11", spentAndRefunded, capped).has).toEqual([
      "owes 30",
      "next 2026-03-01",
    ]);
    expect(toldOn("2026-03-02", spentAndRefunded, capped).has).toEqual([
      "order:o2: 20 since 2026-03-01",
      "next 2026-03-10",
    ]);
    expect(toldOn("2026-03-11", spentAndRefunded, capped)).toEqual({
      moves: [
        "2026-01-10 order:o1 earned: 100 issued → available",
        "2026-02-01 redemption:r1 redeemed: 80 available → reserved, of order:o1",
        "2026-02-02 redemption:r1 used: 80 reserved → redeemed, of order:o1",
        "2026-02-10 order:o1 refunded: 20 available → issued",
        "2026-02-10 order:o1 refunded: 30 debt → issued, of no lot",
        "2026-02-10 order:o1 refunded: 50 forgiven → issued, of no lot",
        "2026-03-01 order:o2 earned: 50 issued → available",
        "2026-03-01 order:o2 debt-repaid: 30 available → debt",
        "2026-03-10 redemption:r1 returned: 50 redeemed → forgiven, of order:o1",
        "2026-03-10 redemption:r1 returned: 30 redeemed → available, of order:o1",
      ],
      has: ["order:o1: 30 since 2026-01-10", "order:o2: 20 since 2026-03-01"],
    });
  });
});
