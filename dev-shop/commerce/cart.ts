/** What goes into a price, and what comes out. */
import type { Address, MoneyBag, ShippingRate } from "#dev-shop/model.ts";
import type {
  DiscountApplication,
  OrderLine,
  OrderTotals,
  ShippingLine,
} from "#dev-shop/order-model.ts";

export type CartLine = {
  variantId: number;
  quantity: number;
  properties?: { name: string; value: string }[];
  /** Overrides the variant's price, in the shop's minor units: for draft orders and replays. */
  unitPrice?: number;
};

export type CartInput = {
  lines: CartLine[];
  customerId: number | null;
  email?: string | null;
  codes?: string[];
  /** Code of the chosen shipping rate; null while none is chosen or needed. */
  shippingCode?: string | null;
  /** Decides the tax; the shop's own country when missing. */
  address?: Address | null;
  /** The shop's when missing. */
  presentmentCurrency?: string;
  /** In presentment minor units. */
  tip?: number;
  at?: Date;
};

export type CodeRefusal =
  | "not-found"
  | "not-yet-active"
  | "expired"
  | "usage-limit"
  | "once-per-customer"
  | "wrong-customer"
  | "customer-unknown"
  | "minimum-subtotal"
  | "minimum-quantity"
  | "not-entitled"
  | "not-combinable"
  | "shipping-country"
  | "shipping-price"
  | "no-shipping";

export type CodeResult = {
  /** As typed. */
  code: string;
  discountId: number | null;
  title: string | null;
  applied: boolean;
  refusal: CodeRefusal | null;
  /** A sentence for the buyer, in English; empty when applied. */
  message: string;
  amount: MoneyBag;
};

export type PricedLine = Omit<OrderLine, "id" | "currentQuantity" | "addedAt"> & {
  /** Before and after all discounts, for all pieces. */
  total: MoneyBag;
  discountedTotal: MoneyBag;
};

export type PricedCart = {
  currency: string;
  presentmentCurrency: string;
  taxesIncluded: boolean;
  lines: PricedLine[];
  shippingLine: Omit<ShippingLine, "id"> | null;
  shippingRates: ShippingRate[];
  requiresShipping: boolean;
  discountApplications: DiscountApplication[];
  codes: CodeResult[];
  tip: MoneyBag;
  totals: Pick<OrderTotals, "lineItems" | "discounts" | "subtotal" | "shipping" | "tax" | "total">;
  /** Variants that are not there (any more). */
  missingVariantIds: number[];
};
