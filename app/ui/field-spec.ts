/** How one field of a thing is edited. */
export type FieldType =
  | "decimal"
  | "money"
  | "percent"
  | "count"
  | "optional-count"
  | "optional-money"
  | "optional-percent"
  | "day"
  | "month-day"
  | "time"
  | "words"
  | "optional-words"
  | "days-of-year"
  | "numbers"
  | "products"
  | "collections"
  | "variants"
  | "segments"
  | "weekdays"
  | "tiers"
  | "reward"
  | "activity"
  | "name"
  | "long-text"
  | "id"
  | "lines"
  | "when"
  | "union"
  | "choice"
  | "choices";

/** `field` names the label in the texts; `of` the choices, or the union, where there are some. */
export type FieldSpec = { name: string; type: FieldType; field: FieldKey; of?: readonly string[] };

export type FieldKey =
  | "points"
  | "perAmount"
  | "factor"
  | "days"
  | "in"
  | "from"
  | "until"
  | "atLeast"
  | "below"
  | "to"
  | "every"
  | "first"
  | "lines"
  | "atLeastDays"
  | "atMostDays"
  | "daysBefore"
  | "daysAfter"
  | "percent"
  | "tiers"
  | "measure"
  | "window"
  | "months"
  | "when"
  | "reward"
  | "times"
  | "per"
  | "hours"
  | "text"
  | "amount"
  | "atMost"
  | "minimumSteps"
  | "maximumSteps"
  | "maximumShare"
  | "products"
  | "quantity"
  | "instructions"
  | "recipient"
  | "draw"
  | "period"
  | "later"
  | "counts"
  | "minimumAgeDays"
  | "activity"
  | "items";

/** A kind of thing: its fields, and what stands in them at first. */
export type KindSpec = { fresh: Record<string, unknown>; fields: FieldSpec[] };

/** A field that is called as its label. */
export const f = (name: FieldKey, type: FieldType, field: FieldKey = name): FieldSpec => ({
  name,
  type,
  field,
});
/** A choice of a few. */
export const oneOf = (name: FieldKey, of: readonly string[]): FieldSpec => ({
  ...f(name, "choice"),
  of,
});

export const PERIODS = ["day", "week", "month", "quarter", "year", "lifetime"] as const;
/** A condition on lines, to begin with. */
export const TAG = { kind: "tag", in: [] };
