import { expect, test } from "vitest";

import { aProduct } from "#test/dev-shop/a-shop.ts";
import { anAdminClient } from "#test/dev-shop/an-admin-client.ts";

const id = (type: string, number: number) => `gid://shopify/${type}/${String(number)}`;

test("an app can refund, cancel, mark as paid, and give an order its customer", async () => {
  const client = await anAdminClient();
  const { ask, devShop } = client;
  const customer = await devShop.commerce.createCustomer({ email: "ada@example.com" });
  const { variantId } = await aProduct(devShop, 2_400);
  const placed = await devShop.commerce.placeOrder({
    lines: [{ variantId, quantity: 2 }],
    customerId: null,
    payment: "pending",
    shippingCode: "standard",
  });
  if (!placed.ok) throw new Error(placed.reason);
  const { order } = placed;
  const orderId = id("Order", order.id);
  const run = async (mutation: string, variables: object) => (await ask(mutation, variables)).data;
  const own = { orderId, customerId: id("Customer", customer.id) };
  expect(
    await run(
      `mutation ($orderId: ID!, $customerId: ID!) {
        orderCustomerSet(orderId: $orderId, customerId: $customerId) {
        order { customer { id } } userErrors { message } } }`,
      own,
    ),
  ).toEqual({ orderCustomerSet: { order: { customer: { id: own.customerId } }, userErrors: [] } });
  expect(
    await run(
      `mutation ($i: OrderMarkAsPaidInput!) { orderMarkAsPaid(input: $i) { order { fullyPaid } userErrors { message } } }`,
      { i: { id: orderId } },
    ),
  ).toEqual({ orderMarkAsPaid: { order: { fullyPaid: true }, userErrors: [] } });
  const refund = `mutation ($i: RefundInput!) { refundCreate(input: $i) {
    refund { totalRefundedSet { shopMoney { amount } } } userErrors { field message } } }`;
  const lineItemId = id("LineItem", order.lines[0]?.id ?? 0);
  const input = (quantity: number) => ({
    i: {
      orderId,
      refundLineItems: [{ lineItemId, quantity }],
      transactions: [{ amount: "24.00", kind: "REFUND", gateway: "manual", orderId }],
    },
  });
  expect(await run(refund, input(3))).toEqual({
    refundCreate: {
      refund: null,
      userErrors: [
        {
          field: ["refundLineItems", "0", "quantity"],
          message: "Quantity cannot refund more items than were purchased",
        },
      ],
    },
  });
  expect(await run(refund, input(1))).toEqual({
    refundCreate: {
      refund: { totalRefundedSet: { shopMoney: { amount: "24.0" } } },
      userErrors: [],
    },
  });
  const cancel = `mutation ($id: ID!) {
    orderCancel(orderId: $id, reason: CUSTOMER, refund: true, restock: true) {
    job { done } orderCancelUserErrors { code } } }`;
  expect(await run(cancel, { id: orderId })).toEqual({
    orderCancel: { job: { done: true }, orderCancelUserErrors: [] },
  });
});
