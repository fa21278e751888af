import { z } from "zod";
import type { AdminClient } from "#app/shopify/admin-client.ts";
import * as documents from "#app/shopify/documents/discounts.ts";
import { isSameValue, type CodeDiscount } from "#app/shopify/discount-value.ts";
import {
  basicInput,
  functionInput,
  shippingInput,
  TERMS_KEY,
  TERMS_NAMESPACE,
} from "#app/shopify/discount-inputs.ts";
import type { CodeWish, CreateCodeResult, FoundCode } from "#app/shopify/gateway.ts";
import { refusalOf, UserErrors } from "#app/shopify/user-errors.ts";

const Created = z.object({
  codeDiscountNode: z.object({ id: z.string() }).nullable(),
  userErrors: UserErrors,
});

/** Creates a code for one customer. */
export async function createDiscountCode(
  ask: AdminClient,
  wish: CodeWish,
): Promise<CreateCodeResult> {
  const created = await create(ask, wish);
  if (created.codeDiscountNode) return { ok: true, discountId: created.codeDiscountNode.id };
  return refusalOf(created.userErrors, "discount");
}

/** The discount that a code belongs to, whoever made it. */
export async function findDiscountCode(
  ask: AdminClient,
  wish: CodeWish,
): Promise<FoundCode | null> {
  const { codeDiscountNodeByCode: node } = await ask({
    document: documents.FIND_CODE,
    variables: { code: wish.code, namespace: TERMS_NAMESPACE, key: TERMS_KEY },
    answer: z.object({ codeDiscountNodeByCode: FoundNode.nullable() }),
  });
  if (!node) return null;
  const discount = node.codeDiscount;
  return {
    discountId: node.id,
    title: discount.title ?? "",
    active: discount.status === "ACTIVE" || discount.status === "SCHEDULED",
    customerIds: (discount.context?.customers ?? []).map((customer) => customer.id),
    sameValue: isSameValue({ ...discount, terms: node.metafield?.value ?? null }, wish),
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
const Ids = z.object({ nodes: z.array(z.object({ id: z.string() })) }).optional();
/** Fields of kinds of discounts that we never make are missing. */
const FoundNode = z.object({
  id: z.string(),
  metafield: z.object({ value: z.string() }).nullish(),
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
        items: z.object({
          __typename: z.string(),
          allItems: z.boolean().optional(),
          products: Ids,
          collections: Ids,
        }),
        value: z.object({
          __typename: z.string(),
          percentage: z.number().optional(),
          amount: z.object({ amount: z.string() }).optional(),
          appliesOnEachItem: z.boolean().optional(),
        }),
      })
      .optional(),
  }) satisfies z.ZodType<Omit<CodeDiscount, "terms">>,
});

async function create(ask: AdminClient, wish: CodeWish): Promise<z.infer<typeof Created>> {
  switch (wish.gives.kind) {
    case "free-shipping": {
      const variables = { discount: shippingInput(wish) };
      const answer = z.object({ discountCodeFreeShippingCreate: Created });
      const document = documents.CREATE_SHIPPING_CODE;
      return (await ask({ document, variables, answer })).discountCodeFreeShippingCreate;
    }
    case "by-function":
      return createFunctionCode(ask, wish);
    case "amount-off":
    case "percentage-off": {
      const variables = { discount: basicInput(wish) };
      const answer = z.object({ discountCodeBasicCreate: Created });
      const document = documents.CREATE_BASIC_CODE;
      return (await ask({ document, variables, answer })).discountCodeBasicCreate;
    }
  }
}

/** Of a discount by a function, Shopify answers with the discount rather than its node. */
async function createFunctionCode(ask: AdminClient, wish: CodeWish) {
  const { discountCodeAppCreate: made } = await ask({
    document: documents.CREATE_FUNCTION_CODE,
    variables: { discount: functionInput(wish) },
    answer: z.object({
      discountCodeAppCreate: z.object({
        codeAppDiscount: z.object({ discountId: z.string() }).nullable(),
        userErrors: UserErrors,
      }),
    }),
  });
  const { codeAppDiscount: discount, userErrors } = made;
  return { codeDiscountNode: discount && { id: discount.discountId }, userErrors };
}
