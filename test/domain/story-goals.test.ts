import { describe, expect, test } from "vitest";
import type { MemberEvent } from "#app/domain/engine/member-events.ts";
import {
  activity,
  aProgramWith,
  aReview,
  decided,
  did,
  event,
} from "#test/support/activity-facts.ts";
import { factsOf } from "#test/support/facts.ts";
import { order, refundOf } from "#test/support/tier-stories.ts";
import { toldOn } from "#test/support/told-member.ts";

describe("a challenge", () => {
  const challenge = (rest: object) =>
    aProgramWith([
      activity({ id: "goal", kind: "challenge", of: { kind: "spend" }, target: "100", ...rest }),
    ]);

  test("within a month is done once, undone by a refund, and done again", () => {
    const program = challenge({ within: { kind: "period", per: "month" } });
    const orders = [
      order(1, "2026-01-10", 60n),
      order(2, "2026-01-31", 40n, { changes: [refundOf(2, "2026-02-05", 40n)] }),
      order(3, "2026-02-01", 99n),
      order(4, "2026-02-28", 150n),
    ];
    expect(toldOn("2026-01-30", factsOf(orders), program).moves).toEqual([]);
    expect(toldOn("2026-03-05", factsOf(orders), program).moves).toEqual([
      "2026-01-31 challenge:goal:2026-01-01 earned: 20 issued → available",
      "2026-02-05 challenge:goal:2026-01-01 undone: 20 available → issued",
      "2026-02-28 challenge:goal:2026-02-01 earned: 20 issued → available",
    ]);
  });

  test("within so many days begins anew after it is done", () => {
    const program = challenge({ within: { kind: "days", days: 7 } });
    const orders = [
      order(1, "2026-01-01", 60n),
      order(2, "2026-01-08", 50n),
      order(3, "2026-01-10", 50n),
      order(4, "2026-01-11", 60n),
      order(5, "2026-01-12", 40n),
    ];
    expect(toldOn("2026-02-05", factsOf(orders), program).moves).toEqual([
      "2026-01-10 challenge:goal:1 earned: 20 issued → available",
      "2026-01-12 challenge:goal:2 earned: 20 issued → available",
    ]);
  });
});

describe("a streak", () => {
  const streak = (rest: object) =>
    aProgramWith([
      aReview(),
      activity({
        id: "run",
        kind: "streak",
        of: { kind: "activity", activity: "review" },
        unit: "day",
        length: 2,
        ...rest,
      }),
    ]);
  const days = (...each: number[]) =>
    each.map((day) => did("review", `2026-03-0${day}`, `r${day}`));

  const runs = (rest: object, events: MemberEvent[]) =>
    toldOn("2030-01-01", factsOf([], { events }), streak(rest)).moves.filter((move) =>
      move.includes("streak"),
    );

  test("counts each full length of days in a row", () => {
    expect(runs({}, days(1, 2, 4, 5, 6, 7))).toEqual([
      "2026-03-02 streak:run:1 earned: 20 issued → available",
      "2026-03-05 streak:run:2 earned: 20 issued → available",
      "2026-03-07 streak:run:3 earned: 20 issued → available",
    ]);
  });

  test("counts once where it does not repeat", () => {
    expect(runs({ repeats: false }, days(1, 2, 4, 5))).toEqual([
      "2026-03-02 streak:run:1 earned: 20 issued → available",
    ]);
  });

  test("breaks where a day falls, and what rested on it is taken back", () => {
    const events = [...days(1, 2, 3, 4), decided("r2", false, "2026-03-08")];
    expect(runs({}, events)).toEqual([
      "2026-03-02 streak:run:1 earned: 20 issued → available",
      "2026-03-04 streak:run:2 earned: 20 issued → available",
      "2026-03-08 streak:run:2 undone: 20 available → issued",
    ]);
  });
});

describe("a day of the year", () => {
  const yearly = aProgramWith([
    activity({ id: "cake", kind: "birthday", waitDays: 30 }),
    activity({ id: "years", kind: "anniversary", gives: { kind: "points", points: 7 } }),
  ]);

  test("comes every year, but not before it was known long enough", () => {
    const events = [
      event("joined", "2026-02-20", {}),
      event("birthday", "2026-02-20", { month: 3, day: 10 }),
    ];
    expect(toldOn("2026-03-11", factsOf([], { events }), yearly)).toEqual({
      moves: [],
      has: ["next 2027-02-20T00:00"],
    });
    expect(toldOn("2028-03-11", factsOf([], { events }), yearly)).toEqual({
      moves: [
        "2027-02-20T00:00 yearly:years:2027 earned: 7 issued → available",
        "2027-03-10T00:00 yearly:cake:2027 earned: 20 issued → available",
        "2028-02-20T00:00 yearly:years:2028 earned: 7 issued → available",
        "2028-03-10T00:00 yearly:cake:2028 earned: 20 issued → available",
      ],
      has: [
        "yearly:years:2027: 7 since 2027-02-20T00:00",
        "yearly:cake:2027: 20 since 2027-03-10T00:00",
        "yearly:years:2028: 7 since 2028-02-20T00:00",
        "yearly:cake:2028: 20 since 2028-03-10T00:00",
        "next 2029-02-20T00:00",
      ],
    });
  });

  test("that is changed does not come twice in a year, nor soon after", () => {
    const events = [
      event("birthday", "2025-06-01", { month: 12, day: 1 }),
      event("birthday", "2025-12-15", { month: 3, day: 1 }),
    ];
    expect(toldOn("2027-12-31", factsOf([], { events }), yearly).moves).toEqual([
      "2025-12-01T00:00 yearly:cake:2025 earned: 20 issued → available",
      "2027-03-01T00:00 yearly:cake:2027 earned: 20 issued → available",
    ]);
  });

  test("that is 29 February is kept on the 28th in other years", () => {
    const events = [event("birthday", "2026-01-01", { month: 2, day: 29 })];
    expect(toldOn("2028-12-31", factsOf([], { events }), yearly).moves).toEqual([
      "2026-02-28T00:00 yearly:cake:2026 earned: 20 issued → available",
      "2027-02-28T00:00 yearly:cake:2027 earned: 20 issued → available",
      "2028-02-29T00:00 yearly:cake:2028 earned: 20 issued → available",
    ]);
  });
});
