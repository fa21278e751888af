import { createHmac, randomBytes, randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { expect, onTestFinished, test } from "vitest";
import { createContext } from "#app/context.server.ts";
import { openDatabase } from "#app/db/database.server.ts";
import { openInbox } from "#app/db/inbox.ts";
import { createServer } from "#app/http/server.ts";
import { aConfig, SECRET } from "#test/shopify/a-laurel.ts";
import { freshDatabase } from "#test/support/database.ts";

test("what comes at once is committed together, and each keeps its own bytes", async () => {
  const { send, kept, ownerUrl } = await aServer();
  const bodies = Array.from({ length: 80 }, (_, index) => randomBytes(index * 97));
  const unlock = await lockInbox(ownerUrl);
  const sent = bodies.map((body) => send({ body }));
  await sleep(500);
  await unlock();
  const answers = await Promise.all(sent);
  expect(answers.map(({ status }) => status)).toEqual(bodies.map(() => 200));
  const all = await kept();
  expect(all.map(({ id, body }) => [id, body.toString("hex")]).sort()).toEqual(
    answers.map(({ id }, index) => [id, bodies[index]?.toString("hex")]).sort(),
  );
  const commits = new Set(all.map(({ commit }) => commit));
  expect(commits.size).toBeLessThan(40);
});

test("one that the database cannot hold is refused alone", async () => {
  const { send, kept } = await aServer();
  const moments = ["2026-06-01T12:00:00Z", "0000-01-01T00:00:00Z", "2026-06-01T12:00:01Z"];
  const some = Array.from({ length: 30 }, (_, index) => moments[index % 3] ?? "");
  const answers = await Promise.all(some.map((triggeredAt) => send({ triggeredAt })));
  expect(answers.map(({ status }) => status)).toEqual(
    some.map((moment) => (moment.startsWith("0000") ? 503 : 200)),
  );
  expect(await kept()).toHaveLength(20);
});

test("the same deliveries at once, in opposite orders, hold nobody up", async () => {
  const { appUrl } = await freshDatabase("twice");
  const database = openDatabase(appUrl);
  onTestFinished(() => database.close());
  const webServers = [openInbox(database), openInbox(database)];
  for (let round = 0; round < 20; round += 1) {
    const ids = Array.from({ length: 150 }, () => randomUUID());
    const each = webServers.map((inbox, server) =>
      (server === 0 ? ids : ids.toReversed()).map((id) => inbox.keep(aDelivery(id))),
    );
    await Promise.all(each.flat());
  }
  const { rows } = await database.pool.query("SELECT FROM delivery");
  expect(rows).toHaveLength(20 * 150);
});

test("nothing is answered before it is committed", async () => {
  const { send, kept, ownerUrl } = await aServer();
  await send({});
  const unlock = await lockInbox(ownerUrl);
  let answered = 0;
  const waiting = Array.from({ length: 20 }, () => send({}).finally(() => (answered += 1)));
  await sleep(200);
  expect(answered).toBe(0);
  await unlock();
  expect((await Promise.all(waiting)).every(({ status }) => status === 200)).toBe(true);
  expect(await kept()).toHaveLength(21);
});

function aDelivery(webhookId: string) {
  const now = new Date();
  const labels = { shopDomain: "a.myshopify.com", topic: "orders/paid", eventId: "" };
  return { ...labels, webhookId, triggeredAt: now, receivedAt: now, body: randomBytes(5000) };
}

/** Lets nothing into the inbox until the answer is called. */
async function lockInbox(ownerUrl: string): Promise<() => Promise<unknown>> {
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  onTestFinished(() => owner.end());
  await owner.query("BEGIN");
  await owner.query("LOCK TABLE delivery IN EXCLUSIVE MODE");
  return () => owner.query("COMMIT");
}

async function aServer() {
  const { appUrl, ownerUrl } = await freshDatabase("groups");
  const context = createContext({ config: aConfig(appUrl, "http://127.0.0.1:9") });
  const server = createServer(context, { admin: (_request, response) => response.end("admin") });
  const { url } = await server.listen(0);
  onTestFinished(async () => {
    await server.close();
    await context.close();
  });
  const kept = async () => {
    const { rows } = await context.database.pool.query<{
      id: string;
      body: Buffer;
      commit: string;
    }>("SELECT webhook_id AS id, body, xmin::text AS commit FROM delivery");
    return rows;
  };
  return { send: (wish: Wish) => send(url, wish), kept, ownerUrl };
}

type Wish = { body?: Buffer; triggeredAt?: string };

async function send(
  url: string,
  { body = Buffer.from("{}"), triggeredAt = "2026-06-01T12:00:00Z" }: Wish,
): Promise<{ id: string; status: number }> {
  const id = randomUUID();
  const { status } = await fetch(`${url}/webhooks`, {
    method: "POST",
    body: new Uint8Array(body),
    headers: {
      "x-shopify-topic": "orders/paid",
      "x-shopify-shop-domain": "a.myshopify.com",
      "x-shopify-webhook-id": id,
      "x-shopify-triggered-at": triggeredAt,
      "x-shopify-hmac-sha256": createHmac("sha256", SECRET).update(body).digest("base64"),
    },
  });
  return { id, status };
}
