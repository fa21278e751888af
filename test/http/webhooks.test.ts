import { createHmac, randomUUID } from "node:crypto";
import { onTestFinished } from "vitest";
import { expect, test } from "vitest";
import { createContext } from "#app/context.server.ts";
import { createServer } from "#app/http/server.ts";
import { MAX_WEBHOOK_BYTES } from "#app/http/webhooks.ts";
import { aConfig, SECRET } from "#test/shopify/a-laurel.ts";
import { testDatabase } from "#test/support/database.ts";

test("a signed webhook is kept as it came, and answered with 200", async () => {
  const { url, kept } = await aServer();
  const body = `{"id": 820982911946154508,  "name": "#1001"}`;
  const webhookId = randomUUID();
  const response = await send(url, { body, headers: { "x-shopify-webhook-id": webhookId } });

  expect(response.status).toBe(200);
  expect(await kept(webhookId)).toMatchObject([
    { topic: "orders/paid", body: Buffer.from(body), due: true, shop_domain: "a.myshopify.com" },
  ]);
});

test("a repeated delivery is kept once", async () => {
  const { url, kept } = await aServer();
  const webhookId = randomUUID();
  const sendings = Array.from({ length: 5 }, () =>
    send(url, { headers: { "x-shopify-webhook-id": webhookId } }),
  );
  const answers = await Promise.all(sendings);
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
  expect(await kept(webhookId)).toHaveLength(1);
});

test("the secret before the last rotation is still good", async () => {
  const { url } = await aServer();
  expect((await send(url, { secret: "s3cret-before" })).status).toBe(200);
});

test("a topic we do not know is kept too: judging is the drain's work", async () => {
  const { url, kept } = await aServer();
  const headers = { "x-shopify-webhook-id": randomUUID(), "x-shopify-topic": "carts/create" };
  expect((await send(url, { headers })).status).toBe(200);
  expect(await kept(headers["x-shopify-webhook-id"])).toHaveLength(1);
});

test("what is not signed by Shopify is refused with 401 and leaves nothing", async () => {
  const { url, kept } = await aServer();
  const body = `{"id":1}`;
  const good = sign(body, SECRET);
  const id = randomUUID();
  const forged: Record<string, string>[] = [
    { "x-shopify-hmac-sha256": "" },
    { "x-shopify-hmac-sha256": "bm90IGEgc2lnbmF0dXJl" },
    { "x-shopify-hmac-sha256": sign(body, "another secret") },
    { "x-shopify-hmac-sha256": sign(`{"id":2}`, SECRET) },
    { "x-shopify-hmac-sha256": good.slice(0, -4) },
    { "x-shopify-hmac-sha256": `${good}${good}` },
    { "x-shopify-hmac-sha256": Buffer.from(good, "base64").toString("hex") },
  ];
  for (const headers of forged) {
    const response = await send(url, { body, headers: { "x-shopify-webhook-id": id, ...headers } });
    expect(response.status, JSON.stringify(headers)).toBe(401);
  }
  const unsigned = await fetch(`${url}/webhooks`, { method: "POST", body });
  expect(unsigned.status).toBe(401);
  expect(await kept(id)).toEqual([]);
});

test("a single changed byte anywhere is noticed", async () => {
  const { url } = await aServer();
  const body = Buffer.from(`{"id":1,"total_price":"10.00"}`);
  const signature = sign(body, SECRET);
  for (let index = 0; index < body.length; index += 1) {
    const tampered = Buffer.from(body);
    tampered[index] = (tampered[index] ?? 0) ^ 1;
    const headers = { "x-shopify-hmac-sha256": signature };
    expect((await send(url, { body: tampered, headers })).status).toBe(401);
  }
});

test("signed requests with missing or odd headers are refused with 400", async () => {
  const { url } = await aServer();
  const odd: Record<string, string>[] = [
    { "x-shopify-topic": "" },
    { "x-shopify-topic": "orders/paid; drop" },
    { "x-shopify-shop-domain": "" },
    { "x-shopify-shop-domain": "evil.example.com" },
    { "x-shopify-shop-domain": "evil.com/.myshopify.com" },
    { "x-shopify-shop-domain": "a.myshopify.com.evil.com" },
    { "x-shopify-shop-domain": "-a.myshopify.com" },
    { "x-shopify-webhook-id": "" },
    { "x-shopify-webhook-id": "x".repeat(101) },
    { "x-shopify-triggered-at": "yesterday" },
    { "x-shopify-triggered-at": "2026-13-45T99:00:00Z" },
    { "x-shopify-event-id": "'; select 1" },
  ];
  for (const headers of odd) {
    expect((await send(url, { headers })).status, JSON.stringify(headers)).toBe(400);
  }
});

test("a body over the limit is refused with 413, said or not said beforehand", async () => {
  const { url } = await aServer();
  const large = Buffer.alloc(MAX_WEBHOOK_BYTES + 1, 32);
  expect((await send(url, { body: large })).status).toBe(413);
  const headers = { "x-shopify-hmac-sha256": sign(large, SECRET) };
  const streamed = new Blob([large]).stream();
  const init = { method: "POST", headers, body: streamed, duplex: "half" };
  expect((await fetch(`${url}/webhooks`, init as RequestInit)).status).toBe(413);
  const fitting = Buffer.alloc(MAX_WEBHOOK_BYTES, 32);
  expect((await send(url, { body: fitting })).status).toBe(200);
});

test("bodies that are no JSON, or no text, are kept as they are", async () => {
  const { url, kept } = await aServer();
  for (const body of [Buffer.from(`{"id":`), Buffer.from([0xff, 0x00, 0xfe]), Buffer.alloc(0)]) {
    const webhookId = randomUUID();
    const response = await send(url, { body, headers: { "x-shopify-webhook-id": webhookId } });
    expect(response.status).toBe(200);
    expect(await kept(webhookId)).toMatchObject([{ body }]);
  }
});

test("only POST is allowed", async () => {
  const { url } = await aServer();
  const response = await fetch(`${url}/webhooks`);
  expect(response.status).toBe(405);
  expect(response.headers.get("allow")).toBe("POST");
});

test("while the database is away Shopify is asked to try again, and forgeries still get 401", async () => {
  const { url } = await aServer("postgresql://nobody@127.0.0.1:9/none");
  const response = await send(url);
  expect(response.status).toBe(503);
  expect(response.headers.get("retry-after")).toBe("30");
  expect((await send(url, { secret: "wrong" })).status).toBe(401);
  expect((await fetch(`${url}/health`)).status).toBe(200);
  expect((await fetch(`${url}/ready`)).status).toBe(503);
});

async function aServer(databaseUrl?: string) {
  const { appUrl } = await testDatabase();
  const context = createContext({ config: aConfig(databaseUrl ?? appUrl, "http://127.0.0.1:9") });
  const server = createServer(context, { admin: (_request, response) => response.end("admin") });
  const { url } = await server.listen(0);
  onTestFinished(async () => {
    await server.close();
    await context.close();
  });
  const kept = async (webhookId: string) => {
    const found = await context.database.pool.query<Record<string, unknown>>(
      `SELECT topic, body, shop_domain, due_at = received_at AS due FROM delivery
       WHERE webhook_id = $1`,
      [webhookId],
    );
    return found.rows;
  };
  return { url, kept };
}

type Sending = { body?: string | Buffer; secret?: string; headers?: Record<string, string> };

function send(url: string, { body = "{}", secret = SECRET, headers = {} }: Sending = {}) {
  return fetch(`${url}/webhooks`, {
    method: "POST",
    body: typeof body === "string" ? body : new Uint8Array(body),
    headers: {
      "content-type": "application/json",
      "x-shopify-topic": "orders/paid",
      "x-shopify-shop-domain": "a.myshopify.com",
      "x-shopify-webhook-id": randomUUID(),
      "x-shopify-event-id": randomUUID(),
      "x-shopify-triggered-at": "2026-06-01T12:00:00.123456789Z",
      "x-shopify-hmac-sha256": sign(body, secret),
      ...headers,
    },
  });
}

function sign(body: string | Buffer, secret: string): string {
  return createHmac("sha256", secret).update(body).digest("base64");
}
