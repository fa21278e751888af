/**
 * What the operations on orders take and answer. Amounts in the order's presentment minor units.
 */
import type { Address, MoneyBag } from "#dev-shop/model.ts";
import type { Order, Refund } from "#dev-shop/order-model.ts";
import type { CartInput, CodeResult } from "#dev-shop/commerce/cart.ts";

export type PlaceOrder = CartInput & {
  payment: "paid" | "pending";
  gateway?: string;
  test?: boolean;
  /** `web`, `pos`, `shopify_draft_order`, or an app's id. */
  sourceName?: string;
  note?: string | null;
  noteAttributes?: { name: string; value: string }[];
  tags?: string[];
  billingAddress?: Address | null;
  phone?: string | null;
  locale?: string;
};

export type PlacedOrder =
  | { ok: true; order: Order }
  | { ok: false; reason: "code-refused"; codes: CodeResult[] }
  | { ok: false; reason: "variant-missing"; variantIds: number[] }
  | { ok: false; reason: "empty-cart" };

export type RefundOrder = {
  orderId: number;
  lines?: { lineId: number; quantity: number; restockType?: "RETURN" | "CANCEL" | "NO_RESTOCK" }[];
  /** `full` for all that is left of it. */
  shipping?: number | "full";
  /**
   * Money to give back; what differs from the lines' worth becomes an order adjustment. The worth
   * when missing.
   */
  amount?: number;
  /** What `amount` leaves of the worth is given back another time: no adjustment. */
  stillOwed?: boolean;
  note?: string | null;
  /** The money is still on its way: a pending transaction. */
  pending?: boolean;
  at?: Date;
};

export type RefundQuote = {
  subtotal: MoneyBag;
  tax: MoneyBag;
  shipping: MoneyBag;
  total: MoneyBag;
  /** The most that can be given back. */
  maximum: MoneyBag;
};

export type CancelOrder = {
  orderId: number;
  reason?: Order["cancelReason"];
  /** Whether to give back what was paid; else only the state changes. */
  refund?: boolean;
  restock?: boolean;
  at?: Date;
};

export type EditOrder = {
  orderId: number;
  add?: { variantId: number; quantity: number }[];
  /** New quantities of lines; zero removes. */
  setQuantities?: { lineId: number; quantity: number }[];
  note?: string;
  at?: Date;
};

export type OrderRefusal =
  | "order-missing"
  | "line-missing"
  | "quantity-too-high"
  | "amount-too-high"
  | "already-cancelled"
  | "nothing-to-do";

export type OrderChange =
  { ok: true; order: Order; refund: Refund | null } | { ok: false; reason: OrderRefusal };
