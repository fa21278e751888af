/** Which products and collections a discount names, and whether they are there. */
import type { Context } from "#dev-shop/graphql/context.ts";
import type { DiscountProblem, ItemsInput } from "#dev-shop/graphql/discounts/discount-input.ts";
import { atRoot } from "#dev-shop/graphql/discounts/input-problems.ts";
import type { Examined } from "#dev-shop/graphql/discounts/input-problems.ts";

export async function itemProblems(
  context: Context,
  { family, input }: Examined,
): Promise<DiscountProblem[]> {
  const at = atRoot(family);
  const problems: DiscountProblem[] = [];
  if (family === "bxgy" && input.customerGets?.items?.all) {
    problems.push(at("INVALID", "Items in 'customer get' cannot be set to all", "customerGets"));
  }
  for (const part of ["customerBuys", "customerGets"] as const) {
    const items = input[part]?.items;
    if (items) problems.push(...(await missingOf(context, { at, part, items })));
  }
  return problems;
}

/** What a customer must buy cannot be left open. */
export function missingBuys({ family, input, earlier }: Examined): DiscountProblem[] {
  if (family !== "bxgy" || (earlier && !input.customerBuys)) return [];
  if (!isEmpty(input.customerBuys?.items)) return [];
  const message = "Items in 'customer buys' must be defined";
  return [atRoot(family)("BLANK", message, "customerBuys", "items")];
}

function isEmpty(items: ItemsInput | null | undefined): boolean {
  if (!items || items.all) return true;
  return idsIn(items).every(({ ids }) => ids.length === 0);
}

type Looking = { at: ReturnType<typeof atRoot>; part: string; items: ItemsInput };

async function missingOf(
  { devShop: { store } }: Context,
  { at, part, items }: Looking,
): Promise<DiscountProblem[]> {
  const problems: DiscountProblem[] = [];
  const { products, collections } = items;
  let checked = idsIn(items);
  const named = [...(products?.productsToAdd ?? []), ...(products?.productVariantsToAdd ?? [])];
  if (named.length > 0 && (collections?.add?.length ?? 0) > 0) {
    const message = "Cannot entitle collections in combination with product variants or products";
    problems.push(at("CONFLICT", message, part, "items", "collections", "add"));
    checked = checked.filter(({ label }) => label !== "Collection");
  }
  for (const { label, ids, path } of checked) {
    for (const id of ids) {
      const known =
        label === "Product variant"
          ? (await store.count("product", { contains: { variants: [{ id }] } })) > 0
          : (await store.find(label === "Product" ? "product" : "collection", id)) !== null;
      if (!known) {
        problems.push(
          at("INVALID", `${label} with id: ${String(id)} is invalid`, part, "items", ...path),
        );
      }
    }
  }
  return problems;
}

function idsIn({ products, collections }: ItemsInput) {
  return [
    {
      label: "Product",
      path: ["products", "productsToAdd"],
      ids: numbers(products?.productsToAdd),
    },
    {
      label: "Product variant",
      path: ["products", "productVariantsToAdd"],
      ids: numbers(products?.productVariantsToAdd),
    },
    { label: "Collection", path: ["collections", "add"], ids: numbers(collections?.add) },
  ];
}

export function numbers(globalIds: string[] | null | undefined): number[] {
  return (globalIds ?? []).map((globalId) => Number(/(\d+)$/.exec(globalId)?.[1] ?? 0));
}
