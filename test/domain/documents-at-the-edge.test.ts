import { test } from "vitest";
import { expectAccepted, expectRefused } from "#test/support/rich-document.ts";

/** A place, the last value that is right there, and the first that is not. */
type Edge = [path: string, right: unknown, wrong: unknown, message: string, at?: string];

const when = "earning.rules.0.when";
const only = { products: ["gid://shopify/Product/1"], collections: [] };
const onlyThis = { products: [], collections: ["gid://shopify/Collection/1"] };
const iron = { kind: "tier", in: ["iron"] };
const silver = { kind: "tier", in: ["silver"] };
const noTier = "There is no tier “iron”.";
const twice = [
  { per: "year", times: 5 },
  { per: "year", times: 6 },
];
const twoPeriods = [
  { per: "year", times: 5 },
  { per: "month", times: 6 },
];
const already = "There is a limit for this period already.";
const empty = "Fill in at least one of the two.";
const late = "Points would expire before they can be spent.";

const EDGES: Edge[] = [
  [
    "earning.hold",
    { days: 14, after: "fulfillment", atMostDays: 14 },
    { days: 14, after: "fulfillment", atMostDays: 13 },
    "Must not be less than the days points wait.",
    "earning.hold.atMostDays",
  ],
  [
    "earning.hold",
    { days: 335, after: "payment" },
    { days: 336, after: "payment" },
    late,
    "earning.hold.days",
  ],
  ["activities.0.holdDays", 335, 336, late],
  ["referral.waitDays", 335, 336, late],
  [when, nested(6), nested(7), "Conditions go at most 6 levels deep."],
  [when, many(99), many(100), "At most 100 conditions in one place."],
  [
    when,
    { kind: "member-for", atLeastDays: 30, atMostDays: 30 },
    { kind: "member-for", atLeastDays: 30, atMostDays: 29 },
    "Must not be less than the least number of days.",
    `${when}.atMostDays`,
  ],
  [
    when,
    { kind: "order-total", atLeast: "10", below: "10.01" },
    { kind: "order-total", atLeast: "10", below: "10" },
    "Must be more than the least amount.",
    `${when}.below`,
  ],
  [
    when,
    { kind: "dates", from: "2026-12-01", until: "2026-12-01" },
    { kind: "dates", from: "2026-12-01", until: "2026-11-30" },
    "The last day is before the first.",
    `${when}.until`,
  ],
  [when, { kind: "joined", from: "2026-12-01" }, { kind: "joined" }, empty, `${when}.from`],
  [when, { kind: "joined", until: "2026-12-01" }, { kind: "joined" }, empty, `${when}.from`],
  [
    when,
    { kind: "member-for", atMostDays: 0 },
    { kind: "member-for" },
    empty,
    `${when}.atLeastDays`,
  ],
  [when, { kind: "order-total", below: "1" }, { kind: "order-total" }, empty, `${when}.atLeast`],
  ["campaigns.0.rules.0.when", silver, iron, noTier, "campaigns.0.rules.0.when.in.0"],
  ["campaigns.0.audience", silver, iron, noTier, "campaigns.0.audience.in.0"],
  ["activities.0.when", silver, iron, noTier, "activities.0.when.in.0"],
  ["rewards.0.for", silver, iron, noTier, "rewards.0.for.in.0"],
  ["rewards.0.for", { kind: "tier", in: ["none"] }, iron, noTier, "rewards.0.for.in.0"],
  [
    "tiers.levels.1.ways",
    [{ kind: "condition", when: silver }],
    [{ kind: "condition", when: iron }],
    noTier,
    "tiers.levels.1.ways.0.when.in.0",
  ],
  [
    "tiers.levels.1.ways",
    [{ kind: "purchase", months: 12, lines: nestedLines(6) }],
    [{ kind: "purchase", months: 12, lines: nestedLines(7) }],
    "Conditions go at most 6 levels deep.",
    "tiers.levels.1.ways.0.lines",
  ],
  [
    "activities.3.of",
    { kind: "items", lines: nestedLines(6) },
    { kind: "items", lines: nestedLines(7) },
    "Conditions go at most 6 levels deep.",
    "activities.3.of.lines",
  ],
  ["earning.rules.0.lines", nestedLines(6), nestedLines(7), "Conditions go at most 6 levels deep."],
  [
    when,
    { kind: "contains", lines: nestedLines(5) },
    { kind: "contains", lines: nestedLines(6) },
    "Conditions go at most 6 levels deep.",
  ],
  ["earning.rules.0.limits", twoPeriods, twice, already, "earning.rules.0.limits.1.per"],
  ["campaigns.0.rules.0.limits", twoPeriods, twice, already, "campaigns.0.rules.0.limits.1.per"],
  [
    "campaigns.0.rules.0.caps",
    caps("day", "week"),
    caps("day", "day"),
    already,
    "campaigns.0.rules.0.caps.1.per",
  ],
  [
    "activities.0.caps",
    caps("day", "week"),
    caps("day", "day"),
    already,
    "activities.0.caps.1.per",
  ],
  ["activities.0.limits", twoPeriods, twice, already, "activities.0.limits.1.per"],
  ["rewards.0.limits", twoPeriods, twice, already, "rewards.0.limits.1.per"],
  ["referral.limits", twoPeriods, twice, already, "referral.limits.1.per"],
  ["tiers.levels.0.threshold", "500.00", "500.50", "Write a whole number."],
  [
    "tiers.levels.1.ways",
    inARow("orders", "3.0"),
    inARow("orders", "2.5"),
    "Write a whole number.",
    "tiers.levels.1.ways.0.atLeast",
  ],
  [
    "tiers.levels.1.ways",
    inARow("spend", "2.5"),
    inARow("points", "2.5"),
    "Write a whole number.",
    "tiers.levels.1.ways.0.atLeast",
  ],
  [
    "tiers.levels.1.ways.0",
    { kind: "measured", measure: "spend", window: { kind: "calendar-year" }, atLeast: "12.5" },
    { kind: "measured", measure: "orders", window: { kind: "calendar-year" }, atLeast: "12.5" },
    "Write a whole number.",
    "tiers.levels.1.ways.0.atLeast",
  ],
  [
    "rewards.0.only",
    only,
    { ...only, ...{ collections: onlyThis.collections } },
    "Name products or collections, not both.",
  ],
  [
    "rewards.0.only",
    onlyThis,
    { ...onlyThis, products: only.products },
    "Name products or collections, not both.",
  ],
  ["rewards.1.gives.maximumSteps", 2, 1, "Must not be less than the least."],
  ["referral.inviterPoints", 1, -1, "Must be at least 0."],
];

test.each(EDGES)("%s: %j is right", (...[path, right]) => {
  expectAccepted(path, right);
});

test.each(EDGES)("%s: after %j, %j is not", (...[path, , wrong, message, at = path]) => {
  expectRefused([path, wrong, message, at]);
});

test("either side of a referral may go without points, but not both", () => {
  expectAccepted("referral", { inviterPoints: 0, friendPoints: 1 });
  expectAccepted("referral", { inviterPoints: 1, friendPoints: 0 });
});

const DISCOUNTS = [
  { kind: "amount-off", amount: "5" },
  { kind: "percentage-off", percent: "10" },
  { kind: "points-as-cash", amount: "1", minimumSteps: 1, maximumSteps: 10 },
];

test.each(DISCOUNTS)("a discount of kind $kind can be for some products", (gives) => {
  expectAccepted("rewards.1", { ...aReward(), gives, only });
});

test("a reward that is no discount is for no products in particular", () => {
  const message = "Only discounts can be for some products.";
  const gives = { kind: "donation", amount: "5", to: { en: "Trees" } };
  expectAccepted("rewards.1", { ...aReward(), gives });
  expectRefused(["rewards.1", { ...aReward(), gives, only }, message, "rewards.1.only"]);
  const ofCollection = { ...aReward(), gives, only: onlyThis };
  expectRefused(["rewards.1", ofCollection, message, "rewards.1.only"]);
});

function aReward() {
  return { id: "cash", name: { en: "It" }, costPoints: 100 };
}

function caps(...periods: string[]) {
  return periods.map((per) => ({ per, points: 10 }));
}

function inARow(measure: string, atLeast: string) {
  return [{ kind: "in-a-row", measure, atLeast, months: 3 }];
}

/** A condition of so many levels. */
function nested(levels: number): object {
  return levels === 1 ? { kind: "birthday" } : { kind: "not", of: nested(levels - 1) };
}

function nestedLines(levels: number): object {
  return levels === 1 ? { kind: "tag", in: ["tea"] } : { kind: "not", of: nestedLines(levels - 1) };
}

/** So many conditions within one. */
function many(parts: number): object {
  const leaf = { kind: "birthday" };
  const group = (size: number) => ({ kind: "any", of: Array.from({ length: size }, () => leaf) });
  const groups = Math.floor(parts / 20);
  const all = Array.from({ length: groups }, () => group(19));
  const rest = parts - groups * 20;
  return {
    kind: "all",
    of: rest > 0 ? [...all, ...(rest === 1 ? [leaf] : [group(rest - 1)])] : all,
  };
}
