import { describe, expect, test } from "vitest";
import { all, any, found, never, not, weekday, withRule } from "#test/support/surprises.ts";

const levels = ["silver", "gold"].map((id, at) => ({
  id,
  name: { en: id },
  threshold: String(100 + at),
}));
const tiers = { measure: "spend", window: { kind: "lifetime" }, levels };
const NEVER = ["serious: rule-never earning.rules.0"];
const foundWhen = (when: object) => found(withRule({ when }, {}, { tiers }));
const foundLines = (lines: object) => found(withRule({ lines }));

const product = (type: string, n: number) => `gid://shopify/${type}/${n}`;
const dates = (from: string | null, until: string | null) => ({ kind: "dates", from, until });
const number = (from: number, to: number | null) => ({ kind: "order-number", from, to });
const total = (atLeast: string | null, below: string | null) => ({
  ...{ kind: "order-total", atLeast, below },
});
const hours = (from: string, until: string) => ({ kind: "hours", from, until });

describe("of these an order or a moment has only one:", () => {
  test.each([
    ["weekday", "mon", "tue"],
    ["day-of-month", 1, 2],
    ["tier", "silver", "gold"],
    ["channel", "web", "pos"],
    ["country", "DE", "FR"],
    ["currency", "EUR", "USD"],
  ])("%s", (kind, one, other) => {
    expect(foundWhen(all({ kind, in: [one] }, { kind, in: [other] }))).toEqual(NEVER);
    expect(foundWhen(all({ kind, in: [one, other] }, { kind, in: [other] }))).toEqual([]);
  });

  test.each([
    ["product", product("Product", 1), product("Product", 2)],
    ["variant", product("ProductVariant", 1), product("ProductVariant", 2)],
    ["vendor", "Acme", "Bolt"],
    ["product-type", "Tea", "Cup"],
  ])("%s", (kind, one, other) => {
    expect(foundLines(all({ kind, in: [one] }, { kind, in: [other] }))).toEqual(NEVER);
    expect(foundLines(all({ kind, in: [one, other] }, { kind, in: [other] }))).toEqual([]);
  });

  test("words are the same in capitals, and the last day may be the 28th", () => {
    const channel = (word: string) => ({ kind: "channel", in: [word] });
    expect(foundWhen(all(channel("Web"), channel("wEB")))).toEqual([]);
    const day = (...days: number[]) => ({ kind: "day-of-month", in: days });
    expect(foundWhen(all(day(28), day(-1)))).toEqual([]);
    expect(foundWhen(all(day(-1), day(28)))).toEqual([]);
  });
});

describe("it has several of these:", () => {
  test.each([["customer-tag"], ["order-tag"], ["payment"], ["discount-code"]])("%s", (kind) => {
    expect(foundWhen(all({ kind, in: ["a"] }, { kind, in: ["b"] }))).toEqual([]);
  });

  test.each([
    ["collection", product("Collection", 1), product("Collection", 2)],
    ["tag", "a", "b"],
  ])("%s", (kind, one, other) => {
    expect(foundLines(all({ kind, in: [one] }, { kind, in: [other] }))).toEqual([]);
  });
});

describe("from one to another", () => {
  test.each([
    ["days", dates("2027-02-01", "2027-02-10"), dates("2027-02-11", "2027-02-20")],
    ["numbers of orders", number(1, 2), number(3, 4)],
    ["totals", total("10", "20"), total("20", "30")],
    ["totals of more digits", total(null, "9"), total("10", null)],
    ["hours", hours("08:30", "10:15"), hours("10:15", "24:00")],
  ])("%s that do not meet, in either order", (_, one, other) => {
    expect(foundWhen(all(one, other))).toEqual(NEVER);
    expect(foundWhen(all(other, one))).toEqual(NEVER);
  });

  test.each([
    ["days", dates("2027-02-01", "2027-02-10"), dates("2027-02-10", "2027-02-20")],
    ["days with no first", dates(null, "2027-02-10"), dates("2027-02-10", null)],
    ["days with no end", dates("2027-02-10", null), dates("2027-02-01", null)],
    ["days with no beginning", dates(null, "2027-02-10"), dates(null, "2027-02-12")],
    ["numbers", number(1, 3), number(3, 4)],
    ["numbers with no end", number(5, null), number(3, null)],
    ["totals", total("10", "20.01"), total("20", "30")],
    ["totals with no end", total("10", null), total("20", null)],
    ["totals with no beginning", total(null, "10"), total(null, "20")],
    ["hours", hours("08:00", "10:16"), hours("10:15", "12:00")],
    ["hours until after midnight", hours("10:00", "12:00"), hours("22:00", "06:00")],
    ["hours from before midnight", hours("22:00", "06:00"), hours("07:00", "08:00")],
    ["things of two kinds", dates(null, "2027-02-01"), number(3, null)],
    ["the day and the channel", weekday("mon"), { kind: "channel", in: ["web"] }],
    ["the day and the number", dates(null, "2027-02-01"), number(5, 9)],
    ["the hour and the day", hours("08:00", "10:00"), weekday("mon")],
  ])("%s that meet, in either order", (_, one, other) => {
    expect(foundWhen(all(one, other))).toEqual([]);
    expect(foundWhen(all(other, one))).toEqual([]);
  });
});

describe("conditions in conditions", () => {
  const monday = weekday("mon");

  test("something and its opposite exclude each other, in either order", () => {
    expect(foundWhen(all(monday, not(monday)))).toEqual(NEVER);
    expect(foundWhen(all(not(monday), monday))).toEqual(NEVER);
    expect(foundWhen(all(monday, not(weekday("tue"))))).toEqual([]);
    expect(foundWhen(all(not(monday), not(weekday("tue"))))).toEqual([]);
    expect(foundWhen(not(monday))).toEqual([]);
  });

  test("all of all of them are one list", () => {
    expect(foundWhen(all(monday, all({ kind: "birthday" }, weekday("tue"))))).toEqual(NEVER);
  });

  test("one way is enough for any of several", () => {
    expect(foundWhen(any(never, monday))).toEqual([]);
    expect(foundWhen(any(never, never))).toEqual(NEVER);
    expect(foundWhen(all({ kind: "birthday" }, any(never, never)))).toEqual(NEVER);
    expect(foundWhen(all({ kind: "birthday" }, any(monday, weekday("tue"))))).toEqual([]);
  });
});
