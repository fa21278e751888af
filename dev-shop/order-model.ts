/**
 * An order as a plain document: what was bought, what was taken off, paid, given back, changed
 * since.
 */
import type { Address, MoneyBag } from "#dev-shop/model.ts";

export type FinancialStatus =
  | "PENDING"
  | "AUTHORIZED"
  | "PARTIALLY_PAID"
  | "PAID"
  | "PARTIALLY_REFUNDED"
  | "REFUNDED"
  | "VOIDED";

export type Order = {
  id: number;
  createdAt: string;
  updatedAt: string;
  processedAt: string;
  cancelledAt: string | null;
  cancelReason: "CUSTOMER" | "DECLINED" | "FRAUD" | "INVENTORY" | "OTHER" | "STAFF" | null;
  closedAt: string | null;
  number: number;
  /** Such as `#1001`. */
  name: string;
  /** Opens the order status page. */
  token: string;
  confirmationNumber: string;
  test: boolean;
  sourceName: string;
  currency: string;
  presentmentCurrency: string;
  /** Units of presentment currency for one of the shop's, as decimal text. */
  presentmentRate: string;
  taxesIncluded: boolean;
  financialStatus: FinancialStatus;
  fulfillmentStatus: "UNFULFILLED" | "FULFILLED";
  customerId: number | null;
  customerLocale: string | null;
  email: string | null;
  phone: string | null;
  shippingAddress: Address | null;
  billingAddress: Address | null;
  note: string | null;
  noteAttributes: { name: string; value: string }[];
  tags: string[];
  /** Codes as the buyer typed them, those that applied. */
  discountCodes: { code: string; amount: MoneyBag; type: DiscountCodeType }[];
  discountApplications: DiscountApplication[];
  lines: OrderLine[];
  shippingLines: ShippingLine[];
  tip: MoneyBag;
  totals: OrderTotals;
  transactions: OrderTransaction[];
  refunds: Refund[];
  /** Missing in orders that were kept before there were any. */
  fulfillments?: Fulfillment[];
  agreements: Agreement[];
  edited: boolean;
};

export type DiscountCodeType = "fixed_amount" | "percentage" | "shipping";

export type DiscountApplication = {
  type: "discount_code" | "automatic" | "manual";
  code: string | null;
  title: string;
  /** Decimal text: "10.0" percent, or an amount in presentment currency. */
  value: string;
  valueType: "fixed_amount" | "percentage";
  allocationMethod: "across" | "each" | "one";
  targetSelection: "all" | "entitled" | "explicit";
  targetType: "line_item" | "shipping_line";
  discountId: number | null;
};

/** What one discount application (by its index in the order) takes off a line. */
export type DiscountAllocation = { applicationIndex: number; amount: MoneyBag };

export type TaxLine = { title: string; rate: string; price: MoneyBag };

export type OrderLine = {
  id: number;
  productId: number | null;
  variantId: number | null;
  title: string;
  variantTitle: string | null;
  sku: string | null;
  vendor: string | null;
  quantity: number;
  /** After edits and refunds. */
  currentQuantity: number;
  unitPrice: MoneyBag;
  taxable: boolean;
  requiresShipping: boolean;
  isGiftCard: boolean;
  discountAllocations: DiscountAllocation[];
  taxLines: TaxLine[];
  properties: { name: string; value: string }[];
  /** Set when an edit added the line. */
  addedAt: string | null;
};

export type ShippingLine = {
  id: number;
  code: string;
  title: string;
  price: MoneyBag;
  discountAllocations: DiscountAllocation[];
  taxLines: TaxLine[];
};

/**
 * `subtotal` is after discounts and, when taxes are included, with tax; `current*` follow edits and
 * refunds, the others stay as placed. `received` less `refunded` is the net payment; `outstanding`
 * is what the buyer still owes.
 */
export type OrderTotals = {
  lineItems: MoneyBag;
  discounts: MoneyBag;
  subtotal: MoneyBag;
  shipping: MoneyBag;
  tax: MoneyBag;
  total: MoneyBag;
  currentDiscounts: MoneyBag;
  currentSubtotal: MoneyBag;
  currentShipping: MoneyBag;
  currentTax: MoneyBag;
  currentTotal: MoneyBag;
  received: MoneyBag;
  refunded: MoneyBag;
  outstanding: MoneyBag;
};

export type OrderTransaction = {
  id: number;
  kind: "SALE" | "AUTHORIZATION" | "CAPTURE" | "REFUND" | "VOID";
  status: "SUCCESS" | "PENDING" | "FAILURE" | "ERROR";
  gateway: string;
  amount: MoneyBag;
  processedAt: string;
  parentId: number | null;
  refundId: number | null;
  test: boolean;
};

/** Everything at once: this shop sends no part of an order. */
export type Fulfillment = { id: number; createdAt: string; status: "SUCCESS" | "CANCELLED" };

export type Refund = {
  id: number;
  createdAt: string;
  processedAt: string;
  note: string | null;
  lines: RefundLine[];
  /** Amounts are negative when more is given back than the lines' worth, as in Shopify. */
  adjustments: OrderAdjustment[];
  shipping: { id: number; shippingLineId: number; amount: MoneyBag; tax: MoneyBag }[];
  transactionIds: number[];
  /** Sum of the successful and pending refund transactions. */
  total: MoneyBag;
};

export type RefundLine = {
  id: number;
  lineId: number;
  quantity: number;
  restockType: "RETURN" | "CANCEL" | "NO_RESTOCK";
  /** After discounts; with tax where taxes are included. */
  subtotal: MoneyBag;
  tax: MoneyBag;
};

export type OrderAdjustment = {
  id: number;
  kind: "REFUND_DISCREPANCY" | "PENDING_REFUND_DISCREPANCY" | "SHIPPING_REFUND";
  reason: string;
  amount: MoneyBag;
  tax: MoneyBag;
};

/** Shopify's signed record of sales; the sum over all agreements is what the order is worth now. */
export type Agreement = {
  id: number;
  type: "OrderAgreement" | "OrderEditAgreement" | "RefundAgreement";
  happenedAt: string;
  reason: "ORDER" | "EDIT" | "REFUND";
  refundId: number | null;
  sales: Sale[];
};

export type Sale = {
  id: number;
  actionType: "ORDER" | "UPDATE" | "RETURN";
  lineType: "PRODUCT" | "GIFT_CARD" | "SHIPPING" | "TIP" | "ADJUSTMENT";
  quantity: number | null;
  lineId: number | null;
  shippingLineId: number | null;
  /** After discounts, with tax. Negative for what goes back. */
  totalAmount: MoneyBag;
  totalTax: MoneyBag;
  discountAfterTaxes: MoneyBag;
  discountBeforeTaxes: MoneyBag;
};
