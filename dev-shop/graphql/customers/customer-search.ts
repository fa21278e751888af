import type { Customer } from "#dev-shop/model.ts";
import type { Searchable } from "#dev-shop/graphql/search/match-search.ts";

export const customerSearch: Searchable<Customer> = {
  name: "customers",
  fields: {
    id: { type: "number", of: ({ id }) => id, column: "id" },
    created_at: { type: "time", of: ({ createdAt }) => createdAt, column: "createdAt" },
    customer_date: { type: "time", of: ({ createdAt }) => createdAt, column: "createdAt" },
    updated_at: { type: "time", of: ({ updatedAt }) => updatedAt, column: "updatedAt" },
    email: { type: "text", of: ({ email }) => [email] },
    phone: { type: "text", of: ({ phone }) => [phone] },
    first_name: { type: "text", of: ({ firstName }) => [firstName] },
    last_name: { type: "text", of: ({ lastName }) => [lastName] },
    country: {
      type: "text",
      of: ({ defaultAddress }) => [
        defaultAddress?.country ?? null,
        defaultAddress?.countryCode ?? null,
      ],
    },
    state: { type: "text", of: ({ state }) => [state] },
    tag: { type: "text", of: ({ tags }) => tags },
    orders_count: { type: "number", of: ({ numberOfOrders }) => numberOfOrders },
    total_spent: { type: "number", of: ({ amountSpent }) => amountSpent / 100 },
    accepts_marketing: {
      type: "flag",
      of: ({ marketingState }) => marketingState === "SUBSCRIBED",
    },
  },
  text: ({ firstName, lastName, email, phone, tags }) => [
    firstName,
    lastName,
    email,
    phone,
    ...tags,
  ],
};
