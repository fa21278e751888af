import { describe, expect, test } from "vitest";
import { decide } from "#app/domain/engine/decide.ts";
import type { State } from "#app/domain/engine/state.ts";
import type { MemberFacts } from "#app/domain/engine/timeline.ts";
import { dayOf } from "#app/domain/calendar.ts";
import { expiryDate } from "#app/domain/expiry-date.ts";
import type { Expiry } from "#app/domain/program/expiry.ts";
import { anOrder, aProgram, aRedemption, factsOf, on } from "#test/support/facts.ts";

const afterEarning = (months: number): Expiry => ({ kind: "months-after-earning", months });
const endOf = (period: "month" | "quarter" | "year", later = 0): Expiry => ({
  kind: "end-of-period",
  period,
  later,
});
const fixed = (days: string[], minimumAgeDays = 0): Expiry => ({
  kind: "fixed-days",
  days,
  minimumAgeDays,
});

describe("the last day of points", () => {
  test.each<[string, Expiry, string, string]>([
    ["is the same day months later", afterEarning(12), "2026-03-01", "2027-03-01"],
    ["is the month's last where it has no such day", afterEarning(1), "2026-01-31", "2026-02-28"],
    ["is a leap day where there is one", afterEarning(1), "2028-01-31", "2028-02-29"],
    ["is 28 February after a leap day", afterEarning(12), "2028-02-29", "2029-02-28"],
    ["is the end of the month", endOf("month"), "2026-02-01", "2026-02-28"],
    ["is the end of a leap month", endOf("month"), "2028-02-29", "2028-02-29"],
    ["is the end of the month after the next", endOf("month", 2), "2026-12-31", "2027-02-28"],
    ["is the end of the quarter", endOf("quarter"), "2026-05-17", "2026-06-30"],
    [
      "is the end of the quarter, also on its last day",
      endOf("quarter"),
      "2026-06-30",
      "2026-06-30",
    ],
    ["is the end of a later quarter", endOf("quarter", 1), "2026-12-31", "2027-03-31"],
    ["is the end of the year", endOf("year"), "2026-01-01", "2026-12-31"],
    ["is the end of next year", endOf("year", 1), "2026-12-31", "2027-12-31"],
    ["is the next fixed day", fixed(["06-30", "12-31"]), "2026-03-01", "2026-06-30"],
    ["is the next of days in any order", fixed(["12-31", "06-30"]), "2026-03-01", "2026-06-30"],
    [
      "is the day itself where they need no age",
      fixed(["06-30", "12-31"]),
      "2026-06-30",
      "2026-06-30",
    ],
    ["is the fixed day after", fixed(["06-30", "12-31"]), "2026-07-01", "2026-12-31"],
    [
      "is in the next year where this one has none left",
      fixed(["06-30"]),
      "2026-07-01",
      "2027-06-30",
    ],
    [
      "is a fixed day on which they are just old enough",
      fixed(["12-31"], 90),
      "2026-10-02",
      "2026-12-31",
    ],
    [
      "is a year later where they are a day too young",
      fixed(["12-31"], 90),
      "2026-10-03",
      "2027-12-31",
    ],
    ["is 28 February where there is no 29th", fixed(["02-29"]), "2026-03-01", "2027-02-28"],
    ["is 29 February where there is one", fixed(["02-29"]), "2027-03-01", "2028-02-29"],
    [
      "is years away for who needs two years of age",
      fixed(["01-01"], 730),
      "2026-01-02",
      "2029-01-01",
    ],
  ])("%s", (...[, expiry, earned, last]) => {
    for (const zone of [
      "UTC",
      "America/Santiago",
      "Asia/Shanghai",
      "Pacific/Apia",
      "Africa/Cairo",
    ]) {
      for (const hour of ["00:30", "12:00", "23:30"]) {
        const earnedAt = instantOf(earned, hour, zone);
        const end = expiryDate(expiry, earnedAt, zone);
        expect([dayOf((end ?? 0) - 1, zone), dayOf(end ?? 0, zone) > last]).toEqual([last, true]);
      }
    }
  });

  test("never comes where points never end", () => {
    expect(expiryDate({ kind: "never" }, on("2026-03-01"), "UTC")).toBeNull();
  });

  test.each([
    ["America/Santiago", "2026-08-05", "2026-09-06T04:00"],
    ["Africa/Cairo", "2026-03-23", "2026-04-23T22:00"],
    ["Pacific/Apia", "2026-03-04", "2026-04-04T11:00"],
    ["Asia/Shanghai", "2026-03-04", "2026-04-04T16:00"],
  ])("ends with midnight in %s, also where clocks change", (...[zone, earned, end]) => {
    const earnedAt = instantOf(earned, "12:00", zone);
    expect(expiryDate(afterEarning(1), earnedAt, zone)).toBe(on(end));
  });
});

const idle = (counts: ("order" | "redemption" | "activity")[], months = 3) =>
  aProgram((plain) => ({ ...plain, expiry: { kind: "months-without-activity", months, counts } }));

describe("points that live by activity", () => {
  const orderOn = (day: string, n: number, rest = {}) =>
    anOrder({ orderId: `gid://shopify/Order/${n}`, placedAt: on(day), ...rest });

  test("end so many months after the last order, all together", () => {
    const orders = [orderOn("2026-01-10", 1), orderOn("2026-03-31", 2)];
    expect(pointsOn("2026-04-11", factsOf(orders), idle(["order"]))).toBe(200n);
    expect(pointsOn("2026-06-30T23:59", factsOf(orders), idle(["order"]))).toBe(200n);
    expect(pointsOn("2026-07-01T00:00", factsOf(orders), idle(["order"]))).toBe(0n);
  });

  test("that have ended are gone, whatever is done after", () => {
    const orders = [orderOn("2026-01-10", 1), orderOn("2026-04-11", 2)];
    expect(pointsOn("2026-04-12", factsOf(orders), idle(["order"]))).toBe(100n);
  });

  test("take no order for activity before it is paid", () => {
    const unpaid = orderOn("2026-03-01", 2, { paidAt: null });
    const late = orderOn("2026-03-01", 2, { paidAt: on("2026-04-01") });
    const first = orderOn("2026-01-10", 1);
    expect(pointsOn("2026-04-12", factsOf([first, unpaid]), idle(["order"]))).toBe(0n);
    expect(pointsOn("2026-06-30", factsOf([first, late]), idle(["order"]))).toBe(200n);
  });

  test("do not live by what the program does not count", () => {
    const orders = [orderOn("2026-01-10", 1), orderOn("2026-03-31", 2)];
    expect(pointsOn("2026-04-12", factsOf(orders), idle(["redemption"]))).toBe(100n);
  });

  test.each([
    ["a reward that points were spent on", null, 20n],
    ["a perk", "perk", 0n],
    ["a gift of the merchant's", "hand", 0n],
  ] as const)("know %s from activity", (...[, free, left]) => {
    const taken = aRedemption({ reservedAt: on("2026-03-20"), free });
    const facts = factsOf([orderOn("2026-01-10", 1)], { redemptions: [taken] });
    const reserved = free === null ? 80n : 0n;
    const takes = free === null ? taken.takes : [];
    const known = { ...facts, redemptions: [{ ...taken, takes }] };
    expect(pointsOn("2026-04-12", known, idle(["redemption"]))).toBe(left);
    expect(stateOn("2026-04-12", known, idle(["redemption"])).reserved.get("r1")?.length ?? 0).toBe(
      reserved > 0n ? 1 : 0,
    );
  });

  test("move also while they are all set aside, and come back alive", () => {
    const takes = [{ lot: "order:gid://shopify/Order/1", points: 100n }];
    const ended = { at: on("2026-05-01"), outcome: "returned" as const };
    const redemptions = [aRedemption({ reservedAt: on("2026-03-05"), takes, ended })];
    const orders = [orderOn("2026-01-10", 1), orderOn("2026-03-31", 2)];
    expect(pointsOn("2026-05-02", factsOf(orders, { redemptions }), idle(["order"]))).toBe(200n);
    expect(
      pointsOn("2026-05-02", factsOf(orders.slice(0, 1), { redemptions }), idle(["order"])),
    ).toBe(0n);
  });

  test("are judged by the version under which they were earned", () => {
    const first = idle(["order"]);
    const second = { ...aProgram(), version: 2, effectiveFrom: on("2026-02-01") };
    const orders = [orderOn("2026-01-10", 1), orderOn("2026-03-31", 2)];
    const at = (day: string) =>
      points(decide({ programs: [first, second], facts: factsOf(orders), asOf: on(day) }).state);
    expect([at("2026-06-30"), at("2026-07-01")]).toEqual([200n, 100n]);
  });

  test("that wait through an order of later begin to live with it", () => {
    const held = aProgram((plain) => ({
      ...plain,
      earning: { ...plain.earning, hold: { days: 60, after: "payment" } },
      expiry: { kind: "months-without-activity", months: 3, counts: ["order"] },
    }));
    const orders = [orderOn("2026-01-10", 1), orderOn("2026-02-20", 2)];
    expect(pointsOn("2026-05-20T23:59", factsOf(orders), held)).toBe(200n);
    expect(pointsOn("2026-05-21T00:00", factsOf(orders), held)).toBe(0n);
  });
});

function pointsOn(day: string, facts: MemberFacts, program: ReturnType<typeof idle>): bigint {
  return points(stateOn(day, facts, program));
}

function stateOn(day: string, facts: MemberFacts, program: ReturnType<typeof idle>): State {
  return decide({ programs: [program], facts, asOf: on(day) }).state;
}

function points(state: State): bigint {
  return [...state.lots.values()].reduce((total, lot) => total + lot.points, -state.owed);
}

/** The moment at which clocks in a zone show a time; the later one where they show it twice. */
function instantOf(day: string, time: string, zone: string): number {
  const wall = Date.parse(`${day}T${time}:00Z`);
  for (let hours = -14; hours <= 14; hours += 1) {
    const instant = wall - hours * 3_600_000;
    const shown = new Date(instant).toLocaleString("sv-SE", { timeZone: zone });
    if (shown.startsWith(`${day} ${time}`)) return instant;
  }
  throw new RangeError(`${zone} never shows ${day} ${time}`);
}
