import type { ModelDay } from "#test/simulation/model-day-facts.ts";

/** What the model is told: what stands in the shop, and what was decided with us. */
export type ModelFacts = {
  timeZone: string;
  /** 100 for dollars, 1 for yen, 1000 for dinars. */
  minorPerMajor: number;
  programs: ModelProgram[];
  orders: ModelOrder[];
  redemptions: ModelRedemption[];
  adjustments: { id: string; at: number; points: number }[];
  /** Tiers held by hand, oldest first; one without tier takes back the one before. */
  holds: { at: number; tierId: string | null; until: number | null }[];
  /** When they said that they were born, oldest first. */
  birthdays: { at: number; month: number; day: number }[];
  /** When they left. */
  closings: { at: number }[];
  /** When they joined: what is there for joining is there for the first time. */
  joins: { id: string; at: number }[];
  deeds: ModelDeed[];
  cames: ModelCame[];
  news: ModelNews[];
  /** What budgets have answered: who came first is not for the model to say. */
  grants: ModelGrant[];
};

/** What a budget gave to an order or a deed, once and for all. */
export type ModelGrant = { budget: string; source: string; points: number };

export type ModelProgram = {
  from: number;
  points: number;
  perAmount: number;
  countsTax: boolean;
  countsShipping: boolean;
  holdDays: number;
  expiry: ModelExpiry;
  tiers: ModelTiers | null;
  capPerOrder: number | null;
  minimumOrder: number | null;
  activities: ModelActivity[];
  goals: ModelGoal[];
  days: ModelDay[];
  campaigns: ModelCampaign[];
  /** Of several multipliers the best counts, or what each adds. */
  multipliers: "best" | "add";
  /** At most so many points for all members together; null for no such end. */
  budget: number | null;
  extra: { hundredths: number; budget: number } | null;
  referral: ModelReferral | null;
};

export type ModelExpiry =
  | { kind: "never" }
  | { kind: "months"; months: number }
  | { kind: "period"; period: "month" | "quarter" | "year"; later: number }
  /** So many months after the last of these. */
  | { kind: "quiet"; months: number; counts: ModelSign[] }
  /** On days of the year, those that are so many days old. */
  | { kind: "dates"; dates: string[]; age: number };

/** What keeps points alive that end without it. */
export type ModelSign = "order" | "redemption" | "activity";

export type ModelMeasure = "spend" | "points" | "orders" | "balance";

/** What is added up of orders and deeds: all but what can be spent. */
export type CountedMeasure = Exclude<ModelMeasure, "balance">;

export type ModelWindow =
  | { kind: "lifetime" | "calendar-month" | "calendar-year" | "membership-year" }
  | { kind: "rolling-days"; days: number }
  | { kind: "rolling-months"; months: number };

export type ModelGrace = { kind: "days"; days: number } | { kind: "months"; months: number };

/** Money in whole units. */
export type ModelWay =
  | { kind: "measured"; measure: ModelMeasure; window: ModelWindow; atLeast: number }
  | { kind: "in-a-row"; measure: CountedMeasure; months: number; atLeast: number }
  | { kind: "single-order"; atLeast: number };

export type ModelLevel = {
  id: string;
  threshold: number | null;
  hundredths: number;
  /** Points on reaching it. */
  gift: number;
  ways: ModelWay[];
};

/** From the lowest to the highest. */
export type ModelTiers = {
  measure: ModelMeasure;
  window: ModelWindow;
  grace: ModelGrace;
  landing: "belongs" | "one-step";
  levels: ModelLevel[];
};

export type ModelPer = "day" | "week" | "month" | "year" | "lifetime";

export type ModelActivity = {
  id: string;
  points: number;
  /** Instead of points, orders earn so many hundredths for so many days. */
  boost: ModelBoost | null;
  /** Counts once staff has said so. */
  approval: boolean;
  holdDays: number;
  limit: { per: ModelPer; times: number } | null;
  /** At most so many points by it. */
  cap: { per: ModelPer; points: number } | null;
  /** Gives nothing unless this has given something by then. */
  unlockedBy: string | null;
};

export type ModelBoost = { hundredths: number; days: number };

/** Something that comes of orders, or of what a member does. */
export type ModelGoal = ModelActivity & { what: ModelStreak | ModelChallenge };

type ModelOf = { kind: "orders" } | { kind: "activity"; activity: string };

/** So many days, weeks or months one after the other, each with one of these. */
export type ModelStreak = {
  kind: "streak";
  of: ModelOf;
  unit: "day" | "week" | "month";
  length: number;
  repeats: boolean;
};

/** So much of something, money in whole units; `products` are those that count, null for all. */
export type ModelChallenge = {
  kind: "challenge";
  of: ModelOf | { kind: "spend" } | { kind: "items"; products: number[] | null };
  target: number;
  within:
    | { kind: "period"; per: "day" | "week" | "month" | "quarter" | "year" }
    | { kind: "days"; days: number };
};

/** From its first day to its last; a weekday is 0 on Sunday. */
export type ModelCampaign = {
  id: string;
  from: string | null;
  until: string | null;
  weekdays: number[] | null;
  orders: number | null;
  activities: { hundredths: number; only: string[] | null } | null;
  budget: number | null;
  ruleBudget: number | null;
};

export type ModelReferral = {
  inviterPoints: number;
  friendPoints: number;
  minimumOrder: number | null;
  waitDays: number;
  limit: { per: "month" | "lifetime"; times: number } | null;
};

/** Came by another customer, or by one who is the same person; refused for a reason, or not. */
export type ModelCame = { by: number; isSelf: boolean; at: number; refused: string | null };

/** What an inviter was told of a friend. Once it is told it is a fact. */
export type ModelNews = {
  id: string;
  friendId: string;
  outcome: "completed" | "undone";
  at: number;
  knownAt: number;
};

/** Something a member did, and what was decided of it. */
export type ModelDeed = {
  id: string;
  activity: string;
  at: number;
  /** When it was told: nobody knows of it before. */
  knownAt: number;
  decisions: { at: number; approved: boolean }[];
};

/** Money in minor units; `net` is with tax where prices are. */
export type ModelPiece = {
  line: string;
  product: number | null;
  quantity: number;
  net: number;
  tax: number;
};

export type ModelChange = {
  id: string;
  at: number;
  kind: "refund" | "edit";
  /** Negative for what goes back, positive for what an edit adds. */
  pieces: ModelPiece[];
  shipping: number;
  shippingTax: number;
  /** Money given back (negative) beside lines and shipping. */
  beside: number;
};

export type ModelOrder = {
  id: string;
  placedAt: number;
  paidAt: number | null;
  /** When the money really came: nobody knows of it before. */
  chargedAt: number | null;
  cancelledAt: number | null;
  taxesIncluded: boolean;
  pieces: ModelPiece[];
  shipping: number;
  shippingTax: number;
  changes: ModelChange[];
};

export type ModelRedemption = {
  id: string;
  at: number;
  takes: { lot: string; points: number }[];
  ended: { at: number; outcome: "used" | "returned" | "kept" } | null;
  /** When the order it was used in came to nothing, and the program gives points back then. */
  restoredAt: number | null;
};

/** What an order or a deed wants of a budget that gives so many points in all. */
export type ModelWant = ModelGrant & { limit: number };

/** What a member has, by the model. */
export type ModelStanding = {
  available: number;
  pending: number;
  reserved: number;
  owed: number;
  tier: string | null;
  /** What holds points: `order:1` → points and the moment at which they end. */
  lots: Map<string, { points: number; until: number | null }>;
  /** Given less taken back, by what it was given for: `order:1` or `activity:…`. */
  earned: Map<string, number>;
  /** By whom they came, and whether that has brought both something; null for by nobody. */
  friend: { by: number; completed: boolean } | null;
  /** Redemptions that took more than there was. */
  overdrawn: string[];
  /** What was wanted of budgets. */
  wants: ModelWant[];
};
