import { z } from "zod";
import { ShopifyUnavailable } from "#app/shopify/errors.ts";
import type { AdminClient } from "#app/shopify/admin-client.ts";
import * as documents from "#app/shopify/documents/discounts.ts";
import { isSameValue, type CodeDiscount } from "#app/shopify/discount-value.ts";
import type { CodeWish, CreateCodeResult, FoundCode } from "#app/shopify/gateway.ts";

const UserErrors = z.array(
  z.object({
    code: z.string().nullable(),
    field: z.array(z.string()).nullable(),
    message: z.string(),
  }),
);
const Created = z.object({
  codeDiscountNode: z.object({ id: z.string() }).nullable(),
  userErrors: UserErrors,
});

/** Creates a code for one customer, usable once. */
export async function createDiscountCode(
  ask: AdminClient,
  wish: CodeWish,
): Promise<CreateCodeResult> {
  const created =
    wish.gives.kind === "free-shipping"
      ? await createShippingCode(ask, wish)
      : await createBasicCode(ask, wish, wish.gives);
  if (created.codeDiscountNode) return { ok: true, discountId: created.codeDiscountNode.id };
  const codes = created.userErrors.map(({ code }) => code);
  if (codes.includes("TAKEN")) return { ok: false, reason: "taken" };
  // Shopify's own trouble may pass; its answer says that nothing was made.
  if (codes.length === 0 || codes.includes("INTERNAL_ERROR")) {
    throw new ShopifyUnavailable("Shopify did not make a discount", 5_000);
  }
  const detail = created.userErrors.map(({ code, field, message }) =>
    [code, field?.join("."), message].filter((part) => part).join(" "),
  );
  return { ok: false, reason: "refused", detail: detail.join("; ") };
}

/** The discount that a code belongs to, whoever made it. */
export async function findDiscountCode(
  ask: AdminClient,
  wish: CodeWish,
): Promise<FoundCode | null> {
  const { codeDiscountNodeByCode: node } = await ask({
    document: documents.FIND_CODE,
    variables: { code: wish.code },
    answer: z.object({ codeDiscountNodeByCode: FoundNode.nullable() }),
  });
  if (!node) return null;
  const discount = node.codeDiscount;
  return {
    discountId: node.id,
    title: discount.title ?? "",
    active: discount.status === "ACTIVE" || discount.status === "SCHEDULED",
    customerIds: (discount.context?.customers ?? []).map((customer) => customer.id),
    sameValue: isSameValue(discount, wish),
    usageCount: discount.asyncUsageCount ?? 0,
  };
}

/** True once the code cannot be used any more, also if it is gone. */
export async function deactivateDiscount(ask: AdminClient, discountId: string): Promise<boolean> {
  const { discountCodeDeactivate: result } = await ask({
    document: documents.DEACTIVATE_CODE,
    variables: { id: discountId },
    answer: z.object({ discountCodeDeactivate: Deactivated }),
  });
  const gone = result.userErrors.some(
    ({ code, field }) => code === "INVALID" && field?.at(-1) === "id",
  );
  return gone || result.codeDiscountNode?.codeDiscount.status === "EXPIRED";
}

const Deactivated = z.object({
  codeDiscountNode: z
    .object({ codeDiscount: z.object({ status: z.string().optional() }) })
    .nullable(),
  userErrors: UserErrors,
});

const Minimum = z.object({
  __typename: z.string(),
  greaterThanOrEqualToSubtotal: z.object({ amount: z.string() }).optional(),
});
/** Fields of kinds of discounts that we never make are missing. */
const FoundNode = z.object({
  id: z.string(),
  codeDiscount: z.object({
    __typename: z.string(),
    title: z.string().optional(),
    status: z.string().optional(),
    asyncUsageCount: z.number().optional(),
    usageLimit: z.number().nullish(),
    context: z.object({ customers: z.array(z.object({ id: z.string() })).optional() }).optional(),
    minimumRequirement: Minimum.nullish(),
    customerGets: z
      .object({
        items: z.object({ __typename: z.string(), allItems: z.boolean().optional() }),
        value: z.object({
          __typename: z.string(),
          percentage: z.number().optional(),
          amount: z.object({ amount: z.string() }).optional(),
          appliesOnEachItem: z.boolean().optional(),
        }),
      })
      .optional(),
  }) satisfies z.ZodType<CodeDiscount>,
});

async function createShippingCode(ask: AdminClient, wish: CodeWish) {
  // Shopify refuses the wish to combine one shipping discount with another.
  const combinesWith = { ...wish.combinesWith, shippingDiscounts: false };
  const { discountCodeFreeShippingCreate } = await ask({
    document: documents.CREATE_SHIPPING_CODE,
    variables: { discount: { ...commonOf(wish), combinesWith, destination: { all: true } } },
    answer: z.object({ discountCodeFreeShippingCreate: Created }),
  });
  return discountCodeFreeShippingCreate;
}

type BasicGives = Exclude<CodeWish["gives"], { kind: "free-shipping" }>;

async function createBasicCode(ask: AdminClient, wish: CodeWish, gives: BasicGives) {
  const value =
    gives.kind === "percentage-off"
      ? { percentage: Number(gives.percent) / 100 }
      : { discountAmount: { amount: gives.amount, appliesOnEachItem: false } };
  const { discountCodeBasicCreate } = await ask({
    document: documents.CREATE_BASIC_CODE,
    variables: { discount: { ...commonOf(wish), customerGets: { items: { all: true }, value } } },
    answer: z.object({ discountCodeBasicCreate: Created }),
  });
  return discountCodeBasicCreate;
}

function commonOf(wish: CodeWish) {
  return {
    title: wish.title,
    code: wish.code,
    startsAt: new Date(wish.startsAt).toISOString(),
    endsAt: wish.endsAt === null ? null : new Date(wish.endsAt).toISOString(),
    usageLimit: 1,
    appliesOncePerCustomer: true,
    context: { customers: { add: [wish.customerId] } },
    combinesWith: wish.combinesWith,
    ...(wish.minimumOrder !== null && {
      minimumRequirement: { subtotal: { greaterThanOrEqualToSubtotal: wish.minimumOrder } },
    }),
  };
}
