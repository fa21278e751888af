import { readFileSync } from "node:fs";
import pg from "pg";
import { expect, onTestFinished, test } from "vitest";
import { openDatabase } from "#app/db/database.server.ts";
import { listDeliveryDays } from "#app/db/delivery-days.ts";
import { openInbox } from "#app/db/inbox.ts";
import { pruneInbox } from "#app/usecases/prune-inbox.ts";
import { listMigrations } from "#bin/migrate.ts";
import { emptyDatabase, freshDatabase } from "#test/support/database.ts";

const DAY_MS = 86_400_000;
const today = Math.floor(Date.now() / DAY_MS) * DAY_MS;
const daysAway = (days: number) => new Date(today + days * DAY_MS + 43_200_000);
const nameOf = (days: number) => daysAway(days).toISOString().slice(0, 10);

test("days are made ahead, and dropped whole when they are past keeping", async () => {
  const { pool, tell, finishAll, prune, placesOf } = await anInbox();
  await prune(-10);
  expect(await listDeliveryDays(pool)).toContain(nameOf(-10));
  await tell("old", -9);
  await tell("undone", -8);
  await tell("new", 0);
  await finishAll(["old", "new"]);
  expect(await placesOf()).toEqual({
    old: `delivery_${nameOf(-9).replaceAll("-", "")}`,
    undone: `delivery_${nameOf(-8).replaceAll("-", "")}`,
    new: `delivery_${nameOf(0).replaceAll("-", "")}`,
  });

  await prune(0);
  const days = await listDeliveryDays(pool);
  expect(days).not.toContain(nameOf(-9));
  expect(days).toContain(nameOf(-8));
  expect(days.at(-1)).toBe(nameOf(7));
  expect(Object.keys(await placesOf()).sort()).toEqual(["new", "undone"]);
});

test("what has no day of its own is kept, known when it is repeated, and pruned", async () => {
  const { tell, finishAll, prune, placesOf } = await anInbox();
  await tell("long ago", -900);
  await tell("far ahead", 900);
  await tell("far ahead", 900);
  await prune(0);
  expect(await placesOf()).toEqual({ "long ago": "delivery_other", "far ahead": "delivery_other" });
  await finishAll(["far ahead"]);
  await prune(908);
  expect(Object.keys(await placesOf())).toEqual(["long ago"]);
});

test("a day that is made late takes over what had come for it", async () => {
  const { pool, tell, prune, placesOf } = await anInbox();
  await tell("early", 12);
  expect(await placesOf()).toEqual({ early: "delivery_other" });
  await prune(6);
  expect(await listDeliveryDays(pool)).toContain(nameOf(12));
  expect(await placesOf()).toEqual({ early: `delivery_${nameOf(12).replaceAll("-", "")}` });
});

test("the app drops no day that is recent, undone, or none of the inbox", async () => {
  const { pool, tell } = await anInbox();
  await tell("undone", -20);
  const drop = async (day: string, keptFrom: Date) => {
    const wish = "SELECT laurel_drop_delivery_day($1::date, $2) AS done";
    const { rows } = await pool.query<{ done: boolean }>(wish, [day, keptFrom]);
    return rows[0]?.done;
  };
  await pool.query("SELECT laurel_make_delivery_day($1::date)", [nameOf(-20)]);
  const farAhead = new Date(today + 900 * DAY_MS);
  expect(await drop(nameOf(0), farAhead)).toBe(false);
  expect(await drop(nameOf(-20), farAhead)).toBe(false);
  expect(await drop(nameOf(-30), farAhead)).toBe(false);
  await expect(pool.query("DROP TABLE delivery")).rejects.toThrow("must be owner");
  await expect(pool.query("SELECT FROM laurel_days.delivery_other")).rejects.toThrow("denied");
});

test("days are made and dropped while webhooks come in", async () => {
  const { tell, finishAll, prune, placesOf } = await anInbox();
  await prune(-10);
  let stopped = false;
  let told = 0;
  const telling = (async () => {
    for (; !stopped; told += 1) await Promise.all([tell(`a${told}`, -9), tell(`b${told}`, 0)]);
  })();
  await prune(-9);
  await prune(-1);
  stopped = true;
  await telling;
  expect(Object.keys(await placesOf())).toHaveLength(2 * told);
  await finishAll(Object.keys(await placesOf()));
  await prune(0);
  expect(Object.keys(await placesOf()).filter((id) => id.startsWith("a"))).toEqual([]);
});

test("the migration carries over what the inbox held", async () => {
  const owner = new pg.Client({ connectionString: await emptyDatabase("carried") });
  await owner.connect();
  onTestFinished(() => owner.end());
  const migrations = listMigrations();
  const at = migrations.findIndex(({ name }) => name.endsWith("_partitions"));
  for (const { sql } of migrations.slice(0, at)) await owner.query(sql);
  await owner.query(
    `INSERT INTO delivery (shop_domain, triggered_on, webhook_id, topic, triggered_at, received_at,
       body, due_at)
     SELECT 'a.myshopify.com', current_date - n, n::text, 't', now(), now(), 'body'::bytea, now()
     FROM generate_series(-2, 20) n`,
  );
  const folder = migrations[at]?.name ?? "";
  await owner.query(readFileSync(`prisma/migrations/${folder}/migration.sql`, "utf8"));
  const kept = await owner.query<{ others: string; all: string; id: string }>(
    `SELECT count(*) AS all, max(id) AS id,
       count(*) FILTER (WHERE tableoid::regclass::text LIKE '%_other') AS others
     FROM delivery`,
  );
  expect(kept.rows).toEqual([{ all: "23", others: "20", id: "23" }]);
  await owner.query(
    `INSERT INTO delivery (shop_domain, triggered_on, webhook_id, topic, triggered_at, received_at,
       body) VALUES ('a.myshopify.com', current_date, 'next', 't', now(), now(), '')`,
  );
  const next = await owner.query("SELECT id FROM delivery WHERE webhook_id = 'next'");
  expect(next.rows).toEqual([{ id: "24" }]);
});

async function anInbox() {
  const { appUrl, ownerUrl } = await freshDatabase("days");
  const database = openDatabase(appUrl);
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  onTestFinished(async () => {
    await owner.end();
    await database.close();
  });
  const { pool } = database;
  const inbox = openInbox(database);
  return {
    pool,
    tell: (webhookId: string, days: number) =>
      inbox.keep({
        shopDomain: "a.myshopify.com",
        webhookId,
        eventId: "",
        topic: "orders/paid",
        triggeredAt: daysAway(days),
        receivedAt: daysAway(days),
        body: Buffer.from("{}"),
      }),
    finishAll: (ids: string[]) =>
      pool.query("UPDATE delivery SET due_at = NULL WHERE webhook_id = ANY($1)", [ids]),
    prune: (days: number) => pruneInbox({ database, clock: { now: () => daysAway(days) } }),
    placesOf: async () => {
      const { rows } = await owner.query<{ id: string; place: string }>(
        `SELECT webhook_id AS id, c.relname AS place
         FROM delivery d JOIN pg_class c ON c.oid = d.tableoid`,
      );
      return Object.fromEntries(rows.map(({ id, place }) => [id, place]));
    },
  };
}
