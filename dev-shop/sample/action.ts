/**
 * What happened in a shop, as a list in order of time. Things made by one action are named by a
 * key, by which later actions speak of them; a replay that was interrupted goes on behind the last
 * one done.
 */
import type { DiscountDraft } from "#dev-shop/commerce/commerce.ts";
import type { PlaceOrder } from "#dev-shop/commerce/order-inputs.ts";
import type { Customer, Product, Variant } from "#dev-shop/model.ts";
import type { Order } from "#dev-shop/order-model.ts";

export type Action = { at: Date; key: string } & (
  | { type: "collection"; title: string; description: string }
  | { type: "product"; draft: ProductDraft }
  | { type: "customer"; draft: Partial<Customer> }
  | { type: "discount"; draft: DiscountPlan }
  | { type: "order"; order: OrderPlan }
  | { type: "pay"; orderKey: string }
  | { type: "refund"; orderKey: string; refund: RefundPlan }
  | { type: "cancel"; orderKey: string; reason: NonNullable<Order["cancelReason"]> }
  | { type: "edit"; orderKey: string; edit: EditPlan }
  | { type: "assign"; orderKey: string; customerKey: string }
  | { type: "merge"; keepKey: string; mergeKey: string }
);

export type ActionType = Action["type"];

export type ProductDraft = Partial<Omit<Product, "variants" | "collectionIds">> & {
  collectionKeys?: string[];
  variants: Partial<Variant>[];
};

/** Items are named by the keys of products and collections. */
export type DiscountPlan = Omit<DiscountDraft, "context" | "at"> & {
  /** Only for these customers. */
  customerKeys?: string[];
  /** Only for what is in these collections; `kind.items` is then filled in. */
  collectionKeys?: string[];
};

export type OrderPlan = Omit<PlaceOrder, "lines" | "customerId" | "at"> & {
  customerKey: string | null;
  lines: { productKey: string; variant?: number; quantity: number; unitPrice?: number }[];
};

/** Lines are named by their place in the order. */
export type RefundPlan = {
  lines?: { line: number; quantity: number }[];
  shipping?: number | "full";
  amount?: number;
  note?: string;
};

export type EditPlan = {
  add?: { productKey: string; quantity: number }[];
  setQuantities?: { line: number; quantity: number }[];
};
