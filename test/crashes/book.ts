/**
 * What the load generator knows by itself: all that it made happen, and what Laurel answered.
 * It shares no arithmetic with the app.
 */
export type Book = {
  customers: Shopper[];
  orders: BookedOrder[];
  redemptions: BookedRedemption[];
  /** Deliveries by topic, and the copies sent on top. */
  deliveries: { sent: number; answered: number; copies: number; left: number };
};

export type Shopper = { id: number; gid: string };

export type BookedOrder = {
  id: number;
  gid: string;
  customerId: number;
  /** By the clock of this process, in milliseconds. */
  placedAt: number;
  /** Whole units of money; nobody pays with fractions here. */
  price: number;
  lineId: number;
  kept: number;
  /** Taken off by a code; such an order has one piece. */
  off: number;
  paid: boolean;
  cancelled: boolean;
  /** Nothing was refunded, paid later or canceled: one transfer must have done it. */
  plain: boolean;
  /** Whether a delivery that tells of it was answered with 200. */
  answered: boolean;
  /** Something is being done to it just now. */
  busy: boolean;
};

export type BookedRedemption = {
  customerId: number;
  request: string;
  /** Null: refused, or nobody waited for an answer. */
  answered: { id: string; code: string } | null;
  refused: string | null;
};

export function openBook(): Book {
  return {
    customers: [],
    orders: [],
    redemptions: [],
    deliveries: { sent: 0, answered: 0, copies: 0, left: 0 },
  };
}

/** One point for each unit of money that was paid and kept. */
export function pointsOf({ paid, cancelled, kept, price, off }: BookedOrder): bigint {
  return paid && !cancelled && kept > 0 ? BigInt(price * kept - off) : 0n;
}
