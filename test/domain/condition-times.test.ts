import { describe, expect, test } from "vitest";
import { nextChange } from "#app/domain/engine/condition-times.ts";
import { emptyTraits, type Traits } from "#app/domain/engine/traits.ts";
import { MemberCondition } from "#app/domain/program/condition.ts";
import { on } from "#test/support/facts.ts";

const NEVER = Number.POSITIVE_INFINITY;

function next(condition: unknown, at: string, traits: Partial<Traits> = {}): number {
  const known = { ...emptyTraits(), ...traits };
  return nextChange(MemberCondition.parse(condition), {
    at: on(at),
    timeZone: "UTC",
    traits: known,
  });
}

describe("a condition is asked again", () => {
  const dates = { kind: "dates", from: "2026-03-10", until: "2026-03-20" };
  const yearly = { kind: "yearly", from: "12-24", until: "01-06" };

  test.each([
    ["with its first day", dates, "2026-03-01", "2026-03-10T00:00"],
    ["after its last day", dates, "2026-03-10T00:00", "2026-03-21T00:00"],
    ["with its only first day", { ...dates, until: null }, "2026-03-01", "2026-03-10T00:00"],
    [
      "with the next day of the week",
      { kind: "weekday", in: ["mon"] },
      "2026-03-01",
      "2026-03-02T00:00",
    ],
    [
      "with the next day for hours",
      { kind: "hours", from: "10:00", until: "12:00" },
      "2026-03-01",
      "2026-03-02T00:00",
    ],
    [
      "with the next day of the month",
      { kind: "day-of-month", in: [1] },
      "2026-03-31",
      "2026-04-01T00:00",
    ],
    ["when the season begins", yearly, "2026-03-01", "2026-12-24T00:00"],
    ["when the season ends, over New Year", yearly, "2026-12-25", "2027-01-07T00:00"],
    [
      "when any of its parts may change",
      { kind: "any", of: [yearly, dates] },
      "2026-03-01",
      "2026-03-10T00:00",
    ],
    [
      "when what must not be may change",
      { kind: "not", of: dates },
      "2026-03-01",
      "2026-03-10T00:00",
    ],
  ])("%s", (...[, condition, at, expected]) => {
    expect(next(condition, at)).toBe(on(expected));
  });

  test("never where its last day is over, or time changes nothing", () => {
    expect(next(dates, "2026-03-21")).toBe(NEVER);
    expect(next({ kind: "customer-tag", in: ["vip"] }, "2026-03-01")).toBe(NEVER);
    expect(next({ kind: "segment", in: ["gid://shopify/Segment/1"] }, "2026-03-01")).toBe(NEVER);
    expect(next({ kind: "tier", in: ["gold"] }, "2026-03-01")).toBe(NEVER);
    expect(next({ kind: "joined" }, "2026-03-01")).toBe(NEVER);
    expect(next({ kind: "top-percent", percent: "10" }, "2026-03-01")).toBe(NEVER);
  });

  test("so many days after joining, and not of who has not joined", () => {
    const memberFor = { kind: "member-for", atLeastDays: 10, atMostDays: 30 };
    const traits = { joinedAt: on("2026-03-01T15:00") };
    expect(next(memberFor, "2026-03-02", traits)).toBe(on("2026-03-11T00:00"));
    expect(next(memberFor, "2026-03-11", traits)).toBe(on("2026-04-01T00:00"));
    expect(next(memberFor, "2026-04-01", traits)).toBe(NEVER);
    expect(next(memberFor, "2026-03-02")).toBe(NEVER);
    expect(next({ kind: "member-for", atMostDays: 5 }, "2026-03-02", traits)).toBe(
      on("2026-03-07T00:00"),
    );
  });

  test("around a birthday, also one that is not in every year", () => {
    const near = { kind: "birthday", daysBefore: 3, daysAfter: 2 };
    const born = (month: number, day: number) => ({
      birthday: { month, day, since: on("2026-01-01") },
    });
    expect(next(near, "2026-05-01", born(6, 10))).toBe(on("2026-06-07T00:00"));
    expect(next(near, "2026-06-07", born(6, 10))).toBe(on("2026-06-13T00:00"));
    expect(next(near, "2026-01-01", born(12, 30))).toBe(on("2026-01-02T00:00"));
    expect(next(near, "2026-12-30", born(1, 1))).toBe(on("2027-01-04T00:00"));
    expect(next(near, "2027-02-26", born(2, 29))).toBe(on("2027-03-03T00:00"));
    expect(next(near, "2026-05-01")).toBe(NEVER);
  });

  test("with the month of a birthday, and the one after", () => {
    const inMonth = { kind: "birthday-month" };
    const traits = { birthday: { month: 2, day: 29, since: on("2026-01-01") } };
    expect(next(inMonth, "2026-01-15", traits)).toBe(on("2026-02-01T00:00"));
    expect(next(inMonth, "2026-02-15", traits)).toBe(on("2026-03-01T00:00"));
    expect(next(inMonth, "2026-03-15", traits)).toBe(on("2027-02-01T00:00"));
  });
});
