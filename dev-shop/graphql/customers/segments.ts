/** Segments of customers: made by a query, and asked who is in them. One condition is known. */
import { timestamp } from "#dev-shop/clock.ts";
import { gid } from "#dev-shop/model.ts";
import type { Customer, Documents } from "#dev-shop/model.ts";
import { refusal } from "#dev-shop/graphql/answer.ts";
import { listConnection } from "#dev-shop/graphql/connections.ts";
import type { PageArgs } from "#dev-shop/graphql/connections.ts";
import type { Context, Resolvers } from "#dev-shop/graphql/context.ts";
import { idArgument } from "#dev-shop/graphql/global-ids.ts";

/** Customers who are alike, by a query in Shopify's words. */
type Segment = Documents["segment"];
type MembersArgs = PageArgs & { segmentId?: string | null };

export const segments: Resolvers = {
  QueryRoot: {
    segment: (_: unknown, { id }: { id: string }, { load }) =>
      load("segment", idArgument(id, "Segment")),
    customerSegmentMembers: (_: unknown, args: MembersArgs, context) => listMembers(context, args),
  },
  Mutation: {
    segmentCreate: async (_: unknown, input: { name: string; query: string }, context) => {
      matcherOf(input.query);
      const { store } = context.devShop;
      const stamp = timestamp(context.now);
      const id = store.ids.next("other");
      const segment: Segment = { id, createdAt: stamp, updatedAt: stamp, ...input };
      await store.put("segment", segment);
      return { segment, userErrors: [] };
    },
  },
  Segment: {
    id: ({ id }: Segment) => gid("Segment", id),
    creationDate: ({ createdAt }: Segment) => createdAt,
    lastEditDate: ({ updatedAt }: Segment) => updatedAt,
  },
  CustomerSegmentMember: {
    // Its number is the customer's.
    id: ({ id }: Customer) => gid("CustomerSegmentMember", id),
  },
};

async function listMembers(context: Context, args: MembersArgs) {
  if (!args.segmentId) throw refusal("NOT_IMPLEMENTED", "dev shop: members are listed by segment");
  const segment = await context.load("segment", idArgument(args.segmentId, "Segment"));
  if (!segment) throw refusal("NOT_FOUND", "Segment does not exist");
  const matching = {
    kind: "customer" as const,
    listing: { sort: "id" as const },
    matches: matcherOf(segment.query),
  };
  return listConnection(context.devShop.store, matching, args);
}

function matcherOf(query: string): (customer: Customer) => boolean {
  const tag = /^customer_tags CONTAINS '([^']+)'$/.exec(query.trim())?.[1]?.toLowerCase();
  if (tag === undefined) {
    throw refusal("NOT_IMPLEMENTED", `dev shop: a segment by ${query} is not implemented`);
  }
  return ({ tags }) => tags.some((each) => each.toLowerCase() === tag);
}
