/** What the model is told: what stands in the shop, and what was decided with us. */
export type ModelFacts = {
  timeZone: string;
  /** 100 for dollars, 1 for yen. */
  minorPerMajor: number;
  programs: ModelProgram[];
  orders: ModelOrder[];
  redemptions: ModelRedemption[];
  adjustments: { id: string; at: number; points: number }[];
};

export type ModelProgram = {
  from: number;
  points: number;
  perAmount: number;
  countsTax: boolean;
  countsShipping: boolean;
  holdDays: number;
  expiry:
    | { kind: "never" }
    | { kind: "months"; months: number }
    | { kind: "period"; period: "month" | "quarter" | "year" };
  tiers: { id: string; threshold: number; hundredths: number }[];
  capPerOrder: number | null;
  minimumOrder: number | null;
};

/** Money in minor units; `net` is with tax where prices are. */
export type ModelPiece = { line: string; quantity: number; net: number; tax: number };

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

/** What a member has, by the model. */
export type ModelStanding = {
  available: number;
  pending: number;
  reserved: number;
  owed: number;
  tier: string | null;
  /** What holds points: `order:1` → points and the moment at which they end. */
  lots: Map<string, { points: number; until: number | null }>;
  /** Given less taken back, by order. */
  earned: Map<string, number>;
  /** Redemptions that took more than there was. */
  overdrawn: string[];
};
