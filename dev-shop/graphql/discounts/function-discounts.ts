/** Codes whose discount a function of the app works out at checkout. */
import { timestamp } from "#dev-shop/clock.ts";
import type { DiscountClass, FunctionKind } from "#dev-shop/gift-model.ts";
import { gid } from "#dev-shop/model.ts";
import type { Discount, Metafield } from "#dev-shop/model.ts";
import { isKeyTaken } from "#dev-shop/store/access.ts";
import type { Context, Resolvers } from "#dev-shop/graphql/context.ts";
import { refuseContradictions } from "#dev-shop/graphql/discounts/contradictions.ts";
import { problemAt } from "#dev-shop/graphql/discounts/discount-input.ts";
import type { DiscountInput, DiscountProblem } from "#dev-shop/graphql/discounts/discount-input.ts";
import { problemsOf, taken } from "#dev-shop/graphql/discounts/input-problems.ts";
import { changeOf } from "#dev-shop/graphql/discounts/to-discount.ts";
import { resolveNamespace } from "#dev-shop/graphql/metafields/namespaces.ts";

type MetafieldInput = { namespace?: string | null; key: string; type: string; value: string };
type FunctionInput = DiscountInput & {
  functionHandle?: string | null;
  discountClasses?: DiscountClass[] | null;
  metafields?: MetafieldInput[] | null;
};

const ROOT = "codeAppDiscount";

export const functionDiscounts: Resolvers = {
  Mutation: {
    discountCodeAppCreate: (_: unknown, args: { codeAppDiscount: FunctionInput }, context) =>
      createFunctionDiscount(context, args.codeAppDiscount),
  },
};

async function createFunctionDiscount(context: Context, input: FunctionInput) {
  refuseContradictions(input);
  const { app, shop, commerce } = context.devShop;
  const { functionHandle } = input;
  const problems = await problemsOf(context, { family: "basic", input, earlier: null });
  if (problems.length > 0) return answer(null, problems.map(atRoot));
  if (!functionHandle || !context.devShop.functions?.has(functionHandle)) {
    const field = [ROOT, "functionHandle"];
    return answer(null, [problemAt(field, "INVALID", "Function not found.")]);
  }
  const change = changeOf({ family: "basic", input, earlier: null, currency: shop.currency });
  const kind: FunctionKind = {
    type: "function",
    functionHandle,
    classes: input.discountClasses ?? [],
    metafields: (input.metafields ?? []).map((each) => ({
      ...each,
      namespace: resolveNamespace(context, each.namespace),
    })),
  };
  const codes = [input.code ?? ""];
  const title = input.title ?? "";
  try {
    const made = await commerce.createDiscount({ ...change, title, kind, codes, appId: app.id });
    await keepMetafields(context, made, kind);
    return answer(made, []);
  } catch (error) {
    if (!isKeyTaken(error)) throw error;
    return answer(null, [atRoot(taken("basic"))]);
  }
}

function atRoot(problem: DiscountProblem): DiscountProblem {
  const [, ...path] = problem.field ?? [];
  return { ...problem, field: [ROOT, ...path] };
}

async function keepMetafields(
  { devShop: { store, clock } }: Context,
  { id }: Discount,
  { metafields }: FunctionKind,
): Promise<void> {
  const stamp = timestamp(clock.now());
  const kept = metafields.map((each): Metafield => ({
    ...each,
    id: store.ids.next("metafield"),
    createdAt: stamp,
    updatedAt: stamp,
    ownerGid: gid("DiscountNode", id),
  }));
  await store.transaction((tx) => tx.put("metafield", ...kept));
}

function answer(of: Discount | null, userErrors: DiscountProblem[]) {
  return { codeAppDiscount: of && { __typename: "DiscountCodeApp", of }, userErrors };
}
