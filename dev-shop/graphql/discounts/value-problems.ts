/**
 * What the discount gives: percentages, amounts, and kinds of value that belong to another family.
 */
import type {
  DiscountInput,
  DiscountProblem,
  Family,
} from "#dev-shop/graphql/discounts/discount-input.ts";
import { atRoot, wholePart } from "#dev-shop/graphql/discounts/input-problems.ts";

const MAX_AMOUNT = 1_000_000_000_000_000_000n;

export function valueProblems(family: Family, { customerGets }: DiscountInput): DiscountProblem[] {
  if (!customerGets) return [];
  return family === "bxgy" ? bxgyProblems(customerGets) : basicProblems(customerGets);
}

type Gets = NonNullable<DiscountInput["customerGets"]>;

function basicProblems({ value }: Gets): DiscountProblem[] {
  const at = atRoot("basic");
  const path = ["customerGets", "value"];
  if (value?.discountOnQuantity) {
    const message = "discountOnQuantity field is only permitted with bxgy discounts.";
    return [at("INVALID", message, ...path, "discountOnQuantity")];
  }
  const percentage = value?.percentage;
  if (typeof percentage === "number" && (percentage < 0 || percentage > 1)) {
    return [at("VALUE_OUTSIDE_RANGE", "Value must be between 0.0 and 1.0", ...path, "percentage")];
  }
  const amount = value?.discountAmount?.amount;
  if (amount === undefined || amount === null) return [];
  // Shopify keeps what is taken off as a negative number, and its messages speak of that.
  if (String(amount).startsWith("-") && Number(amount) < 0) {
    const message = "Value must be less than or equal to 0";
    return [at("LESS_THAN_OR_EQUAL_TO", message, ...path, "discountAmount", "amount")];
  }
  if (wholePart(amount) >= MAX_AMOUNT) {
    const message = `Value must be greater than -${String(MAX_AMOUNT)}`;
    return [at("LESS_THAN", message, ...path, "discountAmount", "amount")];
  }
  return [];
}

function bxgyProblems({
  value,
  appliesOnOneTimePurchase,
  appliesOnSubscription,
}: Gets): DiscountProblem[] {
  const at = atRoot("bxgy");
  const problems: DiscountProblem[] = [];
  const only = "Only discountOnQuantity permitted with bxgy discounts.";
  const path = ["customerGets", "value"];
  const unsupported = "This field is not supported by bxgy discounts.";
  if (typeof value?.percentage === "number")
    problems.push(at("INVALID", only, ...path, "percentage"));
  if (value?.discountAmount) problems.push(at("INVALID", only, ...path, "discountAmount"));
  if (value && !value.discountOnQuantity?.quantity) {
    problems.push(
      at("BLANK", "Quantity cannot be blank.", ...path, "discountOnQuantity", "quantity"),
    );
  }
  if (typeof appliesOnSubscription === "boolean") {
    problems.push(at("INVALID", unsupported, "customerGets", "appliesOnSubscription"));
  }
  if (typeof appliesOnOneTimePurchase === "boolean") {
    problems.push(at("INVALID", unsupported, "customerGets", "appliesOnOneTimePurchase"));
  }
  return problems;
}
