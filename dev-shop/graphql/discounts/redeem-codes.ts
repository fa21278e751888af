/** Many codes for one discount. What Shopify does in the background is done at once here. */
import { timestamp } from "#dev-shop/clock.ts";
import { gid } from "#dev-shop/model.ts";
import type { DiscountCode, Entry } from "#dev-shop/model.ts";
import { refusal } from "#dev-shop/graphql/answer.ts";
import { arrayConnection } from "#dev-shop/graphql/connections.ts";
import type { PageArgs } from "#dev-shop/graphql/connections.ts";
import type { Context, Resolvers } from "#dev-shop/graphql/context.ts";
import { idArgument } from "#dev-shop/graphql/global-ids.ts";
import { problemAt } from "#dev-shop/graphql/discounts/discount-input.ts";
import type { DiscountProblem } from "#dev-shop/graphql/discounts/discount-input.ts";
import { findCodeDiscount } from "#dev-shop/graphql/discounts/discount-mutations.ts";

type AddArgs = { discountId: string; codes: { code: string }[] };
type DeleteArgs = {
  discountId: string;
  ids?: string[] | null;
  search?: string | null;
  savedSearchId?: string | null;
};
type Outcome = { code: string; errors: DiscountProblem[]; codeId: number | null };
type Creation = { discountId: number; outcomes: Outcome[] };
type OfCreation = { id: number; createdAt: string; done: boolean; creation: Creation };

export const redeemCodes: Resolvers = {
  QueryRoot: {
    discountRedeemCodeBulkCreation: async (_: unknown, { id }: { id: string }, { load }) => {
      const entry = await load("setting", idArgument(id, "DiscountRedeemCodeBulkCreation"));
      return entry && creationOf(entry);
    },
  },
  DiscountRedeemCodeBulkCreation: {
    id: ({ id }: OfCreation) => gid("DiscountRedeemCodeBulkCreation", id),
    codesCount: ({ creation }: OfCreation) => creation.outcomes.length,
    importedCount: ({ done, creation }: OfCreation) => (done ? imported(creation).length : 0),
    failedCount: ({ done, creation }: OfCreation) =>
      done ? creation.outcomes.length - imported(creation).length : 0,
    discountCode: async ({ creation }: OfCreation, _: unknown, { load }) => {
      const of = await load("discount", creation.discountId);
      return of && { __typename: "DiscountCodeNode", of };
    },
    codes: ({ done, creation }: OfCreation, args: PageArgs) => {
      const open = { errors: [], codeId: null };
      const outcomes = creation.outcomes.map((outcome) => ({
        ...outcome,
        ...(done ? {} : open),
        discountId: creation.discountId,
      }));
      return arrayConnection(outcomes, args);
    },
  },
  DiscountRedeemCodeBulkCreationCode: {
    discountRedeemCode: async (
      { codeId, discountId }: Outcome & { discountId: number },
      _: unknown,
      { load },
    ) => {
      if (codeId === null) return null;
      const discount = await load("discount", discountId);
      return discount?.codes.find(({ id }) => id === codeId) ?? null;
    },
  },
  Mutation: {
    discountRedeemCodeBulkAdd: (_: unknown, args: AddArgs, context) => addCodes(context, args),
    discountCodeRedeemCodeBulkDelete: (_: unknown, args: DeleteArgs, context) =>
      deleteCodes(context, args),
  },
};

async function addCodes(context: Context, { discountId, codes }: AddArgs) {
  const refused = (problem: DiscountProblem) => ({ bulkCreation: null, userErrors: [problem] });
  const discount = await findCodeDiscount(context, discountId);
  if (!discount)
    return refused(problemAt(["discountId"], "INVALID", "Code discount does not exist."));
  if (codes.length === 0) return refused(problemAt(["codes"], "BLANK", "Codes can't be blank"));

  const { store, commerce, clock } = context.devShop;
  const outcomes: Outcome[] = [];
  for (const { code } of codes) {
    const problem = await problemWith(context, { code, before: outcomes });
    outcomes.push({ code, errors: problem ? [problem] : [], codeId: null });
  }
  const good = outcomes.filter(({ errors }) => errors.length === 0);
  if (good.length > 0) {
    const changed = await commerce.addDiscountCodes(
      discount.id,
      good.map(({ code }) => code),
    );
    const byCode = new Map(changed.codes.map((each: DiscountCode) => [each.code, each.id]));
    for (const outcome of good) outcome.codeId = byCode.get(outcome.code) ?? null;
  }
  const id = store.ids.next("other");
  const now = timestamp(clock.now());
  const data = { discountId: discount.id, outcomes };
  const entry: Entry = {
    id,
    key: `redeem-codes:${String(id)}`,
    createdAt: now,
    updatedAt: now,
    data,
  };
  await store.put("setting", entry);
  // The first answer comes before the work, as in Shopify, though here the work is done.
  return { bulkCreation: { ...creationOf(entry), done: false }, userErrors: [] };
}

async function problemWith(
  { devShop: { store } }: Context,
  { code, before }: { code: string; before: Outcome[] },
): Promise<DiscountProblem | null> {
  const problem = (message: string) => problemAt(["code"], null, message);
  if (code === "") return problem("is too short (minimum is 1 character)");
  if (code.length > 255) return problem("is too long (maximum is 255 characters)");
  if (/[\r\n]/.test(code)) return problem("cannot contain newline characters.");
  if (before.some((other) => other.code.toLowerCase() === code.toLowerCase())) {
    return problem("Codes must be unique within BulkDiscountCodeCreation");
  }
  const holder = await store.findByKey("discount", code.toLowerCase());
  return holder ? problem("must be unique. Please try a different code.") : null;
}

async function deleteCodes(
  context: Context,
  { discountId, ids, search, savedSearchId }: DeleteArgs,
) {
  const refused = (problem: DiscountProblem) => ({ job: null, userErrors: [problem] });
  const given = [ids, search, savedSearchId].filter((each) => each !== undefined && each !== null);
  if (given.length > 1) {
    const message = "Only one of 'ids', 'search' or 'saved_search_id' is allowed.";
    return refused(problemAt(null, "TOO_MANY_ARGUMENTS", message));
  }
  if (given.length === 0) {
    const message = "Missing expected argument key: 'ids', 'search' or 'saved_search_id'.";
    return refused(problemAt(null, "MISSING_ARGUMENT", message));
  }
  const discount = await findCodeDiscount(context, discountId);
  if (!discount)
    return refused(problemAt(["discountId"], "INVALID", "Code discount does not exist."));
  if (!ids)
    throw refusal("NOT_IMPLEMENTED", "dev shop: deleting codes by search is not implemented");
  if (ids.length === 0)
    return refused(problemAt(null, null, "Something went wrong, please try again."));
  const gone = new Set(ids.map((id) => idArgument(id, "DiscountRedeemCode")));
  const codes = discount.codes.filter(({ id }) => !gone.has(id));
  await context.devShop.commerce.updateDiscount(discount.id, { codes });
  const job = { id: gid("Job", context.devShop.store.ids.next("other")), done: true };
  return { job, userErrors: [] };
}

function creationOf({ id, createdAt, data }: Entry): OfCreation {
  return { id, createdAt, done: true, creation: data as Creation };
}

function imported({ outcomes }: Creation): Outcome[] {
  return outcomes.filter(({ errors }) => errors.length === 0);
}
