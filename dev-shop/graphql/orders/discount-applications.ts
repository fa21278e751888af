import { parseMinor } from "#dev-shop/commerce/money.ts";
import type { MoneyBag } from "#dev-shop/model.ts";
import type { DiscountAllocation, DiscountApplication, Order } from "#dev-shop/order-model.ts";
import { moneySet, moneyV2 } from "#dev-shop/graphql/money-values.ts";

const typeNames = {
  discount_code: "DiscountCodeApplication",
  automatic: "AutomaticDiscountApplication",
  manual: "ManualDiscountApplication",
} as const;

/** One discount of an order, as its concrete type. */
export function applicationOf(order: Order, index: number) {
  const application = order.discountApplications[index];
  if (!application)
    throw new Error(`Order ${String(order.id)} has no application ${String(index)}`);
  return {
    __typename: typeNames[application.type],
    index,
    ...(application.type === "discount_code"
      ? { code: application.code }
      : { title: application.title }),
    ...(application.type === "manual" ? { description: application.title } : {}),
    allocationMethod: application.allocationMethod.toUpperCase(),
    targetSelection: application.targetSelection.toUpperCase(),
    targetType: application.targetType.toUpperCase(),
    value: valueOf(order, application),
  };
}

export function allocationOf(order: Order, { applicationIndex, amount }: DiscountAllocation) {
  return {
    allocatedAmountSet: moneySet(order, amount),
    discountApplication: applicationOf(order, applicationIndex),
  };
}

export function sumOf(allocations: DiscountAllocation[]): MoneyBag {
  return allocations.reduce(
    (sum, { amount }) => ({
      shop: sum.shop + amount.shop,
      presentment: sum.presentment + amount.presentment,
    }),
    { shop: 0, presentment: 0 },
  );
}

function valueOf({ presentmentCurrency }: Order, { value, valueType }: DiscountApplication) {
  if (valueType === "percentage") {
    return { __typename: "PricingPercentageValue", percentage: Number(value) };
  }
  const minor = parseMinor(value, presentmentCurrency) ?? 0;
  return { __typename: "MoneyV2", ...moneyV2(minor, presentmentCurrency) };
}
