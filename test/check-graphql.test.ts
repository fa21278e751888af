import { expect, test } from "vitest";
import { compareScopes, judge, loadAdmin } from "#bin/check-graphql.ts";

const admin = loadAdmin("2026-10");

test("a sound document is known by the scopes it needs", () => {
  const { complaints, needs } = judge(admin, "query Q($id: ID!) { order(id: $id) { id } }");
  expect(complaints).toEqual([]);
  expect(needs.flatMap(({ scopes }) => scopes)).toContain("read_orders");
});

test("unknown and deprecated fields are refused", () => {
  const unknown = judge(admin, "query Q($id: ID!) { order(id: $id) { points } }");
  expect(unknown.complaints.join()).toContain('Cannot query field "points" on type "Order"');
  const deprecated = judge(admin, "query Q($id: ID!) { customer(id: $id) { email } }");
  expect(deprecated.complaints.join()).toContain("Customer.email is deprecated");
});

test("text that is no GraphQL is refused", () => {
  expect(judge(admin, "query {").complaints.join()).toContain("Syntax Error");
});

test("a missing scope and an idle one are both told", () => {
  const needs = [
    { scopes: ["read_orders", "read_all_orders"], why: "orders" },
    { scopes: ["read_customers"], why: "customers" },
  ];
  expect(compareScopes({ granted: ["read_orders"], optional: ["read_customers"] }, needs)).toEqual(
    [],
  );
  expect(compareScopes({ granted: ["read_orders", "read_themes"], optional: [] }, needs)).toEqual([
    "shopify.app.toml: customers needs read_customers",
    "shopify.app.toml: nothing needs read_themes",
  ]);
});
