import { test } from "vitest";
import { expectRefused, type Wrong } from "#test/support/rich-document.ts";

const WRONG: Wrong[] = [
  ["rewards.1.id", "five", "Two rewards have the same id."],
  ["rewards.0.costPoints", 0, "A reward costs at least 1 point."],
  ["rewards.0.costPoints", "free", "Write a whole number."],
  ["rewards.0.gives.amount", "0", "Must be more than zero."],
  [
    "rewards.0.gives",
    { kind: "percentage-off", percent: "101" },
    "At most 100.",
    "rewards.0.gives.percent",
  ],
  ["rewards.0.gives", { kind: "pony" }, "Choose one of those there are.", "rewards.0.gives.kind"],
  [
    "rewards.0.gives",
    { kind: "free-product", products: [] },
    "Choose at least 1.",
    "rewards.0.gives.products",
  ],
  [
    "rewards.0.gives",
    { kind: "free-product", products: ["teapot"] },
    "Choose it from the list: this is no id of Shopify's.",
    "rewards.0.gives.products.0",
  ],
  [
    "rewards.0.gives",
    { kind: "donation", amount: "1", to: { en: "" } },
    "Give it a name.",
    "rewards.0.gives.to.en",
  ],
  [
    "rewards.0.gives",
    { kind: "draw-ticket", draw: "Spring Draw" },
    "Use lower-case letters, digits, dashes.",
    "rewards.0.gives.draw",
  ],
  ["rewards.1.gives.maximumSteps", 1, "Must not be less than the least."],
  [
    "rewards.0.only",
    { products: ["gid://shopify/Product/1"], collections: ["gid://shopify/Collection/1"] },
    "Name products or collections, not both.",
  ],
  ["rewards.1.gives.minimumSteps", 0, "Must be at least 1."],
  ["rewards.0.prices.0.tier", "iron", "There is no tier “iron”."],
  [
    "rewards.0.prices",
    [
      { tier: "gold", costPoints: 1 },
      { tier: "gold", costPoints: 2 },
    ],
    "This tier has a price already.",
    "rewards.0.prices.1.tier",
  ],
  ["rewards.0.prices.0.costPoints", 0, "Must be at least 1."],
  [
    "rewards.0.for",
    { kind: "tier", in: ["iron"] },
    "There is no tier “iron”.",
    "rewards.0.for.in.0",
  ],
  ["rewards.0.stock", 0, "Must be at least 1."],
  ["rewards.0.minimumOrder", "some", "Write a number such as 10 or 2.50."],
  ["rewards.0.validDays", 1096, "Must be at most 1095."],
  [
    "rewards.0.only",
    { collections: ["x"] },
    "Choose it from the list: this is no id of Shopify's.",
    "rewards.0.only.collections.0",
  ],
  [
    "rewards.0.combinesWith",
    { orderDiscounts: 1, productDiscounts: true, shippingDiscounts: true },
    "Say yes or no.",
    "rewards.0.combinesWith.orderDiscounts",
  ],
  [
    "rewards.0.limits",
    [
      { per: "month", times: 1 },
      { per: "month", times: 2 },
    ],
    "There is a limit for this period already.",
    "rewards.0.limits.1.per",
  ],
];

test.each(WRONG)("%s: %j", (...wrong) => {
  expectRefused(wrong);
});
