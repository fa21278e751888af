import fc from "fast-check";
import { expect, test } from "vitest";
import {
  addDays,
  addMonths,
  dayOf,
  endAfterMonths,
  startOfDay,
  startOfLaterPeriod,
} from "#app/domain/calendar.ts";
import { on } from "#test/support/facts.ts";

test("a day is the shop's, not the server's", () => {
  expect(dayOf(on("2026-03-01T02:00"), "America/New_York")).toBe("2026-02-28");
  expect(dayOf(on("2026-03-01T22:00"), "Asia/Shanghai")).toBe("2026-03-02");
});

test("months end right: the 31st becomes the last day of a shorter month", () => {
  expect(addMonths("2027-01-31", 1)).toBe("2027-02-28");
  expect(addMonths("2028-01-31", 1)).toBe("2028-02-29");
  expect(addMonths("2026-08-31", 6)).toBe("2027-02-28");
  expect(addMonths("2026-01-15", -2)).toBe("2025-11-15");
});

test("days start when clocks have changed", () => {
  expect(startOfDay("2026-03-29", "Europe/London")).toBe(on("2026-03-29T00:00"));
  expect(startOfDay("2026-03-30", "Europe/London")).toBe(on("2026-03-29T23:00"));
  expect(startOfDay("2026-11-01", "America/New_York")).toBe(on("2026-11-01T04:00"));
  expect(startOfDay("2026-11-02", "America/New_York")).toBe(on("2026-11-02T05:00"));
});

test("a day whose midnight is skipped starts with its first moment", () => {
  const start = startOfDay("2026-09-06", "America/Santiago");
  expect(dayOf(start, "America/Santiago")).toBe("2026-09-06");
  expect(dayOf(start - 1, "America/Santiago")).toBe("2026-09-05");
});

test("every day of some years starts with itself, wherever the shop is", () => {
  for (const zone of ["UTC", "America/Santiago", "Australia/Lord_Howe", "Asia/Kathmandu"]) {
    for (let day = "2025-01-01"; day < "2027-01-01"; day = addDays(day, 1)) {
      const start = startOfDay(day, zone);
      expect([dayOf(start, zone), dayOf(start - 1, zone)]).toEqual([day, addDays(day, -1)]);
    }
  }
});

test("what lives a month is over at the end of its last day", () => {
  expect(endAfterMonths(on("2026-01-31T23:30"), 1, "UTC")).toBe(on("2026-03-01T00:00"));
});

test("what lives some months is over with the same day, whatever the hour it began", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60_000 }), fc.integer({ min: 1, max: 28 }), (n, day) => {
      const over = Date.UTC(2026, n, day + 1);
      const hours = [0, 11, 23].map((hour) => Date.UTC(2026, 0, day, hour));
      expect(hours.map((at) => endAfterMonths(at, n, "UTC"))).toEqual([over, over, over]);
    }),
  );
});

test.each([
  ["day", 1, "2026-03-05T00:00"],
  ["day", 3, "2026-03-07T00:00"],
  ["week", 1, "2026-03-09T00:00"],
  ["week", 2, "2026-03-16T00:00"],
  ["month", 1, "2026-04-01T00:00"],
  ["quarter", 2, "2026-07-01T00:00"],
  ["year", 1, "2027-01-01T00:00"],
] as const)("the %s that is %s later than a Wednesday's begins %s", (period, count, start) => {
  expect(startOfLaterPeriod(on("2026-03-04"), { period, count }, "UTC")).toBe(on(start));
});

test("a year ends by the shop's clock", () => {
  const later = { period: "year" as const, count: 1 };
  expect(startOfLaterPeriod(on("2026-12-31T23:00"), later, "Asia/Shanghai")).toBe(
    on("2027-12-31T16:00"),
  );
});
