import { describe, expect, test } from "vitest";
import { aReview, decided, did } from "#test/support/activity-facts.ts";
import { aProgram, aRedemption, factsOf, on } from "#test/support/facts.ts";
import { level, order, refundOf } from "#test/support/tier-stories.ts";
import { toldOn } from "#test/support/told-member.ts";

const forgiving = (entryGift = 0) =>
  aProgram((plain) => ({
    ...plain,
    activities: [aReview()],
    refunds: { belowZero: "forgive" },
    expiry: { kind: "months-after-earning", months: 1 },
    tiers: {
      measure: "spend",
      window: { kind: "lifetime" },
      levels: [level("gold", "100", { entryGift })],
    },
  }));

type Take = [lot: string, points: bigint];

/** Taken on 1 February, and come back on a day. */
function returned(id: string, day: string, ...takes: Take[]) {
  return aRedemption({
    id,
    reservedAt: on("2026-02-01"),
    takes: takes.map(([lot, points]) => ({ lot, points })),
    ended: { at: on(day), outcome: "returned" },
  });
}

const refunded = order(1, "2026-01-10", 100n, { changes: [refundOf(1, "2026-02-05", 100n)] });
const spent = {
  ...returned("r0", "2026-02-02", ["order:o1", 100n]),
  ended: { at: on("2026-02-02"), outcome: "used" as const },
};

/** The moves from a day on. */
function movesFrom(day: string, ...[facts, program]: [ReturnType<typeof factsOf>, number?]) {
  const { moves } = toldOn("2026-06-01", facts, forgiving(program));
  return moves.filter((move) => move >= day);
}

describe("points let go by a refund take what comes back of a reward", () => {
  test("their own, also where their day has passed, and the gift's with the gift's name", () => {
    const redemptions = [returned("r1", "2026-03-20", ["order:o1", 100n], ["gift:gold", 50n])];
    expect(movesFrom("2026-02-01", factsOf([refunded], { redemptions }), 50)).toEqual([
      "2026-02-01 redemption:r1 redeemed: 100 available → reserved, of order:o1",
      "2026-02-01 redemption:r1 redeemed: 50 available → reserved, of gift:gold",
      "2026-02-05 order:o1 refunded: 100 forgiven → issued, of no lot",
      "2026-03-20 redemption:r1 returned: 100 reserved → forgiven, of order:o1",
      "2026-03-20 gift:gold tier-gift-returned: 50 reserved → issued",
    ]);
  });

  test.each([
    ["2026-02-20T23:59", ["returned: 50 reserved → forgiven, of order:o2"]],
    [
      "2026-02-21T00:00",
      [
        "returned: 50 reserved → available, of order:o2",
        "order:o2 expired: 50 available → expired",
      ],
    ],
  ])("those of another order while they live: on %s", (day, said) => {
    const facts = factsOf([refunded, order(2, "2026-01-20", 50n)], {
      redemptions: [spent, returned("r1", day, ["order:o2", 50n])],
    });
    const moves = movesFrom("2026-02-06", facts).map((move) =>
      move.replace(`${day} `, "").replace("redemption:r1 ", ""),
    );
    expect(moves).toEqual(said);
  });

  test("as many as were let go, and what is more comes back", () => {
    const third = order(3, "2026-01-20", 80n);
    const facts = factsOf([refunded, order(2, "2026-01-20", 70n), third], {
      redemptions: [
        spent,
        returned("r1", "2026-02-10", ["order:o2", 70n]),
        returned("r2", "2026-02-11", ["order:o3", 80n]),
      ],
    });
    expect(movesFrom("2026-02-05", facts)).toEqual([
      "2026-02-05 order:o1 refunded: 100 forgiven → issued, of no lot",
      "2026-02-10 redemption:r1 returned: 70 reserved → forgiven, of order:o2",
      "2026-02-11 redemption:r2 returned: 30 reserved → forgiven, of order:o3",
      "2026-02-11 redemption:r2 returned: 50 reserved → available, of order:o3",
      "2026-02-21T00:00 order:o3 expired: 50 available → expired",
    ]);
  });

  test("and what was taken on credit is less owed", () => {
    const redemptions = [returned("r1", "2026-02-10", ["order:o1", 130n])];
    expect(movesFrom("2026-02-01", factsOf([refunded], { redemptions }))).toEqual([
      "2026-02-01 redemption:r1 redeemed: 100 available → reserved, of order:o1",
      "2026-02-01 redemption:r1 redeemed: 30 debt → reserved, of no lot",
      "2026-02-05 order:o1 refunded: 100 forgiven → issued, of no lot",
      "2026-02-10 redemption:r1 returned: 100 reserved → forgiven, of order:o1",
      "2026-02-10 redemption:r1 returned: 30 reserved → debt, of no lot",
    ]);
  });
});

test("what was let go of an activity is not given again, what was let go of others aside", () => {
  const events = [
    did("review", "2026-01-11", "a"),
    did("review", "2026-01-12", "b"),
    decided("a", false, "2026-02-05"),
    decided("b", false, "2026-02-06"),
    decided("b", true, "2026-02-07"),
  ];
  const redemptions = [
    {
      ...returned("r1", "2026-02-03", ["activity:a", 5n], ["activity:b", 20n]),
      ended: { at: on("2026-02-03"), outcome: "used" as const },
    },
  ];
  const facts = factsOf([], { events, redemptions });
  expect(movesFrom("2026-02-05", facts)).toEqual([
    "2026-02-05 activity:a undone: 15 available → issued",
    "2026-02-05 activity:a undone: 5 forgiven → issued, of no lot",
    "2026-02-06 activity:b undone: 20 forgiven → issued, of no lot",
    "2026-02-07 activity:b earned: 20 issued → forgiven, of no lot",
  ]);
});

describe("an entry gift that is lost", () => {
  test("takes nothing of other points where it has expired", () => {
    const late = order(1, "2026-01-10", 100n, { changes: [refundOf(1, "2026-02-15", 100n)] });
    const facts = factsOf([late, order(2, "2026-02-12", 90n)]);
    expect(movesFrom("2026-02-01", facts, 50)).toEqual([
      "2026-02-11T00:00 order:o1 expired: 100 available → expired",
      "2026-02-11T00:00 gift:gold expired: 50 available → expired",
      "2026-02-12 order:o2 earned: 90 issued → available",
      "2026-02-15 order:o1 refunded: 100 expired → issued",
      "2026-03-13T00:00 order:o2 expired: 90 available → expired",
    ]);
  });

  test("takes other points for what was spent of it, and lets the rest go", () => {
    const late = order(1, "2026-01-10", 100n, { changes: [refundOf(1, "2026-02-05", 100n)] });
    const redemptions = [returned("r1", "2026-02-10", ["gift:gold", 40n])];
    const facts = factsOf([late, order(2, "2026-02-04", 25n)], { redemptions });
    expect(movesFrom("2026-02-01", facts, 50)).toEqual([
      "2026-02-01 redemption:r1 redeemed: 40 available → reserved, of gift:gold",
      "2026-02-04 order:o2 earned: 25 issued → available",
      "2026-02-05 order:o1 refunded: 100 available → issued",
      "2026-02-05 gift:gold tier-gift-returned: 10 available → issued",
      "2026-02-05 gift:gold tier-gift-returned: 25 available → issued, of order:o2",
      "2026-02-10 gift:gold tier-gift-returned: 15 reserved → issued",
      "2026-02-10 redemption:r1 returned: 25 reserved → available, of gift:gold",
      "2026-02-11T00:00 gift:gold expired: 25 available → expired",
    ]);
  });
});
