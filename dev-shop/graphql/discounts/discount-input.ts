/** The inputs of the native kinds of code discounts, which share most of their fields. */

export type ItemsInput = {
  all?: boolean | null;
  products?: {
    productsToAdd?: string[] | null;
    productsToRemove?: string[] | null;
    productVariantsToAdd?: string[] | null;
    productVariantsToRemove?: string[] | null;
  } | null;
  collections?: { add?: string[] | null; remove?: string[] | null } | null;
};

export type ValueInput = {
  percentage?: number | null;
  discountAmount?: { amount?: string | number | null; appliesOnEachItem?: boolean | null } | null;
  discountOnQuantity?: {
    quantity?: string | number | null;
    effect?: { percentage?: number | null; amount?: string | number | null } | null;
  } | null;
};

type AddRemove = { add?: string[] | null; remove?: string[] | null };

export type DiscountInput = {
  title?: string | null;
  code?: string | null;
  startsAt?: string | null;
  endsAt?: string | null;
  usageLimit?: number | null;
  recurringCycleLimit?: number | null;
  appliesOncePerCustomer?: boolean | null;
  tags?: string[] | null;
  combinesWith?: {
    orderDiscounts?: boolean | null;
    productDiscounts?: boolean | null;
    shippingDiscounts?: boolean | null;
    productDiscountsWithTagsOnSameCartLine?: AddRemove | null;
  } | null;
  context?: {
    all?: string | null;
    customers?: AddRemove | null;
    customerSegments?: AddRemove | null;
    markets?: AddRemove | null;
  } | null;
  customerSelection?: {
    all?: boolean | null;
    customers?: AddRemove | null;
    customerSegments?: AddRemove | null;
  } | null;
  minimumRequirement?: {
    quantity?: { greaterThanOrEqualToQuantity?: string | number | null } | null;
    subtotal?: { greaterThanOrEqualToSubtotal?: string | number | null } | null;
  } | null;
  customerGets?: {
    items?: ItemsInput | null;
    value?: ValueInput | null;
    appliesOnOneTimePurchase?: boolean | null;
    appliesOnSubscription?: boolean | null;
  } | null;
  customerBuys?: {
    items?: ItemsInput | null;
    value?: { quantity?: string | number | null; amount?: string | number | null } | null;
  } | null;
  usesPerOrderLimit?: number | null;
  destination?: {
    all?: boolean | null;
    countries?: {
      add?: string[] | null;
      remove?: string[] | null;
      includeRestOfWorld?: boolean | null;
    } | null;
  } | null;
  maximumShippingPrice?: string | number | null;
};

export type Family = "basic" | "freeShipping" | "bxgy";

/** The argument's name, which begins the path of every error. */
export const roots: Record<Family, string> = {
  basic: "basicCodeDiscount",
  freeShipping: "freeShippingCodeDiscount",
  bxgy: "bxgyCodeDiscount",
};

export type DiscountProblem = {
  field: string[] | null;
  message: string;
  code: string | null;
  extraInfo: null;
};

export function problemAt(
  field: string[] | null,
  code: string | null,
  message: string,
): DiscountProblem {
  return { field, message, code, extraInfo: null };
}
