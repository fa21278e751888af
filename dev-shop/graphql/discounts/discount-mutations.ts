import { timestamp } from "#dev-shop/clock.ts";
import { statusOf } from "#dev-shop/commerce/discount-status.ts";
import type { Discount } from "#dev-shop/model.ts";
import { isKeyTaken } from "#dev-shop/store/access.ts";
import type { Context, Resolver, Resolvers } from "#dev-shop/graphql/context.ts";
import { splitGlobalId } from "#dev-shop/graphql/global-ids.ts";
import { refuseContradictions } from "#dev-shop/graphql/discounts/contradictions.ts";
import { problemAt } from "#dev-shop/graphql/discounts/discount-input.ts";
import type {
  DiscountInput,
  DiscountProblem,
  Family,
} from "#dev-shop/graphql/discounts/discount-input.ts";
import { problemsOf, taken } from "#dev-shop/graphql/discounts/input-problems.ts";
import { changeOf } from "#dev-shop/graphql/discounts/to-discount.ts";

type ById = { id: string };

const create =
  (family: Family, argument: string): Resolver =>
  (_: unknown, args: Record<string, DiscountInput>, context) =>
    createDiscount(context, family, args[argument] ?? {});

const update =
  (family: Family, argument: string): Resolver =>
  (_: unknown, args: Record<string, DiscountInput> & ById, context) =>
    updateDiscount(context, { family, id: args.id, input: args[argument] ?? {} });

export const discountMutations: Resolvers = {
  Mutation: {
    discountCodeBasicCreate: create("basic", "basicCodeDiscount"),
    discountCodeBasicUpdate: update("basic", "basicCodeDiscount"),
    discountCodeFreeShippingCreate: create("freeShipping", "freeShippingCodeDiscount"),
    discountCodeFreeShippingUpdate: update("freeShipping", "freeShippingCodeDiscount"),
    discountCodeBxgyCreate: create("bxgy", "bxgyCodeDiscount"),
    discountCodeBxgyUpdate: update("bxgy", "bxgyCodeDiscount"),
    discountCodeActivate: (_: unknown, { id }: ById, context) =>
      changeDates(context, id, (discount, now) => activation(discount, now)),
    discountCodeDeactivate: (_: unknown, { id }: ById, context) =>
      changeDates(context, id, (discount, now) => deactivation(discount, now)),
    discountCodeDelete: async (_: unknown, { id }: ById, context) => {
      const discount = await findCodeDiscount(context, id);
      if (!discount) return { deletedCodeDiscountId: null, userErrors: [noSuchCodeDiscount] };
      await context.devShop.commerce.deleteDiscount(discount.id);
      return { deletedCodeDiscountId: id, userErrors: [] };
    },
  },
};

export const noSuchCodeDiscount = problemAt(["id"], "INVALID", "Code discount does not exist.");

export async function findCodeDiscount(
  context: Context,
  globalId: string,
): Promise<Discount | null> {
  const split = splitGlobalId(globalId);
  if (!split || !["DiscountCodeNode", "DiscountNode"].includes(split.type)) return null;
  return context.devShop.store.find("discount", split.id);
}

async function createDiscount(context: Context, family: Family, input: DiscountInput) {
  refuseContradictions(input);
  const problems = await problemsOf(context, { family, input, earlier: null });
  if (problems.length > 0) return answer(null, problems);
  const { commerce, shop, app } = context.devShop;
  const change = changeOf({ family, input, earlier: null, currency: shop.currency });
  const { kind, title, ...rest } = change;
  if (!kind || !title) throw new Error("A discount was let through without its kind or title");
  return orTaken(family, () =>
    commerce.createDiscount({ ...rest, kind, title, codes: [input.code ?? ""], appId: app.id }),
  );
}

type Update = { family: Family; id: string; input: DiscountInput };

async function updateDiscount(context: Context, { family, id, input }: Update) {
  refuseContradictions(input);
  const earlier = await findCodeDiscount(context, id);
  if (!earlier) return answer(null, [problemAt(["id"], null, "Discount does not exist")]);
  const [first] = earlier.codes;
  if (earlier.codes.length > 1 && input.code && input.code !== first?.code) {
    return answer(null, [problemAt(["id"], null, "Cannot update the code of a bulk discount.")]);
  }
  const problems = await problemsOf(context, { family, input, earlier });
  if (problems.length > 0) return answer(null, problems);
  const { commerce, shop } = context.devShop;
  const change = changeOf({ family, input, earlier, currency: shop.currency });
  const codes = input.code && first ? { codes: [{ ...first, code: input.code }] } : {};
  return orTaken(family, () =>
    commerce.updateDiscount(earlier.id, { ...change, ...(earlier.codes.length > 1 ? {} : codes) }),
  );
}

/** Two who want one code at once: the store decides, the loser is told as anyone else. */
async function orTaken(family: Family, work: () => Promise<Discount>) {
  try {
    return answer(await work(), []);
  } catch (error) {
    if (!isKeyTaken(error)) throw error;
    return answer(null, [taken(family)]);
  }
}

type Dates = Partial<Pick<Discount, "startsAt" | "endsAt">> | null;

async function changeDates(
  context: Context,
  id: string,
  decide: (discount: Discount, now: Date) => Dates,
) {
  const discount = await findCodeDiscount(context, id);
  if (!discount) return answer(null, [noSuchCodeDiscount]);
  const change = decide(discount, context.devShop.clock.now());
  if (!change) return answer(discount, []);
  return answer(await context.devShop.commerce.updateDiscount(discount.id, change), []);
}

/** What is active already stays untouched. */
function activation(discount: Discount, now: Date): Dates {
  switch (statusOf(discount, now)) {
    case "ACTIVE":
      return null;
    case "SCHEDULED":
      return { startsAt: timestamp(now), endsAt: null };
    case "EXPIRED":
      return { endsAt: null };
  }
}

function deactivation(discount: Discount, now: Date): Dates {
  const stamp = timestamp(now);
  switch (statusOf(discount, now)) {
    case "EXPIRED":
      return null;
    case "SCHEDULED":
      return { startsAt: stamp, endsAt: stamp };
    case "ACTIVE":
      return { endsAt: stamp };
  }
}

function answer(discount: Discount | null, userErrors: DiscountProblem[]) {
  const codeDiscountNode = discount && { __typename: "DiscountCodeNode", of: discount };
  return { codeDiscountNode, userErrors };
}
