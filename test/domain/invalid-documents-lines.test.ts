import { test } from "vitest";
import { expectRefused, type Wrong } from "#test/support/rich-document.ts";

const WRONG: Wrong[] = [
  [
    "earning.rules.0.lines",
    { kind: "product", in: ["1"] },
    "Choose it from the list: this is no id of Shopify's.",
    "earning.rules.0.lines.in.0",
  ],
  [
    "earning.rules.0.lines",
    { kind: "collection", in: ["gid://shopify/Product/1"] },
    "Choose it from the list: this is no id of Shopify's.",
    "earning.rules.0.lines.in.0",
  ],
  [
    "earning.rules.0.lines",
    { kind: "tag", in: [] },
    "Name at least one.",
    "earning.rules.0.lines.in",
  ],
  [
    "earning.rules.0.lines",
    { kind: "color", in: ["red"] },
    "Choose one of those there are.",
    "earning.rules.0.lines.kind",
  ],
  [
    "earning.rules.0.lines",
    { kind: "any", of: [] },
    "Choose at least 1.",
    "earning.rules.0.lines.of",
  ],
  [
    "earning.rules.0.lines",
    { kind: "not", of: { kind: "vendor", in: "Acme" } },
    "Something is missing here.",
    "earning.rules.0.lines.of.in",
  ],
  ["earning.rules.0.lines", "tea", "Something is missing here."],
  [
    "earning.rules.0.when",
    { kind: "contains", lines: { kind: "tag", in: ["tea"] }, atLeast: 0 },
    "Must be at least 1.",
    "earning.rules.0.when.atLeast",
  ],
  [
    "earning.rules.0.when",
    { kind: "contains" },
    "Something is missing here.",
    "earning.rules.0.when.lines",
  ],
  [
    "earning.rules.0.when",
    { kind: "contains", lines: { kind: "tag" } },
    "Something is missing here.",
    "earning.rules.0.when.lines.in",
  ],
];

test.each(WRONG)("%s: %j", (...wrong) => {
  expectRefused(wrong);
});
