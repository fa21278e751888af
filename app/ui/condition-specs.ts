import { f, TAG, type KindSpec } from "#app/ui/field-spec.ts";

const WORDS = { in: [] };

/** What can be asked of a member. */
export const MEMBER = {
  tier: { fresh: { in: [] }, fields: [f("in", "tiers", "tiers")] },
  "customer-tag": { fresh: WORDS, fields: [f("in", "words")] },
  segment: { fresh: WORDS, fields: [f("in", "segments")] },
  joined: { fresh: { from: null, until: null }, fields: [f("from", "day"), f("until", "day")] },
  "member-for": {
    fresh: { atLeastDays: 30, atMostDays: null },
    fields: [f("atLeastDays", "optional-count"), f("atMostDays", "optional-count")],
  },
  birthday: {
    fresh: { daysBefore: 0, daysAfter: 0 },
    fields: [f("daysBefore", "count"), f("daysAfter", "count")],
  },
  "birthday-month": { fresh: {}, fields: [] },
  "top-percent": { fresh: { percent: "10" }, fields: [f("percent", "percent")] },
} satisfies Record<string, KindSpec>;

/** What can be asked of a moment. */
export const TIME = {
  weekday: { fresh: { in: ["wed"] }, fields: [f("in", "weekdays", "days")] },
  dates: { fresh: { from: null, until: null }, fields: [f("from", "day"), f("until", "day")] },
  hours: {
    fresh: { from: "14:00", until: "16:00" },
    fields: [f("from", "time"), f("until", "time")],
  },
  "day-of-month": { fresh: { in: [1] }, fields: [f("in", "numbers", "days")] },
  yearly: {
    fresh: { from: "12-01", until: "12-24" },
    fields: [f("from", "month-day"), f("until", "month-day")],
  },
} satisfies Record<string, KindSpec>;

/** What can be asked of an order. */
export const ORDER = {
  channel: { fresh: WORDS, fields: [f("in", "words")] },
  country: { fresh: WORDS, fields: [f("in", "words")] },
  currency: { fresh: WORDS, fields: [f("in", "words")] },
  payment: { fresh: WORDS, fields: [f("in", "words")] },
  "order-tag": { fresh: WORDS, fields: [f("in", "words")] },
  "discount-code": { fresh: { in: null }, fields: [f("in", "optional-words")] },
  "order-total": {
    fresh: { atLeast: "50", below: null },
    fields: [f("atLeast", "optional-money"), f("below", "optional-money")],
  },
  "order-number": {
    fresh: { from: 1, to: 1, every: 1 },
    fields: [f("from", "count", "first"), f("to", "optional-count"), f("every", "count")],
  },
  contains: {
    fresh: { lines: TAG, atLeast: 1 },
    fields: [f("lines", "lines"), f("atLeast", "count", "items")],
  },
} satisfies Record<string, KindSpec>;

/** What can be asked of a line. */
export const LINES = {
  product: { fresh: WORDS, fields: [f("in", "products", "products")] },
  collection: { fresh: WORDS, fields: [f("in", "collections")] },
  variant: { fresh: WORDS, fields: [f("in", "variants")] },
  tag: { fresh: WORDS, fields: [f("in", "words")] },
  vendor: { fresh: WORDS, fields: [f("in", "words")] },
  "product-type": { fresh: WORDS, fields: [f("in", "words")] },
} satisfies Record<string, KindSpec>;
