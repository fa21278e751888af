import { test } from "vitest";
import { expectRefused, type Wrong } from "#test/support/rich-document.ts";

const WRONG: Wrong[] = [
  ["campaigns.0.rules.0.id", "first", "Two rules have the same id."],
  ["campaigns.0.from", "soon", "Write a day such as 2027-01-31."],
  ["campaigns.0.until", "2026-11-30", "The last day is before the first."],
  ["campaigns.0.id", "a b", "Use lower-case letters, digits, dashes."],
  [
    "campaigns.0.audience",
    { kind: "order-total", atLeast: "5" },
    "Choose one of those there are.",
    "campaigns.0.audience.kind",
  ],
  [
    "campaigns.0.audience",
    { kind: "tier", in: ["iron"] },
    "There is no tier “iron”.",
    "campaigns.0.audience.in.0",
  ],
  ["campaigns.0.activities.factor", "60", "Must be at most 50."],
  ["campaigns.0.activities.only.0", "nothing", "There is no activity “nothing”."],
  ["campaigns.0.activities.only", [], "Choose at least 1."],
  ["campaigns.0.budgetPoints", -5, "Must be at least 1."],
  ["campaigns.0.rules.0.gives.factor", "51", "Must be at most 50."],
  ["activities.0.kind", "dance", "Choose one of those there are."],
  ["activities.1.id", "review", "Two activities have the same id."],
  ["activities.0.gives.points", 0, "Must be at least 1."],
  [
    "activities.0.gives",
    { kind: "multiplier", factor: "99", days: 7 },
    "Must be at most 50.",
    "activities.0.gives.factor",
  ],
  [
    "activities.0.gives",
    { kind: "multiplier", factor: "2", days: 0 },
    "Must be at least 1.",
    "activities.0.gives.days",
  ],
  ["activities.0.unlockedBy", "nothing", "There is no activity “nothing”."],
  ["activities.0.unlockedBy", "review", "This unlocks itself: it can never be done."],
  ["activities.0.unlockedBy", "streak", "This unlocks itself: it can never be done."],
  ["activities.0.holdDays", 731, "Must be at most 730."],
  ["activities.0.holdDays", 400, "Points would expire before they can be spent."],
  [
    "activities.0.when",
    { kind: "discount-code" },
    "Choose one of those there are.",
    "activities.0.when.kind",
  ],
  [
    "activities.0.when",
    { kind: "tier", in: ["iron"] },
    "There is no tier “iron”.",
    "activities.0.when.in.0",
  ],
  ["activities.0.approval", "maybe", "Say yes or no."],
  [
    "activities.0.limits",
    [
      { per: "month", times: 1 },
      { per: "month", times: 2 },
    ],
    "There is a limit for this period already.",
    "activities.0.limits.1.per",
  ],
  ["activities.1.waitDays", "a month", "Write a whole number."],
  ["activities.2.length", 1, "Must be at least 2."],
  ["activities.2.unit", "hour", "Choose one of those there are."],
  ["activities.2.of.activity", "nothing", "There is no activity “nothing”."],
  ["activities.2.of.activity", "streak", "An activity cannot count itself."],
  ["activities.3.target", "many", "Write a number such as 10 or 2.50."],
  [
    "activities.3.within",
    { kind: "days", days: 0 },
    "Must be at least 1.",
    "activities.3.within.days",
  ],
  ["activities.3.of", { kind: "steps" }, "Choose one of those there are.", "activities.3.of.kind"],
  [
    "activities.3.of",
    { kind: "activity", activity: "x" },
    "There is no activity “x”.",
    "activities.3.of.activity",
  ],
  ["referral.inviterPoints", -1, "Must be at least 0."],
  [
    "referral",
    { inviterPoints: 0, friendPoints: 0 },
    "Give points to at least one side.",
    "referral.inviterPoints",
  ],
  ["referral.minimumOrder", "x", "Write a number such as 10 or 2.50."],
  ["referral.waitDays", 400, "Points would expire before they can be spent."],
  ["referral.limits.0.times", "five", "Write a whole number."],
];

test.each(WRONG)("%s: %j", (...wrong) => {
  expectRefused(wrong);
});
