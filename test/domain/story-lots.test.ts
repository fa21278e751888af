import { describe, expect, test } from "vitest";
import { decide } from "#app/domain/engine/decide.ts";
import { lotsByExpiry } from "#app/domain/engine/points.ts";
import type { AdjustmentFact } from "#app/domain/engine/timeline.ts";
import type { ProgramInput } from "#app/domain/program/document.ts";
import { aReview, did } from "#test/support/activity-facts.ts";
import { aProgram, aRedemption, factsOf, on } from "#test/support/facts.ts";
import { event, order } from "#test/support/tier-stories.ts";
import { toldOn } from "#test/support/told-member.ts";

type Hold = NonNullable<ProgramInput["earning"]["hold"]>;
const program = (rest: Partial<ProgramInput> = {}, hold?: Hold) =>
  aProgram((plain) => ({
    ...plain,
    ...rest,
    earning: { ...plain.earning, ...(hold && { hold }) },
  }));
const monthly = { kind: "months-after-earning" as const, months: 1 };

function byHand(id: string, ...[day, points, undoes = null]: [string, bigint, (string | null)?]) {
  return { id, at: on(day), points, undoes } satisfies AdjustmentFact;
}

describe("points are spent", () => {
  const spent = (version: ReturnType<typeof program>[], facts: ReturnType<typeof factsOf>) =>
    toldOn("2026-03-01", facts, version).moves.filter((move) => move.includes("adjustment:x"));
  const take = (points: bigint) => byHand("x", "2026-02-20", -points);

  test("in the order of their ends, whatever the order in which they came", () => {
    const shorter = program({ expiry: { kind: "end-of-period", period: "month" } });
    const versions = [
      program({ expiry: { kind: "end-of-period", period: "year" } }),
      { ...shorter, version: 2, effectiveFrom: on("2026-02-01") },
      { ...program(), version: 3, effectiveFrom: on("2026-02-15") },
    ];
    const orders = [
      order(1, "2026-01-10", 10n),
      order(2, "2026-02-10", 20n),
      order(3, "2026-02-16", 30n),
    ];
    expect(spent(versions, factsOf(orders, { adjustments: [take(50n)] }))).toEqual([
      "2026-02-20 adjustment:x adjusted: 20 available → adjusted, of order:o2",
      "2026-02-20 adjustment:x adjusted: 10 available → adjusted, of order:o1",
      "2026-02-20 adjustment:x adjusted: 20 available → adjusted, of order:o3",
    ]);
  });

  test("of those with one end, the oldest first, and of one moment by their names", () => {
    const fulfilled = { days: 0, after: "fulfillment" as const, atMostDays: null };
    const early = order(1, "2026-01-05", 10n, {
      ...{ fulfilledAt: on("2026-01-05"), paidAt: on("2026-02-10") },
    });
    const late = order(2, "2026-01-20", 20n, { fulfilledAt: on("2026-01-20") });
    const facts = factsOf([early, late], { adjustments: [take(15n)] });
    expect(spent([program({}, fulfilled)], facts)).toEqual([
      "2026-02-20 adjustment:x adjusted: 10 available → adjusted, of order:o1",
      "2026-02-20 adjustment:x adjusted: 5 available → adjusted, of order:o2",
    ]);
    const moment = factsOf([], {
      events: [did("review", "2026-01-10", "r")],
      adjustments: [byHand("a", "2026-01-10", 50n), take(30n)],
    });
    expect(spent([program({ activities: [aReview()] })], moment)).toEqual([
      "2026-02-20 adjustment:x adjusted: 20 available → adjusted, of activity:r",
      "2026-02-20 adjustment:x adjusted: 10 available → adjusted, of adjustment:a",
    ]);
  });

  test("and lots that hold nothing are not listed", () => {
    const facts = factsOf([order(1, "2026-01-10", 10n), order(2, "2026-01-11", 20n)], {
      adjustments: [take(10n)],
    });
    const { state } = decide({ programs: [program()], facts, asOf: on("2026-03-01") });
    expect(lotsByExpiry(state).map(({ lot, points }) => [lot, points])).toEqual([
      ["order:o2", 20n],
    ]);
  });
});

describe("points by hand", () => {
  test("that are taken back twice are owed the second time, expired or not", () => {
    const adjustments = [
      byHand("a", "2026-01-10", 100n),
      byHand("b", "2026-02-15", -100n, "a"),
      byHand("c", "2026-02-16", -100n, "a"),
    ];
    expect(
      toldOn("2026-03-01", factsOf([], { adjustments }), program({ expiry: monthly })),
    ).toEqual({
      moves: [
        "2026-01-10 adjustment:a adjusted: 100 adjusted → available",
        "2026-02-11T00:00 adjustment:a expired: 100 available → expired",
        "2026-02-15 adjustment:b adjusted: 100 expired → adjusted, of adjustment:a",
        "2026-02-16 adjustment:c adjusted: 100 debt → adjusted, of no lot",
      ],
      has: ["owes 100"],
    });
  });

  test("before the first program are of no version, and never end", () => {
    const first = { ...program({ expiry: monthly }), effectiveFrom: on("2026-02-01") };
    const second = { ...program(), version: 2, effectiveFrom: on("2026-03-01") };
    const facts = factsOf([order(1, "2026-02-05", 10n)], {
      adjustments: [byHand("a", "2026-01-10", 5n), byHand("b", "2026-03-02", 5n)],
    });
    const { state } = decide({ programs: [first, second], facts, asOf: on("2026-04-01") });
    expect(state.journal.map(({ source, reason, version }) => [source, reason, version])).toEqual([
      ["adjustment:a", "adjusted", null],
      ["order:o1", "earned", 1],
      ["adjustment:b", "adjusted", 2],
      ["order:o1", "expired", 2],
    ]);
  });
});

describe("in one moment", () => {
  const midnight = { days: 14, after: "payment" as const, atMostDays: null };

  test("points mature before others end, and each in the order in which it came", () => {
    const orders = [
      order(1, "2026-01-10T00:00", 10n),
      order(2, "2026-01-10T00:00", 20n),
      order(3, "2026-01-28T00:00", 30n),
    ];
    const moves = toldOn("2026-02-12", factsOf(orders), program({ expiry: monthly }, midnight));
    expect(moves.moves.slice(2)).toEqual([
      "2026-01-24T00:00 order:o1 matured: 10 pending → available",
      "2026-01-24T00:00 order:o2 matured: 20 pending → available",
      "2026-01-28T00:00 order:o3 earned: 30 issued → pending",
      "2026-02-11T00:00 order:o3 matured: 30 pending → available",
      "2026-02-11T00:00 order:o1 expired: 10 available → expired",
      "2026-02-11T00:00 order:o2 expired: 20 available → expired",
    ]);
  });

  test("what comes back with the end of its lot ends, and pays nothing that is owed", () => {
    const redemptions = [
      aRedemption({
        ...{ reservedAt: on("2026-02-01"), takes: [{ lot: "order:o1", points: 80n }] },
        ended: { at: on("2026-02-11T00:00"), outcome: "returned" },
      }),
    ];
    const facts = factsOf([order(1, "2026-01-10", 80n)], {
      ...{ redemptions, adjustments: [byHand("x", "2026-02-02", -50n)] },
    });
    expect(toldOn("2026-02-12", facts, program({ expiry: monthly }))).toEqual({
      moves: [
        "2026-01-10 order:o1 earned: 80 issued → available",
        "2026-02-01 redemption:r1 redeemed: 80 available → reserved, of order:o1",
        "2026-02-02 adjustment:x adjusted: 50 debt → adjusted, of no lot",
        "2026-02-11T00:00 redemption:r1 returned: 80 reserved → available, of order:o1",
        "2026-02-11T00:00 order:o1 expired: 80 available → expired",
      ],
      has: ["owes 50"],
    });
  });

  test("an order placed as the member leaves ends when it is paid", () => {
    const events = [
      event("2026-01-20", { kind: "closed" }),
      event("2026-01-25", { kind: "joined" }),
    ];
    const late = order(1, "2026-01-20", 10n, { paidAt: on("2026-01-30") });
    expect(toldOn("2026-02-12", factsOf([late], { events }), program()).moves).toEqual([
      "2026-01-30 order:o1 earned: 10 issued → expired",
    ]);
  });
});
