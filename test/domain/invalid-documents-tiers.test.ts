import { test } from "vitest";
import { expectRefused, type Wrong } from "#test/support/rich-document.ts";

const WRONG: Wrong[] = [
  ["tiers.measure", "charm", "Choose one of those there are."],
  [
    "tiers.window",
    { kind: "rolling-months", months: 61 },
    "Must be at most 60.",
    "tiers.window.months",
  ],
  ["tiers.window", { kind: "always" }, "Choose one of those there are.", "tiers.window.kind"],
  ["tiers.grace", { kind: "days", days: -1 }, "Must be at least 0.", "tiers.grace.days"],
  [
    "tiers.grace",
    { kind: "weeks", weeks: 2 },
    "Choose one of those there are.",
    "tiers.grace.kind",
  ],
  ["tiers.landing", "softly", "Choose one of those there are."],
  ["tiers.levels", [], "Choose at least 1."],
  ["tiers.levels.1.id", "silver", "Two tiers have the same id."],
  ["tiers.levels.0.id", "none", '"none" stands for no tier.'],
  ["tiers.levels.1.threshold", "500", "Must be more than the tier before it."],
  ["tiers.levels.1.threshold", "1000.5", "Write a whole number."],
  ["tiers.levels.0.multiplier", "0", "Must be more than zero."],
  ["tiers.levels.0.multiplier", "100", "Must be at most 50."],
  ["tiers.levels.0.entryGift", 0.5, "Write a whole number."],
  ["tiers.levels.1.ways.0.atLeast", "2.5", "Write a whole number."],
  [
    "tiers.levels.1.ways.0",
    { kind: "top-percent", percent: "0" },
    "Must be more than zero.",
    "tiers.levels.1.ways.0.percent",
  ],
  [
    "tiers.levels.1.ways.0",
    { kind: "luck" },
    "Choose one of those there are.",
    "tiers.levels.1.ways.0.kind",
  ],
  [
    "tiers.levels.1.ways.0",
    { kind: "in-a-row", measure: "orders", months: 1, atLeast: "1" },
    "Must be at least 2.",
    "tiers.levels.1.ways.0.months",
  ],
  [
    "tiers.levels.1.ways.0",
    { kind: "condition", when: { kind: "tier", in: ["iron"] } },
    "There is no tier “iron”.",
    "tiers.levels.1.ways.0.when.in.0",
  ],
  ["tiers.levels.1.perks.0.reward", "six", "There is no reward “six”."],
  ["tiers.levels.1.perks.1.reward", "six", "There is no reward “six”."],
  ["tiers.levels.1.perks.0.reward", "cash", "Points as cash cannot be given for free."],
  ["tiers.levels.1.perks.1.reward", "cash", "A standing discount must be a discount code."],
  ["tiers.levels.1.perks.0.times", 0, "Must be at least 1."],
  [
    "tiers.levels.1.perks.0",
    { kind: "early-access", hours: 0 },
    "Must be at least 1.",
    "tiers.levels.1.perks.0.hours",
  ],
  [
    "tiers.levels.1.perks.0",
    { kind: "service", text: { en: "" } },
    "Write a sentence.",
    "tiers.levels.1.perks.0.text.en",
  ],
  [
    "tiers.levels.1.perks.0",
    { kind: "cheaper-rewards", percent: "120" },
    "At most 100.",
    "tiers.levels.1.perks.0.percent",
  ],
];

test.each(WRONG)("%s: %j", (...wrong) => {
  expectRefused(wrong);
});
