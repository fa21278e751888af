import type { Market } from "#test/support/year/market.ts";

/** A department store: from socks to a television. */
export const selectMarket: Market = {
  id: "select-365",
  timeZone: "Asia/Shanghai",
  members: 200,
  products: [
    { title: "Groceries", priceMinor: 9900n, weight: 24, tags: ["double-points"] },
    { title: "Shirt", priceMinor: 19_900n, weight: 10 },
    { title: "Shoes", priceMinor: 39_900n, weight: 5 },
    { title: "Cosmetics", priceMinor: 22_000n, weight: 8, tags: ["double-points"] },
    { title: "Watch", priceMinor: 269_900n, weight: 1 },
    { title: "Television", priceMinor: 459_900n, weight: 1 },
  ],
  taxesIncluded: true,
  taxPercent: 13n,
  shippingMinor: 1000n,
  ordersPerYear: 26,
  lines: [1, 3],
  sticky: 30,
  refunded: 80,
  isBargainDay: (day, weekday) => weekday === 5 || day.endsWith("-01"),
  occasions: ["03-08", "06-18", "12-12"],
  activities: {
    review: 12,
    "check-in": 90,
    "view-task": 30,
    "favorite-task": 15,
    survey: 3,
    share: 5,
    "store-event": 3,
  },
  orderTags: {},
  customerTags: { "launch-trial": 100 },
  referred: 120,
  costs: { "vip-evening": 15_000n, "draw-ticket": 40n },
};

/** The same kind of store, with the plainest of programs. */
export const classicMarket: Market = {
  ...selectMarket,
  id: "classic-card",
  activities: {},
  customerTags: {},
  referred: 0,
  isBargainDay: (_day, weekday) => weekday === 6,
  occasions: [],
  costs: { service: 3500n },
};

/** Food and household goods, ordered home; the fee for Plus is a product. */
export const plusMarket: Market = {
  id: "paid-membership",
  timeZone: "America/New_York",
  members: 240,
  products: [
    { title: "Pantry box", priceMinor: 3900n, weight: 8 },
    { title: "Coffee subscription", priceMinor: 2400n, weight: 5 },
    { title: "Kitchen knife", priceMinor: 8900n, weight: 2 },
    { title: "Plus for a year", priceMinor: 7900n, weight: 1, tags: ["plus-fee"] },
  ],
  taxesIncluded: false,
  taxPercent: 8n,
  shippingMinor: 690n,
  ordersPerYear: 30,
  lines: [1, 3],
  sticky: 0,
  refunded: 60,
  isBargainDay: (day) => day.endsWith("-15"),
  occasions: [],
  activities: { welcome: 2, "members-evening": 3 },
  orderTags: {},
  customerTags: { "plus-trial": 100 },
  referred: 0,
  costs: { "box-for-plus": 1500n },
};
