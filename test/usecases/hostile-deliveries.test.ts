import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { checkLedger } from "#app/usecases/check-ledger.ts";
import { anotherShopper, aShopper } from "#test/support/codes.ts";
import { aLaurel, type Laurel } from "#test/support/laurel.ts";
import { standingOf } from "#test/support/loyalty.ts";
import { anOrder } from "#test/shopify/payloads.ts";

const CUSTOMER = anOrder.customer.admin_graphql_api_id;
const NUL = String.fromCodePoint(0);
const HALF = String.fromCharCode(0xd83d);

test("texts that Postgres refuses do not keep an order from counting", async () => {
  const laurel = await aLaurel();
  await aShopper(laurel, 100);
  const odd = `odd${NUL}${HALF}`;
  const [line] = anOrder.line_items;
  await tell(laurel, "orders/paid", {
    ...orderOfToday(laurel),
    name: odd,
    source_name: odd,
    customer: { ...anOrder.customer, first_name: odd, email: odd },
    discount_codes: [{ code: odd }],
    line_items: [{ ...line, title: odd }],
  });
  await tell(laurel, "products/update", {
    admin_graphql_api_id: "gid://shopify/Product/788032119674292922",
    title: odd,
    tags: `${odd}, tea`,
  });
  await tell(laurel, "customers/update", { ...anOrder.customer, last_name: odd, locale: odd });
  await laurel.settleDown();
  expect(await leftInTheInbox(laurel)).toEqual([]);
  expect((await standingOf(laurel, CUSTOMER))?.available).toBeGreaterThan(0n);
});

test("amounts that no order has are left aside, and their customer's points go on", async () => {
  const laurel = await aLaurel();
  await aShopper(laurel, 100);
  const ada = await anotherShopper(laurel, 200);
  const [line] = anOrder.line_items;
  const huge = { shop_money: { amount: "999999999999999999.99" } };
  await tell(laurel, "orders/paid", {
    ...orderOfToday(laurel),
    customer: { ...anOrder.customer, admin_graphql_api_id: ada.gid },
    line_items: [{ ...line, quantity: 9_007_199_254_740_991, price_set: huge }],
    subtotal_price_set: huge,
    refunds: [],
  });
  await laurel.settleDown();
  expect(await leftInTheInbox(laurel)).toEqual(["an amount cannot be read"]);
  expect(await standingOf(laurel, ada.gid)).toMatchObject({ available: 200n });
  expect(await failedWork(laurel)).toEqual([]);
  expect((await checkLedger(laurel.ctx)).differences).toBe(0n);
});

function orderOfToday({ clock, devShop }: Laurel) {
  const at = clock.now().toISOString();
  return {
    ...anOrder,
    financial_status: "paid",
    created_at: at,
    processed_at: at,
    updated_at: at,
    order_status_url: `https://x.myshopify.com/${devShop.shop.id}/orders/1/authenticate`,
    refunds: [],
    line_items: anOrder.line_items.map((line) => ({ ...line, current_quantity: 2 })),
  };
}

async function tell(laurel: Laurel, topic: string, body: unknown): Promise<void> {
  const now = laurel.clock.now();
  await laurel.context.keepDelivery({
    shopDomain: laurel.devShop.shop.myshopifyDomain,
    webhookId: randomUUID(),
    eventId: "",
    topic,
    triggeredAt: now,
    receivedAt: now,
    body: Buffer.from(JSON.stringify(body)),
  });
}

async function leftInTheInbox({ context }: Laurel): Promise<string[]> {
  const { rows } = await context.database.pool.query<{ note: string }>(
    "SELECT note FROM delivery WHERE due_at IS NOT NULL OR note <> ''",
  );
  return rows.map(({ note }) => note);
}

async function failedWork({ context }: Laurel): Promise<string[]> {
  const { rows } = await context.database.pool.query<{ note: string }>(
    "SELECT kind || ' ' || note AS note FROM work_item WHERE note LIKE 'failed%'",
  );
  return rows.map(({ note }) => note);
}
