import { gid } from "#dev-shop/model.ts";
import type { Customer } from "#dev-shop/model.ts";
import { refusal } from "#dev-shop/graphql/answer.ts";
import { requireScope } from "#dev-shop/graphql/access.ts";
import type { Context, Resolvers } from "#dev-shop/graphql/context.ts";
import { idArgument, splitGlobalId } from "#dev-shop/graphql/global-ids.ts";
import { mergeableOf } from "#dev-shop/graphql/customers/customer-type.ts";

type TagsArgs = { id: string; tags: string[] };
type MergeArgs = { customerOneId: string; customerTwoId: string };
type ConsentArgs = {
  input: {
    customerId: string;
    emailMarketingConsent: {
      marketingState: Customer["marketingState"];
      consentUpdatedAt?: string | null;
    };
  };
};

const MAX_TAGS = 250;

export const customerMutations: Resolvers = {
  Mutation: {
    customerMerge: (_: unknown, args: MergeArgs, context) => mergeCustomers(context, args),
    customerEmailMarketingConsentUpdate: async (_: unknown, { input }: ConsentArgs, context) => {
      const id = idArgument(input.customerId, "Customer");
      if (!(await context.load("customer", id))) {
        return { customer: null, userErrors: [gone("input", "customerId")] };
      }
      const { marketingState, consentUpdatedAt } = input.emailMarketingConsent;
      const marketingUpdatedAt = consentUpdatedAt ?? context.now.toISOString();
      const change = { marketingState, marketingUpdatedAt };
      const customer = await context.devShop.commerce.updateCustomer(id, change);
      return { customer, userErrors: [] };
    },
    tagsAdd: (_: unknown, { id, tags }: TagsArgs, context) =>
      changeTags(context, { id, field: "tagsAdd", change: (held) => added(held, tags) }),
    tagsRemove: (_: unknown, { id, tags }: TagsArgs, context) =>
      changeTags(context, { id, field: "tagsRemove", change: (held) => without(held, tags) }),
  },
};

async function mergeCustomers(context: Context, { customerOneId, customerTwoId }: MergeArgs) {
  const [oneId, twoId] = [customerOneId, customerTwoId].map((id) => idArgument(id, "Customer"));
  if (oneId === undefined || twoId === undefined)
    throw refusal("BAD_REQUEST", "Two customers, please");
  const refused = (userErrors: object[]) => ({ resultingCustomerId: null, job: null, userErrors });
  if (oneId === twoId) {
    const message = "Customers IDs should not match";
    return refused([{ field: null, message, code: "INVALID_CUSTOMER_ID" }]);
  }
  const [one, two] = await context.devShop.store.findMany("customer", [oneId, twoId]);
  const userErrors = [
    ...(await blockers(context, { customer: one, id: oneId, field: "customerOneId" })),
    ...(await blockers(context, { customer: two, id: twoId, field: "customerTwoId" })),
  ];
  if (userErrors.length > 0 || !one || !two) return refused([...userErrors, ...overflow(one, two)]);
  const tooMuch = overflow(one, two);
  if (tooMuch.length > 0) return refused(tooMuch);

  // The one with an e-mail address is kept; of two, the second.
  const keep = two.email === null && one.email !== null ? one : two;
  const mergeId = keep === one ? two.id : one.id;
  const merge = await context.devShop.commerce.mergeCustomers({ keepId: keep.id, mergeId });
  return {
    resultingCustomerId: gid("Customer", merge.resultingId),
    job: { id: gid("Job", merge.jobId), done: false },
    userErrors: [],
  };
}

type Checking = { customer: Customer | null | undefined; id: number; field: string };

async function blockers(context: Context, { customer, id, field }: Checking) {
  if (!customer) {
    const message = `Customer does not exist with ID ${String(id)}`;
    return [{ field: [field], message, code: "INVALID_CUSTOMER_ID" }];
  }
  const { isMergeable, reason } = await mergeableOf(context, customer);
  if (isMergeable) return [];
  const message = reason ?? "Customer cannot be merged.";
  return [{ field: [field], message, code: "INVALID_CUSTOMER" }];
}

/** Together they may not have more tags or longer notes than one customer may. */
function overflow(one: Customer | null | undefined, two: Customer | null | undefined) {
  if (!one || !two) return [];
  const messages: string[] = [];
  if (new Set([...one.tags, ...two.tags]).size > MAX_TAGS) {
    messages.push("Customers must have 250 tags or less.");
  }
  if ((one.note?.length ?? 0) + (two.note?.length ?? 0) > 5_000) {
    messages.push("Customer notes must be 5,000 characters or less.");
  }
  return messages.flatMap((message) =>
    ["customerOneId", "customerTwoId"].map((field) => ({
      field: [field],
      message,
      code: "INVALID_CUSTOMER",
    })),
  );
}

type TagChange = { id: string; field: string; change: (tags: string[]) => string[] };

async function changeTags(context: Context, { id, field, change }: TagChange) {
  const split = splitGlobalId(id);
  const { commerce } = context.devShop;
  const missing = { node: null, userErrors: [{ field: ["id"], message: "Node does not exist" }] };
  switch (split?.type) {
    case "Customer": {
      requireScope(context.permissions, "write_customers", field);
      const customer = await context.load("customer", split.id);
      if (!customer) return missing;
      const tags = change(customer.tags);
      if (tags.length > MAX_TAGS) return tooManyTags();
      const node = await commerce.updateCustomer(customer.id, { tags });
      return { node: { __typename: "Customer", ...node }, userErrors: [] };
    }
    case "Product": {
      requireScope(context.permissions, "write_products", field);
      const product = await context.load("product", split.id);
      if (!product) return missing;
      const node = await commerce.updateProduct(product.id, { tags: change(product.tags) });
      return { node: { __typename: "Product", ...node }, userErrors: [] };
    }
    case "Order": {
      requireScope(context.permissions, "write_orders", field);
      const order = await context.load("order", split.id);
      if (!order) return missing;
      const node = await commerce.updateOrder({ orderId: order.id, tags: change(order.tags) });
      return { node: { __typename: "Order", ...node }, userErrors: [] };
    }
    default:
      throw refusal(
        "NOT_IMPLEMENTED",
        `dev shop: ${field} on ${split?.type ?? id} is not implemented`,
      );
  }
}

function tooManyTags() {
  return { node: null, userErrors: [{ field: ["tags"], message: "Tags cannot be more than 250" }] };
}

/** Commas separate tags, and case does not make another tag. */
function added(held: string[], tags: string[]): string[] {
  const all = [...held];
  for (const tag of tags.flatMap((each) => each.split(",")).map((each) => each.trim())) {
    if (tag !== "" && !all.some((other) => other.toLowerCase() === tag.toLowerCase()))
      all.push(tag);
  }
  return all;
}

function without(held: string[], tags: string[]): string[] {
  const gone = new Set(tags.map((tag) => tag.trim().toLowerCase()));
  return held.filter((tag) => !gone.has(tag.toLowerCase()));
}

function gone(...field: string[]) {
  return { field, message: "Customer does not exist", code: "INVALID" };
}
