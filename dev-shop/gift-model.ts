/** What a customer is given: gift cards, store credit, and discounts worked out by an app. */

type Dated = { id: number; createdAt: string; updatedAt: string };

/** A customer who holds one cannot be merged. Its code is shown once, and kept as a hash. */
export type GiftCard = Dated & {
  customerId: number | null;
  codeHash: string;
  /** In the shop's currency. */
  balance: number;
  initialValue?: number;
  lastCharacters?: string;
  note?: string | null;
  expiresOn?: string | null;
  deactivatedAt?: string | null;
};

/** A credit to a customer's account in one currency. */
export type StoreCredit = Dated & {
  customerId: number;
  currency: string;
  amount: number;
  balanceAfter: number;
  expiresAt: string | null;
};

export type DiscountClass = "PRODUCT" | "ORDER" | "SHIPPING";

/** A discount that a function of the app works out at checkout, told by its metafields. */
export type FunctionKind = {
  type: "function";
  functionHandle: string;
  classes: DiscountClass[];
  metafields: { namespace: string; key: string; type: string; value: string }[];
};
