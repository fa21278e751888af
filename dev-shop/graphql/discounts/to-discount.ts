/** Turns a checked input into the shop's own document. */
import { timestamp } from "#dev-shop/clock.ts";
import { parseMinor } from "#dev-shop/commerce/money.ts";
import type { Discount, DiscountContext, DiscountItems, DiscountKind } from "#dev-shop/model.ts";
import type {
  DiscountInput,
  Family,
  ItemsInput,
} from "#dev-shop/graphql/discounts/discount-input.ts";
import { numbers } from "#dev-shop/graphql/discounts/item-problems.ts";

export type DiscountChange = Partial<
  Pick<
    Discount,
    | "kind"
    | "title"
    | "startsAt"
    | "endsAt"
    | "usageLimit"
    | "appliesOncePerCustomer"
    | "context"
    | "minimum"
    | "combinesWith"
    | "tags"
  >
>;

type Conversion = {
  family: Family;
  input: DiscountInput;
  earlier: Discount | null;
  currency: string;
};

/** What the input sets; fields it leaves out stay as they are. */
export function changeOf(conversion: Conversion): DiscountChange {
  const { input, earlier, currency } = conversion;
  const change: DiscountChange = { kind: kindOf(conversion), ...plainChanges(input) };
  if (input.context || input.customerSelection) change.context = contextOf(input, earlier);
  if (input.minimumRequirement !== undefined) change.minimum = minimumOf(input, currency);
  if (input.combinesWith) change.combinesWith = combinationOf(input.combinesWith, earlier);
  return change;
}

function plainChanges(input: DiscountInput): DiscountChange {
  const change: DiscountChange = {};
  if (input.title) change.title = input.title;
  if (input.startsAt) change.startsAt = timestamp(new Date(input.startsAt));
  if (input.endsAt !== undefined) {
    change.endsAt = input.endsAt === null ? null : timestamp(new Date(input.endsAt));
  }
  if (input.usageLimit !== undefined) change.usageLimit = input.usageLimit;
  if (typeof input.appliesOncePerCustomer === "boolean") {
    change.appliesOncePerCustomer = input.appliesOncePerCustomer;
  }
  if (input.tags) change.tags = input.tags;
  return change;
}

type Combination = NonNullable<DiscountInput["combinesWith"]>;

function combinationOf(given: Combination, earlier: Discount | null): Discount["combinesWith"] {
  const held = earlier?.combinesWith;
  return {
    orderDiscounts: given.orderDiscounts ?? held?.orderDiscounts ?? false,
    productDiscounts: given.productDiscounts ?? held?.productDiscounts ?? false,
    shippingDiscounts: given.shippingDiscounts ?? held?.shippingDiscounts ?? false,
  };
}

function kindOf(conversion: Conversion): DiscountKind {
  switch (conversion.family) {
    case "basic":
      return basicKind(conversion);
    case "bxgy":
      return bxgyKind(conversion);
    case "freeShipping":
      return shippingKind(conversion);
  }
}

function basicKind({ input: { customerGets }, earlier, currency }: Conversion): DiscountKind {
  const held = earlier?.kind;
  const heldItems = held && "items" in held ? held.items : null;
  const items = itemsOf(customerGets?.items, heldItems) ?? { all: true };
  const value = customerGets?.value;
  if (value?.discountAmount) {
    return {
      type: "amount",
      amount: minor(value.discountAmount.amount ?? 0, currency),
      onEachItem: value.discountAmount.appliesOnEachItem ?? false,
      items,
    };
  }
  if (typeof value?.percentage === "number") {
    return { type: "percentage", percentage: decimal(value.percentage), items };
  }
  if (held?.type === "amount" || held?.type === "percentage") return { ...held, items };
  return { type: "percentage", percentage: "0", items };
}

type Bxgy = Extract<DiscountKind, { type: "bxgy" }>;

const nothing: DiscountItems = { all: false, productIds: [], variantIds: [], collectionIds: [] };

const emptyBxgy: Bxgy = {
  type: "bxgy",
  buys: { items: nothing, quantity: 1 },
  gets: { items: nothing, quantity: 1, percentage: "1" },
  usesPerOrderLimit: null,
};

function bxgyKind({ input, earlier }: Conversion): Bxgy {
  const held = earlier?.kind.type === "bxgy" ? earlier.kind : emptyBxgy;
  return {
    type: "bxgy",
    buys: buysOf(input, held.buys),
    gets: getsOf(input, held.gets),
    usesPerOrderLimit:
      input.usesPerOrderLimit === undefined ? held.usesPerOrderLimit : input.usesPerOrderLimit,
  };
}

function buysOf({ customerBuys }: DiscountInput, held: Bxgy["buys"]): Bxgy["buys"] {
  return {
    items: itemsOf(customerBuys?.items, held.items) ?? nothing,
    quantity: Number(customerBuys?.value?.quantity ?? held.quantity),
  };
}

function getsOf({ customerGets }: DiscountInput, held: Bxgy["gets"]): Bxgy["gets"] {
  const onQuantity = customerGets?.value?.discountOnQuantity;
  const percentage = onQuantity?.effect?.percentage;
  return {
    items: itemsOf(customerGets?.items, held.items) ?? nothing,
    quantity: Number(onQuantity?.quantity ?? held.quantity),
    percentage: typeof percentage === "number" ? decimal(percentage) : held.percentage,
  };
}

function shippingKind({ input, earlier, currency }: Conversion): DiscountKind {
  const held = earlier?.kind.type === "freeShipping" ? earlier.kind : null;
  const { destination, maximumShippingPrice } = input;
  const countries = destination?.countries;
  const kept = (held?.countryCodes ?? []).filter((code) => !countries?.remove?.includes(code));
  const named = [...new Set([...kept, ...(countries?.add ?? [])])];
  const heldPrice = held?.maximumShippingPrice ?? null;
  return {
    type: "freeShipping",
    countryCodes: destination ? (countries ? named : null) : (held?.countryCodes ?? null),
    maximumShippingPrice:
      maximumShippingPrice === undefined
        ? heldPrice
        : maximumShippingPrice === null
          ? null
          : minor(maximumShippingPrice, currency),
  };
}

function itemsOf(
  input: ItemsInput | null | undefined,
  held: DiscountItems | null,
): DiscountItems | null {
  if (!input) return held;
  if (input.all) return { all: true };
  const before = held && !held.all ? held : { productIds: [], variantIds: [], collectionIds: [] };
  const { products, collections } = input;
  return {
    all: false,
    productIds: merged(before.productIds, products?.productsToAdd, products?.productsToRemove),
    variantIds: merged(
      before.variantIds,
      products?.productVariantsToAdd,
      products?.productVariantsToRemove,
    ),
    collectionIds: merged(before.collectionIds, collections?.add, collections?.remove),
  };
}

type Ids = string[] | null | undefined;

function merged(held: number[], add: Ids, remove: Ids): number[] {
  const gone = new Set(numbers(remove));
  return [...new Set([...held, ...numbers(add)])].filter((id) => !gone.has(id));
}

function contextOf(
  { context, customerSelection }: DiscountInput,
  earlier: Discount | null,
): DiscountContext {
  const customers = context?.customers ?? customerSelection?.customers;
  const segments = context?.customerSegments ?? customerSelection?.customerSegments;
  const held = earlier?.context;
  if (customers) {
    const before = held?.kind === "customers" ? held.customerIds : [];
    return { kind: "customers", customerIds: merged(before, customers.add, customers.remove) };
  }
  if (segments) {
    const before = held?.kind === "segments" ? held.segmentIds : [];
    return { kind: "segments", segmentIds: merged(before, segments.add, segments.remove) };
  }
  return { kind: "all" };
}

function minimumOf({ minimumRequirement }: DiscountInput, currency: string): Discount["minimum"] {
  const subtotal = minimumRequirement?.subtotal?.greaterThanOrEqualToSubtotal;
  if (subtotal !== undefined && subtotal !== null) {
    return { kind: "subtotal", subtotal: minor(subtotal, currency) };
  }
  const quantity = minimumRequirement?.quantity?.greaterThanOrEqualToQuantity;
  return quantity === undefined || quantity === null
    ? { kind: "none" }
    : { kind: "quantity", quantity: Number(quantity) };
}

function minor(amount: string | number, currency: string): number {
  return parseMinor(String(amount), currency) ?? 0;
}

/** Without the exponent that JavaScript writes small numbers with. */
function decimal(fraction: number): string {
  return fraction.toFixed(10).replace(/\.?0+$/, "") || "0";
}
