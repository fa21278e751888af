import { test } from "vitest";
import { expectRefused, type Wrong } from "#test/support/rich-document.ts";

const WRONG: Wrong[] = [
  [
    "earning.rules.0.when",
    { kind: "moon", in: ["full"] },
    "Choose one of those there are.",
    "earning.rules.0.when.kind",
  ],
  [
    "earning.rules.0.when",
    { kind: "weekday", in: ["Wednesday"] },
    "Choose one of those there are.",
    "earning.rules.0.when.in.0",
  ],
  [
    "earning.rules.0.when",
    { kind: "weekday", in: [] },
    "Choose at least 1.",
    "earning.rules.0.when.in",
  ],
  [
    "earning.rules.0.when",
    { kind: "tier", in: ["platinum"] },
    "There is no tier “platinum”.",
    "earning.rules.0.when.in.0",
  ],
  [
    "earning.rules.0.when",
    { kind: "tier", in: [] },
    "Choose at least 1.",
    "earning.rules.0.when.in",
  ],
  [
    "earning.rules.0.when",
    {
      kind: "all",
      of: [{ kind: "birthday" }, { kind: "not", of: { kind: "tier", in: ["silver", "iron"] } }],
    },
    "There is no tier “iron”.",
    "earning.rules.0.when.of.1.of.in.1",
  ],
  [
    "earning.rules.0.when",
    { kind: "segment", in: ["vip"] },
    "Choose it from the list: this is no id of Shopify's.",
    "earning.rules.0.when.in.0",
  ],
  [
    "earning.rules.0.when",
    { kind: "joined", from: "2026-02-30" },
    "Write a day such as 2027-01-31.",
    "earning.rules.0.when.from",
  ],
  [
    "earning.rules.0.when",
    { kind: "joined" },
    "Fill in at least one of the two.",
    "earning.rules.0.when.from",
  ],
  [
    "earning.rules.0.when",
    { kind: "joined", from: "2026-03-01", until: "2026-02-01" },
    "The last day is before the first.",
    "earning.rules.0.when.until",
  ],
  [
    "earning.rules.0.when",
    { kind: "member-for", atLeastDays: 30, atMostDays: 7 },
    "Must not be less than the least number of days.",
    "earning.rules.0.when.atMostDays",
  ],
  [
    "earning.rules.0.when",
    { kind: "member-for" },
    "Fill in at least one of the two.",
    "earning.rules.0.when.atLeastDays",
  ],
  [
    "earning.rules.0.when",
    { kind: "member-for", atLeastDays: -1 },
    "Must be at least 0.",
    "earning.rules.0.when.atLeastDays",
  ],
  [
    "earning.rules.0.when",
    { kind: "birthday", daysBefore: 181 },
    "Must be at most 180.",
    "earning.rules.0.when.daysBefore",
  ],
  [
    "earning.rules.0.when",
    { kind: "top-percent", percent: "101" },
    "At most 100.",
    "earning.rules.0.when.percent",
  ],
  [
    "earning.rules.0.when",
    { kind: "dates", from: "01.02.2026" },
    "Write a day such as 2027-01-31.",
    "earning.rules.0.when.from",
  ],
  [
    "earning.rules.0.when",
    { kind: "dates" },
    "Fill in at least one of the two.",
    "earning.rules.0.when.from",
  ],
  [
    "earning.rules.0.when",
    { kind: "dates", from: "2026-12-24", until: "2026-12-01" },
    "The last day is before the first.",
    "earning.rules.0.when.until",
  ],
  [
    "earning.rules.0.when",
    { kind: "hours", from: "25:00", until: "26:00" },
    "Write a time such as 14:00.",
    "earning.rules.0.when.from",
  ],
  [
    "earning.rules.0.when",
    { kind: "hours", from: "9am", until: "10:00" },
    "Write a time such as 14:00.",
    "earning.rules.0.when.from",
  ],
  [
    "earning.rules.0.when",
    { kind: "hours", from: "10:00", until: "10:00" },
    "There is no time between the two.",
    "earning.rules.0.when.until",
  ],
  [
    "earning.rules.0.when",
    { kind: "day-of-month", in: [0] },
    "Must be at least 1.",
    "earning.rules.0.when.in.0",
  ],
  [
    "earning.rules.0.when",
    { kind: "day-of-month", in: [32] },
    "Must be at most 31.",
    "earning.rules.0.when.in.0",
  ],
  [
    "earning.rules.0.when",
    { kind: "day-of-month", in: ["first"] },
    "Write a whole number.",
    "earning.rules.0.when.in.0",
  ],
  [
    "earning.rules.0.when",
    { kind: "yearly", from: "13-01", until: "12-31" },
    "Write month and day, such as 12-24.",
    "earning.rules.0.when.from",
  ],
  [
    "earning.rules.0.when",
    { kind: "currency", in: ["euro"] },
    "Write a currency such as EUR.",
    "earning.rules.0.when.in.0",
  ],
  [
    "earning.rules.0.when",
    { kind: "country", in: [] },
    "Name at least one.",
    "earning.rules.0.when.in",
  ],
  [
    "earning.rules.0.when",
    { kind: "order-total" },
    "Fill in at least one of the two.",
    "earning.rules.0.when.atLeast",
  ],
  [
    "earning.rules.0.when",
    { kind: "order-total", atLeast: "50", below: "50" },
    "Must be more than the least amount.",
    "earning.rules.0.when.below",
  ],
  [
    "earning.rules.0.when",
    { kind: "order-total", below: "0" },
    "Must be more than zero.",
    "earning.rules.0.when.below",
  ],
  [
    "earning.rules.0.when",
    { kind: "order-number", from: 5, to: 3 },
    "Must not be less than the first number.",
    "earning.rules.0.when.to",
  ],
  [
    "earning.rules.0.when",
    { kind: "order-number", from: 0 },
    "Must be at least 1.",
    "earning.rules.0.when.from",
  ],
  [
    "earning.rules.0.when",
    { kind: "order-number", every: 0 },
    "Must be at least 1.",
    "earning.rules.0.when.every",
  ],
];

test.each(WRONG)("%s: %j", (...wrong) => {
  expectRefused(wrong);
});

const not = (times: number): unknown =>
  times === 0 ? { kind: "weekday", in: ["wed"] } : { kind: "not", of: not(times - 1) };
const many = (times: number, part: unknown) => Array.from({ length: times }, () => part);
const WHEN = "earning.rules.0.when";

test("a condition is neither too deep nor too large", () => {
  expectRefused([WHEN, not(6), "Conditions go at most 6 levels deep."]);
  expectRefused(["name", not(60), "This is nested too deeply.", ""]);
  const birthday = { kind: "birthday" };
  const wide = { kind: "all", of: many(21, birthday) };
  expectRefused([WHEN, wide, "Choose at most 20.", `${WHEN}.of`]);
  const large = { kind: "all", of: many(5, { kind: "any", of: many(20, birthday) }) };
  expectRefused([WHEN, large, "At most 100 conditions in one place."]);
});
