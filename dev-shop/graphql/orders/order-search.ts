import type { Order } from "#dev-shop/order-model.ts";
import type { Searchable } from "#dev-shop/graphql/search/match-search.ts";

export const orderSearch: Searchable<Order> = {
  name: "orders",
  fields: {
    id: { type: "number", of: ({ id }) => id, column: "id" },
    created_at: { type: "time", of: ({ createdAt }) => createdAt, column: "createdAt" },
    updated_at: { type: "time", of: ({ updatedAt }) => updatedAt, column: "updatedAt" },
    processed_at: { type: "time", of: ({ processedAt }) => processedAt },
    customer_id: { type: "number", of: ({ customerId }) => customerId, column: "customerId" },
    name: { type: "text", of: ({ name }) => [name, name.replace(/^#/, "")] },
    email: { type: "text", of: ({ email }) => [email] },
    tag: { type: "text", of: ({ tags }) => tags },
    test: { type: "flag", of: ({ test }) => test },
    source_name: { type: "text", of: ({ sourceName }) => [sourceName] },
    discount_code: {
      type: "text",
      // Shopify looks at the first code of an order only.
      of: ({ discountCodes }) => [discountCodes[0]?.code ?? null],
      column: "owner",
    },
    financial_status: { type: "text", of: ({ financialStatus }) => [financialStatus] },
    fulfillment_status: {
      type: "text",
      of: ({ fulfillmentStatus }) =>
        fulfillmentStatus === "FULFILLED" ? ["fulfilled", "shipped"] : ["unfulfilled", "unshipped"],
    },
    status: { type: "text", of: statusesOf },
  },
  text: ({ name, email }) => [name, name.replace(/^#/, ""), email],
};

function statusesOf({ cancelledAt, closedAt }: Order): string[] {
  if (cancelledAt !== null) return ["any", "cancelled"];
  return closedAt === null ? ["any", "open", "not_closed"] : ["any", "closed"];
}
