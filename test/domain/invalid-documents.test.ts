import { expect, test } from "vitest";
import { readDocument } from "#app/domain/program/read-document.ts";
import { aRichDocument, expectRefused, type Wrong } from "#test/support/rich-document.ts";

const WRONG: Wrong[] = [
  ["schema", 3, "Choose one of those there are."],
  ["schema", "2", "Choose one of those there are."],
  ["name", "", "Give the program a name."],
  ["name", 7, "Write something here."],
  ["name", "   ", "Give the program a name."],
  ["pointsName", { en: "" }, "Give it a name.", "pointsName.en"],
  ["earning", null, "Something is missing here."],
  ["earning.points", "1,500", "Write it without a comma, such as 1500 or 2.50."],
  ["earning.points", "1.500,25", "Write it without a comma, such as 1500 or 2.50."],
  ["earning.points", "-1", "Must not be negative."],
  ["earning.points", "9".repeat(20), "At most 12 digits, and 6 after the point."],
  ["rewards.0.costPoints", "9".repeat(20), "At most 15 digits."],
  ["earning.points", "1e3", "Write a number such as 10 or 2.50."],
  ["earning.points", "99999", "Too much: at most 10000 points for every unit of money."],
  ["earning.perAmount", "0", "Must be more than zero."],
  ["earning.perAmount", "", "Write a number such as 10 or 2.50."],
  ["earning.perAmount", null, "Write something here."],
  ["earning.rounding", "sideways", "Choose one of those there are."],
  ["earning.roundPer", "day", "Choose one of those there are."],
  [
    "earning.counts",
    { tax: "yes", shipping: false, tips: false, giftCards: false, testOrders: false },
    "Say yes or no.",
    "earning.counts.tax",
  ],
  ["earning.hold", { days: 366, after: "payment" }, "Must be at most 365.", "earning.hold.days"],
  ["earning.hold", { days: 1.5, after: "payment" }, "Write a whole number.", "earning.hold.days"],
  ["earning.hold", { days: -1, after: "payment" }, "Must be at least 0.", "earning.hold.days"],
  [
    "earning.hold",
    { days: 3, after: "delivery" },
    "Choose one of those there are.",
    "earning.hold.after",
  ],
  [
    "earning.hold",
    { days: 30, after: "fulfillment", atMostDays: 7 },
    "Must not be less than the days points wait.",
    "earning.hold.atMostDays",
  ],
  [
    "earning.hold",
    { days: 340, after: "payment" },
    "Points would expire before they can be spent.",
    "earning.hold.days",
  ],
  ["earning.minimumOrder", "ten", "Write a number such as 10 or 2.50."],
  [
    "earning.exclude",
    { products: ["123"] },
    "Choose it from the list: this is no id of Shopify's.",
    "earning.exclude.products.0",
  ],
  ["earning.exclude", { tags: [""] }, "Must be at least 1 characters.", "earning.exclude.tags.0"],
  ["earning.caps.0.points", 0, "A cap lets at least 1 point through."],
  ["earning.caps.0.per", "hour", "Choose one of those there are."],
  [
    "earning.caps",
    [
      { per: "day", points: 1 },
      { per: "day", points: 2 },
    ],
    "There is a limit for this period already.",
    "earning.caps.1.per",
  ],
  ["earning.budgetPoints", 0, "Must be at least 1."],
  ["earning.budgetPoints", "lots", "Write a whole number."],
  [
    "earning.combine",
    { rates: "worst", multipliers: "best", fixed: "add", per: "line" },
    "Choose one of those there are.",
    "earning.combine.rates",
  ],
  [
    "earning.combine",
    { rates: "best", multipliers: "best", fixed: "multiply", per: "line" },
    "Choose one of those there are.",
    "earning.combine.fixed",
  ],
  ["earning.rules.0.id", "Wednesday", "Use lower-case letters, digits, dashes."],
  ["earning.rules.0.id", "", "Use lower-case letters, digits, dashes."],
  ["earning.rules.1.id", "wednesday", "Two rules have the same id."],
  ["earning.rules.0.name.en", "", "Give it a name."],
  [
    "earning.rules.0.gives",
    { kind: "magic" },
    "Choose one of those there are.",
    "earning.rules.0.gives.kind",
  ],
  ["earning.rules.0.gives", null, "Something is missing here."],
  ["earning.rules.0.gives.factor", "0", "Must be more than zero."],
  ["earning.rules.0.gives.factor", "51", "Must be at most 50."],
  ["earning.rules.1.gives.points", 0, "Must be at least 1."],
  ["earning.rules.1.gives.points", "50", "Write a whole number."],
  ["earning.rules.1.gives.points", 2000000000, "Must be at most 1000000000."],
  [
    "earning.rules.0.gives",
    { kind: "rate", points: "20000", perAmount: "1" },
    "Too much: at most 10000 points for every unit of money.",
    "earning.rules.0.gives.points",
  ],
  [
    "earning.rules.0.gives",
    { kind: "rate", points: "1" },
    "Write something here.",
    "earning.rules.0.gives.perAmount",
  ],
  [
    "earning.rules.0.gives",
    { kind: "per-item", points: "1000001" },
    "Must be at most 1000000.",
    "earning.rules.0.gives.points",
  ],
  [
    "earning.rules.0.caps",
    [
      { per: "day", points: 1 },
      { per: "day", points: 2 },
    ],
    "There is a limit for this period already.",
    "earning.rules.0.caps.1.per",
  ],
  ["earning.rules.0.limits.0.times", 0, "Must be at least 1."],
  ["earning.rules.0.limits.0.per", "order", "Choose one of those there are."],
  [
    "earning.rules.0.limits",
    [
      { per: "day", times: 1 },
      { per: "week", times: 1 },
      { per: "month", times: 1 },
      { per: "quarter", times: 1 },
      { per: "year", times: 1 },
      { per: "lifetime", times: 1 },
      { per: "day", times: 1 },
    ],
    "Choose at most 6.",
  ],
  ["expiry", { kind: "someday" }, "Choose one of those there are.", "expiry.kind"],
  ["expiry.months", 0, "Must be at least 1."],
  ["expiry.months", 121, "Must be at most 120."],
  [
    "expiry",
    { kind: "end-of-period", period: "week" },
    "Choose one of those there are.",
    "expiry.period",
  ],
  [
    "expiry",
    { kind: "months-without-activity", months: 6, counts: [] },
    "Choose at least 1.",
    "expiry.counts",
  ],
  [
    "expiry",
    { kind: "fixed-days", days: ["02-30"] },
    "Write month and day, such as 12-24.",
    "expiry.days.0",
  ],
  [
    "expiry",
    { kind: "fixed-days", days: ["06-30"], minimumAgeDays: -1 },
    "Must be at least 0.",
    "expiry.minimumAgeDays",
  ],
  ["refunds", { belowZero: "ignore" }, "Choose one of those there are.", "refunds.belowZero"],
  [
    "refunds",
    { belowZero: "carry", carryAtMost: -1 },
    "Must be at least 0.",
    "refunds.carryAtMost",
  ],
  ["name", "x".repeat(61), "Must be at most 60 characters."],
  ["earning.rules.0.name.en", "x".repeat(61), "Must be at most 60 characters."],
];

test.each(WRONG)("%s: %j", (...wrong) => {
  expectRefused(wrong);
});

test("the document that is spoiled is sound", () => {
  expect(readDocument(aRichDocument())).toMatchObject({ ok: true });
});

test("what is nested without end is refused, and does no harm", () => {
  let condition: unknown = { kind: "birthday" };
  for (let depth = 0; depth < 20_000; depth += 1) condition = { kind: "not", of: condition };
  expect(readDocument({ ...aRichDocument(), activities: [{ when: condition }] })).toEqual({
    ok: false,
    problems: [{ path: "", message: "This is nested too deeply." }],
  });
});

test.each([
  ["12,5", "12.5"],
  ["0,125", "0.125"],
  ["1234,5678", "1234.5678"],
])("a comma that can only be a decimal sign is read as one: %s", (typed, points) => {
  const document = aRichDocument();
  const read = readDocument({ ...document, earning: { ...document.earning, points: typed } });
  expect(read.ok && read.document.earning.points).toBe(points);
});
