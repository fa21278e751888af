/** How an order tells of a discount that was used. */
import type { Discount } from "#dev-shop/model.ts";
import type { DiscountApplication, DiscountCodeType } from "#dev-shop/order-model.ts";
import { classOf } from "#dev-shop/commerce/discount-amounts.ts";
import { parseRatio } from "#dev-shop/commerce/money.ts";

export function applicationOf(
  discount: Discount,
  { code, fixed }: { code: string; fixed: (shopMinor: number) => string },
): DiscountApplication {
  const { kind } = discount;
  return {
    type: "discount_code",
    code,
    title: discount.title,
    ...valueOf(kind, fixed),
    allocationMethod: allocationMethodOf(kind),
    targetSelection: classOf(discount) === "product" ? "entitled" : "all",
    targetType: kind.type === "freeShipping" ? "shipping_line" : "line_item",
    discountId: discount.id,
  };
}

/** The `type` of an order's discount code. */
export function codeTypeOf(application: DiscountApplication): DiscountCodeType {
  if (application.targetType === "shipping_line") return "shipping";
  return application.valueType;
}

type Value = Pick<DiscountApplication, "value" | "valueType">;

function valueOf(kind: Discount["kind"], fixed: (shopMinor: number) => string): Value {
  if (kind.type === "amount") return { value: fixed(kind.amount), valueType: "fixed_amount" };
  if (kind.type === "freeShipping") return { value: "100.0", valueType: "percentage" };
  // What it came to stands with the lines.
  if (kind.type === "function") return { value: "0.0", valueType: "fixed_amount" };
  const fraction = kind.type === "bxgy" ? kind.gets.percentage : kind.percentage;
  return { value: percentText(fraction), valueType: "percentage" };
}

/** "0.125" → "12.5", "0.1" → "10.0". */
function percentText(fraction: string): string {
  const { numerator, denominator } = parseRatio(fraction);
  const percent = (Number(numerator) * 100) / Number(denominator);
  return Number.isInteger(percent) ? percent.toFixed(1) : String(Number(percent.toFixed(6)));
}

function allocationMethodOf(kind: Discount["kind"]): DiscountApplication["allocationMethod"] {
  if (kind.type === "amount") return kind.onEachItem ? "each" : "across";
  if (kind.type === "percentage") return kind.items.all ? "across" : "each";
  return "each";
}
