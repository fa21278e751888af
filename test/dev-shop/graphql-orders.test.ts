import { expect, test } from "vitest";

import type { PlaceOrder } from "#dev-shop/commerce/order-inputs.ts";
import type { Order } from "#dev-shop/order-model.ts";
import { aProduct } from "#test/dev-shop/a-shop.ts";
import { allScopes, anAdminClient } from "#test/dev-shop/an-admin-client.ts";
import type { AdminClient, GraphqlAnswer, Json } from "#test/dev-shop/an-admin-client.ts";

const day = 86_400_000;

async function placed(client: AdminClient, order: Partial<PlaceOrder> = {}): Promise<Order> {
  const { commerce } = client.devShop;
  const { variantId } = await aProduct(client.devShop, 2_400);
  const result = await commerce.placeOrder({
    lines: [{ variantId, quantity: 2 }],
    customerId: null,
    payment: "paid",
    shippingCode: "standard",
    ...order,
  });
  if (!result.ok) throw new Error(result.reason);
  return result.order;
}

const id = (type: string, number: number) => `gid://shopify/${type}/${String(number)}`;
const both = (amount: string) => ({ shopMoney: { amount }, presentmentMoney: { amount } });

function names({ data, errors }: GraphqlAnswer): Json[] {
  expect(errors).toBeUndefined();
  const { nodes } = data?.["orders"] as unknown as { nodes: { name: Json }[] };
  return nodes.map(({ name }) => name);
}

test("an order tells its lines, its discount, its refund, to the cent", async () => {
  const client = await anAdminClient();
  const { commerce } = client.devShop;
  const customer = await commerce.createCustomer({ email: "ada@example.com" });
  const kind = { type: "amount", amount: 1_000, onEachItem: false, items: { all: true } } as const;
  await commerce.createDiscount({ kind, title: "Ten off", codes: ["TEN"] });
  const order = await placed(client, { customerId: customer.id, codes: ["ten"] });
  const line = order.lines[0];
  await commerce.refund({ orderId: order.id, lines: [{ lineId: line?.id ?? 0, quantity: 1 }] });

  const money = "{ shopMoney { amount } presentmentMoney { amount } }";
  const answer = await client.ask(
    `query ($id: ID!) { order(id: $id) {
      name displayFinancialStatus fullyPaid discountCodes returnStatus customer { id }
      subtotalPriceSet ${money} currentSubtotalPriceSet ${money} netPaymentSet ${money}
      totalRefundedSet ${money} totalTipReceivedSet ${money}
      lineItems(first: 5) { nodes { id quantity currentQuantity refundableQuantity isGiftCard
        originalUnitPriceSet ${money} discountedUnitPriceAfterAllDiscountsSet ${money}
        priceAfterAllDiscountsBeforeTaxesSet ${money}
        discountAllocations { allocatedAmountSet ${money} discountApplication { __typename
          ... on DiscountCodeApplication { code value { ... on MoneyV2 { amount } } } } } } }
      refunds(first: 5) { totalRefundedSet ${money} refundLineItems(first: 5) { nodes {
        quantity lineItem { id } subtotalSet ${money} } } orderAdjustments(first: 5) { nodes {
          id } }
        transactions(first: 5) { nodes { kind status } } }
    } }`,
    { id: id("Order", order.id) },
  );
  expect(answer.errors).toBeUndefined();
  expect(answer.data?.["order"]).toMatchObject({
    name: order.name,
    displayFinancialStatus: "PARTIALLY_REFUNDED",
    fullyPaid: true,
    discountCodes: ["ten"],
    customer: { id: id("Customer", customer.id) },
    subtotalPriceSet: both("38.0"),
    currentSubtotalPriceSet: both("19.0"),
    netPaymentSet: both("22.95"),
    totalRefundedSet: both("19.0"),
    totalTipReceivedSet: both("0.0"),
    lineItems: {
      nodes: [
        {
          quantity: 2,
          currentQuantity: 1,
          refundableQuantity: 1,
          originalUnitPriceSet: both("24.0"),
          discountedUnitPriceAfterAllDiscountsSet: both("19.0"),
          // Half of 38.00 without the fifth part of 20 % tax that is in it.
          priceAfterAllDiscountsBeforeTaxesSet: both("15.84"),
          discountAllocations: [
            {
              allocatedAmountSet: both("10.0"),
              discountApplication: { code: "ten", value: { amount: "10.0" } },
            },
          ],
        },
      ],
    },
    refunds: [
      {
        totalRefundedSet: both("19.0"),
        refundLineItems: { nodes: [{ quantity: 1, subtotalSet: both("19.0") }] },
        transactions: { nodes: [{ kind: "REFUND", status: "SUCCESS" }] },
      },
    ],
  });
});

test("agreements are a signed ledger that adds up to what the order is worth", async () => {
  const client = await anAdminClient();
  const order = await placed(client);
  const lineId = order.lines[0]?.id ?? 0;
  await client.devShop.commerce.refund({ orderId: order.id, lines: [{ lineId, quantity: 1 }] });
  const answer = await client.ask(
    `query ($id: ID!) { order(id: $id) { agreements(first: 10) { nodes { __typename reason
      sales(first: 50) { nodes { __typename actionType lineType quantity
        totalAmount { shopMoney { amount } } ... on ProductSale { lineItem { id } } } } } } } }`,
    { id: id("Order", order.id) },
  );
  expect(answer.errors).toBeUndefined();
  const agreements = answer.data?.["order"] as unknown as {
    agreements: { nodes: { reason: string; sales: { nodes: Sale[] } }[] };
  };
  type Sale = { lineType: string; totalAmount: { shopMoney: { amount: string } } };
  const nodes = agreements.agreements.nodes;
  expect(nodes.map(({ reason }) => reason)).toEqual(["ORDER", "REFUND"]);
  const products = nodes
    .flatMap(({ sales }) => sales.nodes)
    .filter(({ lineType }) => lineType === "PRODUCT")
    .map(({ totalAmount }) => Number(totalAmount.shopMoney.amount));
  expect(products).toEqual([48, -24]);
});

test("orders are found by time, customer, code, status, and combinations of them", async () => {
  const client = await anAdminClient();
  const { devShop, ask } = client;
  const customer = await devShop.commerce.createCustomer({ email: "ada@example.com" });
  const kind = { type: "percentage", percentage: "0.1", items: { all: true } } as const;
  await devShop.commerce.createDiscount({ kind, title: "Tenth", codes: ["TENTH"] });
  const first = await placed(client, { customerId: customer.id, codes: ["tenth"] });
  devShop.clock.advance(day);
  const second = await placed(client, { payment: "pending", sourceName: "pos" });
  devShop.clock.advance(day);
  const third = await placed(client, { test: true, customerId: customer.id });
  const found = async (query: string, more = "") =>
    names(
      await ask(`query ($q: String) { orders(first: 10, query: $q ${more}) { nodes { name } } }`, {
        q: query,
      }),
    );

  expect(await found("")).toEqual([first.name, second.name, third.name]);
  expect(await found("", ", sortKey: CREATED_AT, reverse: true")).toEqual([
    third.name,
    second.name,
    first.name,
  ]);
  expect(await found(`updated_at:>='2026-06-02T12:00:00Z'`)).toEqual([second.name, third.name]);
  expect(await found("created_at:2026-06-02")).toEqual([second.name]);
  expect(await found("processed_at:<2026-06-03 AND financial_status:paid")).toEqual([first.name]);
  expect(await found(`customer_id:${String(customer.id)} test:false`)).toEqual([first.name]);
  expect(await found("discount_code:TENTH")).toEqual([first.name]);
  expect(await found("source_name:pos OR test:true")).toEqual([second.name, third.name]);
  expect(await found(`-financial_status:pending (test:true OR name:${first.name})`)).toEqual([
    first.name,
    third.name,
  ]);
  expect(await found(`name:${second.name}`)).toEqual([second.name]);
  const broken = await ask(`{ orders(first: 1, query: "updated_at:>soon") { nodes { name } } }`);
  expect(broken.errors?.[0]?.message).toBe("Invalid timestamp for query filter `updated_at`.");
});

test("pages follow each other forth and back without gap or repetition", async () => {
  const client = await anAdminClient();
  const all: string[] = [];
  for (let n = 0; n < 7; n += 1) all.push((await placed(client)).name);
  const page = `query ($first: Int, $after: String, $last: Int, $before: String) {
    orders(first: $first, after: $after, last: $last, before: $before, sortKey: UPDATED_AT) {
      nodes { name } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`;
  type Page = { pageInfo: { hasNextPage: boolean; endCursor: string; startCursor: string } };
  const seen: Json[] = [];
  let after: string | null = null;
  let more = true;
  let last: Page["pageInfo"] | null = null;
  while (more) {
    const answer: GraphqlAnswer = await client.ask(page, { first: 3, after });
    seen.push(...names(answer));
    last = (answer.data?.["orders"] as unknown as Page).pageInfo;
    after = last.endCursor;
    more = last.hasNextPage;
  }
  expect(seen).toEqual(all);
  expect(names(await client.ask(page, { last: 2, before: last?.startCursor }))).toEqual(
    all.slice(4, 6),
  );
  const broken = await client.ask(page, { first: 1, after: "nonsense" });
  expect(broken.errors?.[0]?.extensions?.["code"]).toBe("BAD_REQUEST");
});

test("without read_all_orders nothing older than 60 days is to be seen", async () => {
  const scopes = allScopes.filter((scope) => scope !== "read_all_orders");
  const client = await anAdminClient({ scopes });
  const customer = await client.devShop.commerce.createCustomer({ email: "ada@example.com" });
  const order = await placed(client, { customerId: customer.id });
  const query = `query ($id: ID!, $ids: [ID!]!, $customer: ID!) {
    order(id: $id) { name } nodes(ids: $ids) { id } orders(first: 5) { nodes { name } }
    ordersCount { count }
    customer(id: $customer) { numberOfOrders lastOrder { id } orders(first: 5) { nodes {
      name } } } }`;
  const orderId = id("Order", order.id);
  const variables = { id: orderId, ids: [orderId], customer: id("Customer", customer.id) };
  const { name } = order;
  client.devShop.clock.advance(59 * day);
  expect((await client.ask(query, variables)).data).toEqual({
    order: { name },
    nodes: [{ id: orderId }],
    orders: { nodes: [{ name }] },
    ordersCount: { count: 1 },
    customer: { numberOfOrders: "1", lastOrder: { id: orderId }, orders: { nodes: [{ name }] } },
  });
  client.devShop.clock.advance(2 * day);
  expect((await client.ask(query, variables)).data).toEqual({
    order: null,
    nodes: [null],
    orders: { nodes: [] },
    ordersCount: { count: 0 },
    customer: { numberOfOrders: "1", lastOrder: null, orders: { nodes: [] } },
  });
});
