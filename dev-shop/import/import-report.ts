/** What an import read, and what it left out. */
export type ImportReport = {
  rows: number;
  orders: number;
  orderLines: number;
  guestOrders: number;
  /** Orders beyond the first of an invoice: it had more lines than an order can, or lay apart. */
  dividedOrders: number;
  refunds: number;
  refundedPieces: number;
  /** Rows left out, by reason. */
  leftOut: Record<LeftOut, number>;
  /** Pieces on cancellations for which no earlier line was found. */
  unmatchedPieces: number;
};

export type LeftOut =
  | "broken"
  | "quantity-not-positive"
  | "price-not-positive"
  | "cancellation-of-guest"
  | "cancellation-unmatched";

export function emptyReport(): ImportReport {
  return {
    rows: 0,
    orders: 0,
    orderLines: 0,
    guestOrders: 0,
    dividedOrders: 0,
    refunds: 0,
    refundedPieces: 0,
    leftOut: {
      broken: 0,
      "quantity-not-positive": 0,
      "price-not-positive": 0,
      "cancellation-of-guest": 0,
      "cancellation-unmatched": 0,
    },
    unmatchedPieces: 0,
  };
}
