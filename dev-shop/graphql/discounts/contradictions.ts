/** Inputs that contradict themselves: Shopify refuses the whole operation, not with userErrors. */
import { refusal } from "#dev-shop/graphql/answer.ts";
import type { DiscountInput, ItemsInput } from "#dev-shop/graphql/discounts/discount-input.ts";

export function refuseContradictions(input: DiscountInput): void {
  refuseValues(input);
  refuseCustomers(input);
  for (const part of [input.customerGets, input.customerBuys]) refuseItems(part?.items);
  const countries = input.destination?.countries;
  if (overlap(countries?.add, countries?.remove)) {
    throw bad("A country code is present in `add` and `remove` field");
  }
  const tags = input.combinesWith?.productDiscountsWithTagsOnSameCartLine;
  if (overlap(tags?.add, tags?.remove)) {
    const field = "`productDiscountsWithTagsOnSameCartLine`";
    throw bad(`The same tag is present in both \`add\` and \`remove\` fields of ${field}.`);
  }
}

function refuseValues({ customerGets }: DiscountInput): void {
  const { percentage, discountAmount, discountOnQuantity } = customerGets?.value ?? {};
  const given = [percentage, discountAmount, discountOnQuantity].filter(
    (value) => value !== undefined && value !== null,
  );
  if (given.length < 2) return;
  throw bad("A discount can only have one of percentage, discountOnQuantity or discountAmount.");
}

function refuseCustomers({ customerSelection, context }: DiscountInput): void {
  const refuseWithAll = (what: string) =>
    bad(`A discount cannot have customerSelection set to all, when ${what} is specified.`);
  if (customerSelection?.all === true) {
    if (customerSelection.customers) throw refuseWithAll("customers or customerSavedSearches");
    if (customerSelection.customerSegments) throw refuseWithAll("customerSegments");
  }
  for (const customers of [customerSelection?.customers, context?.customers]) {
    if (overlap(customers?.add, customers?.remove)) {
      throw bad("A customer id is present in `add` and `remove` fields");
    }
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
