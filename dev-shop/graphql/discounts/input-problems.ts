/** What Shopify says of an input's fields: `userErrors`, in its words and order. */
import type { Discount } from "#dev-shop/model.ts";
import type { Context } from "#dev-shop/graphql/context.ts";
import { problemAt, roots } from "#dev-shop/graphql/discounts/discount-input.ts";
import type {
  DiscountInput,
  DiscountProblem,
  Family,
} from "#dev-shop/graphql/discounts/discount-input.ts";
import { itemProblems, missingBuys } from "#dev-shop/graphql/discounts/item-problems.ts";
import { valueProblems } from "#dev-shop/graphql/discounts/value-problems.ts";

const MAX_INT = 2_147_483_647;
const MAX_AMOUNT = 1_000_000_000_000_000_000n;

export type Examined = {
  family: Family;
  input: DiscountInput;
  /** The discount that is changed; null: a new one, which needs all fields. */
  earlier: Discount | null;
};

export async function problemsOf(context: Context, examined: Examined): Promise<DiscountProblem[]> {
  const { family, input } = examined;
  const at = atRoot(family);
  if (input.context && input.customerSelection) {
    const message = "Only one of context or customerSelection can be provided.";
    return [at("INVALID", message, "context")];
  }
  const shape = valueProblems(family, input);
  if (shape.length > 0) return shape;
  return [
    ...combinationProblems(context, examined),
    ...(await itemProblems(context, examined)),
    ...codeProblems(examined),
    ...titleProblems(examined),
    ...missingBuys(examined),
    ...dateProblems(examined),
    ...(await customerProblems(context, examined)),
    ...minimumProblems(examined),
    ...limitProblems(examined),
    ...(await takenProblems(context, examined)),
  ];
}

/** An error at a path below the argument. */
export function atRoot(family: Family) {
  return (code: string, message: string, ...path: string[]): DiscountProblem =>
    problemAt([roots[family], ...path], code, message);
}

function codeProblems({ family, input: { code }, earlier }: Examined): DiscountProblem[] {
  const at = atRoot(family);
  if (code === undefined && earlier) return [];
  if (code === undefined || code === null) return [at("BLANK", "Code can't be blank", "code")];
  if (code === "") return [at("TOO_SHORT", "Code is too short (minimum is 1 character)", "code")];
  const problems: DiscountProblem[] = [];
  if (code.length > 255) {
    problems.push(at("TOO_LONG", "Code is too long (maximum is 255 characters)", "code"));
  }
  if (/[\r\n]/.test(code)) {
    problems.push(at("INVALID", "Code cannot contain newline characters.", "code"));
  }
  return problems;
}

function titleProblems({ family, input: { title }, earlier }: Examined): DiscountProblem[] {
  const at = atRoot(family);
  if (title === undefined && earlier) return [];
  if (!title?.trim()) return [at("BLANK", "Title can't be blank", "title")];
  return title.length > 255
    ? [at("TOO_LONG", "Title is too long (maximum is 255 characters)", "title")]
    : [];
}

function dateProblems({ family, input, earlier }: Examined): DiscountProblem[] {
  const at = atRoot(family);
  const startsAt = input.startsAt === undefined ? earlier?.startsAt : input.startsAt;
  if (!startsAt) return [at("BLANK", "Starts at can't be blank", "startsAt")];
  const endsAt = input.endsAt === undefined ? earlier?.endsAt : input.endsAt;
  if (!endsAt || Date.parse(endsAt) > Date.parse(startsAt)) return [];
  return [at("INVALID", "Ends at needs to be after starts_at", "endsAt")];
}

async function customerProblems(
  { devShop: { store } }: Context,
  { family, input }: Examined,
): Promise<DiscountProblem[]> {
  const [path, customers] = input.context?.customers
    ? (["context", input.context.customers] as const)
    : (["customerSelection", input.customerSelection?.customers] as const);
  const ids = (customers?.add ?? []).map((id) => Number(/(\d+)$/.exec(id)?.[1] ?? 0));
  const found = await store.findMany("customer", ids);
  return ids.flatMap((id, index) =>
    found[index]
      ? []
      : [
          atRoot(family)(
            "INVALID",
            `Customer with id: ${String(id)} is invalid`,
            path,
            "customers",
            "add",
          ),
        ],
  );
}

function minimumProblems({ family, input: { minimumRequirement } }: Examined): DiscountProblem[] {
  const at = atRoot(family);
  const subtotal = minimumRequirement?.subtotal?.greaterThanOrEqualToSubtotal ?? null;
  const quantity = minimumRequirement?.quantity?.greaterThanOrEqualToQuantity ?? null;
  const atSubtotal = ["minimumRequirement", "subtotal", "greaterThanOrEqualToSubtotal"];
  const atQuantity = ["minimumRequirement", "quantity", "greaterThanOrEqualToQuantity"];
  if (subtotal !== null && quantity !== null) {
    return [
      at("CONFLICT", "Minimum subtotal cannot be defined when minimum quantity is.", ...atSubtotal),
      at("CONFLICT", "Minimum quantity cannot be defined when minimum subtotal is.", ...atQuantity),
    ];
  }
  if (subtotal !== null && wholePart(subtotal) >= MAX_AMOUNT) {
    const message = `Minimum subtotal must be less than ${String(MAX_AMOUNT)}`;
    return [at("LESS_THAN", message, ...atSubtotal)];
  }
  if (quantity !== null && Number(quantity) >= MAX_INT) {
    return [
      at("LESS_THAN", `Minimum quantity must be less than ${String(MAX_INT)}`, ...atQuantity),
    ];
  }
  return [];
}

export function wholePart(amount: string | number): bigint {
  return BigInt(String(amount).replace(/\..*$/, "").replace(/^\+/, "") || "0");
}

function limitProblems({ family, input: { usageLimit } }: Examined): DiscountProblem[] {
  if (typeof usageLimit !== "number" || usageLimit > 0) return [];
  return [atRoot(family)("GREATER_THAN", "Usage limit must be greater than 0", "usageLimit")];
}

function combinationProblems({ devShop }: Context, examined: Examined): DiscountProblem[] {
  const { family, input } = examined;
  const at = atRoot(family);
  const problems: DiscountProblem[] = [];
  if (family === "freeShipping" && input.combinesWith?.shippingDiscounts) {
    const message = "The combinesWith settings are not valid for the discount class.";
    problems.push(at("INVALID_COMBINES_WITH_FOR_DISCOUNT_CLASS", message, "combinesWith"));
  }
  if (input.combinesWith?.productDiscountsWithTagsOnSameCartLine) {
    const path = ["combinesWith", "productDiscountsWithTagsOnSameCartLine"];
    if (!devShop.shop.planName.includes("Plus")) {
      const message =
        "The shop's plan does not allow setting `productDiscountsWithTagsOnSameCartLine`.";
      problems.push(
        at("PRODUCT_DISCOUNTS_WITH_TAGS_ON_SAME_CART_LINE_NOT_ENTITLED", message, ...path),
      );
    }
    if (family === "freeShipping" || input.customerGets?.items?.all) {
      const message =
        "Combines with product discounts with tags on same cart line is only valid for discounts with the PRODUCT discount class";
      const code = "INVALID_PRODUCT_DISCOUNTS_WITH_TAGS_ON_SAME_CART_LINE_FOR_DISCOUNT_CLASS";
      problems.push(at(code, message, ...path));
    }
  }
  return problems;
}

async function takenProblems(
  { devShop: { store } }: Context,
  { family, input: { code }, earlier }: Examined,
): Promise<DiscountProblem[]> {
  if (!code) return [];
  const holder = await store.findByKey("discount", code.toLowerCase());
  return !holder || holder.id === earlier?.id ? [] : [taken(family)];
}

/** Also what a race for one code ends with. */
export function taken(family: Family): DiscountProblem {
  return atRoot(family)("TAKEN", "Code must be unique. Please try a different code.", "code");
}
