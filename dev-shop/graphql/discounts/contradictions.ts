/** Inputs that contradict themselves: Shopify refuses the whole operation, not with userErrors. */
import { refusal } from "#dev-shop/graphql/answer.ts";
import type { DiscountInput, ItemsInput } from "#dev-shop/graphql/discounts/discount-input.ts";

export function refuseContradictions(input: DiscountInput): void {
  const { customerGets, customerBuys, customerSelection, context, destination, combinesWith } =
    input;
  const value = customerGets?.value;
  const values = [value?.percentage, value?.discountAmount, value?.discountOnQuantity];
  if (values.filter((each) => each !== undefined && each !== null).length > 1) {
    throw bad("A discount can only have one of percentage, discountOnQuantity or discountAmount.");
  }
  if (customerSelection?.all === true && customerSelection.customers) {
    throw bad(
      "A discount cannot have customerSelection set to all, when customers or customerSavedSearches is specified.",
    );
  }
  if (customerSelection?.all === true && customerSelection.customerSegments) {
    throw bad(
      "A discount cannot have customerSelection set to all, when customerSegments is specified.",
    );
  }
  for (const customers of [customerSelection?.customers, context?.customers]) {
    if (overlap(customers?.add, customers?.remove)) {
      throw bad("A customer id is present in `add` and `remove` fields");
    }
  }
  for (const items of [customerGets?.items, customerBuys?.items]) refuseItems(items);
  if (overlap(destination?.countries?.add, destination?.countries?.remove)) {
    throw bad("A country code is present in `add` and `remove` field");
  }
  const tags = combinesWith?.productDiscountsWithTagsOnSameCartLine;
  if (overlap(tags?.add, tags?.remove)) {
    throw bad(
      "The same tag is present in both `add` and `remove` fields of `productDiscountsWithTagsOnSameCartLine`.",
    );
  }
}

function refuseItems(items: ItemsInput | null | undefined): void {
  const { products, collections } = items ?? {};
  const same = (type: string) =>
    bad(`The same ${type} id is present in both 'add' and 'remove' fields`);
  if (overlap(collections?.add, collections?.remove)) throw same("Collection");
  if (overlap(products?.productsToAdd, products?.productsToRemove)) throw same("Product");
  if (overlap(products?.productVariantsToAdd, products?.productVariantsToRemove)) {
    throw same("ProductVariant");
  }
}

type Names = string[] | null | undefined;

function overlap(add: Names, remove: Names): boolean {
  return Boolean(add?.some((name) => remove?.includes(name)));
}

function bad(message: string) {
  return refusal("BAD_REQUEST", message);
}
