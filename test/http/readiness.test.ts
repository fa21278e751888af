import { connect } from "node:net";
import { once } from "node:events";
import pg from "pg";
import { expect, onTestFinished, test } from "vitest";
import { createContext, type AppContext } from "#app/context.server.ts";
import { createServer } from "#app/http/server.ts";
import { aConfig } from "#test/shopify/a-laurel.ts";
import { emptyDatabase, freshDatabase, testDatabase } from "#test/support/database.ts";

function aContext(databaseUrl: string): AppContext {
  const context = createContext({ config: aConfig(databaseUrl, "http://127.0.0.1:9") });
  onTestFinished(() => context.close());
  return context;
}

test("a process is ready once the database has every migration that its code needs", async () => {
  expect(await aContext((await testDatabase()).appUrl).isReady()).toBe(true);
  expect(await aContext(await emptyDatabase("bare")).isReady()).toBe(false);
  expect(await aContext("postgresql://laurel_app@127.0.0.1:9/none").isReady()).toBe(false);
  const { ownerUrl, appUrl } = await freshDatabase("behind");
  const behind = aContext(appUrl);
  expect(await behind.isReady()).toBe(true);
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  await owner.query(`DELETE FROM _prisma_migrations WHERE migration_name =
    (SELECT max(migration_name) FROM _prisma_migrations)`);
  await owner.end();
  expect(await behind.isReady()).toBe(false);
});

test("whoever asks whether it lives or is ready is told by the status", async () => {
  const context = aContext(await emptyDatabase("unready"));
  const server = createServer(context, { admin: (_request, response) => response.end() });
  const { url } = await server.listen(0);
  onTestFinished(() => server.close());
  expect((await fetch(`${url}/health`)).status).toBe(200);
  const ready = await fetch(`${url}/ready`);
  expect([ready.status, await ready.json()]).toEqual([503, { ready: false }]);
});

test("a server that is asked to stop answers what it has been asked, and takes nothing more", async () => {
  const context = aContext((await testDatabase()).appUrl);
  const server = createServer(context, { admin: (_request, response) => response.end() });
  const { port } = await server.listen(0);
  const slow = connect(port, "127.0.0.1");
  await once(slow, "connect");
  slow.write("POST /webhooks HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{");
  // Another request comes back, so the slow one has arrived.
  expect((await fetch(`http://127.0.0.1:${port}/health`)).status).toBe(200);
  const closed = server.close();
  slow.write("}");
  const [answer] = (await once(slow, "data")) as [Buffer];
  expect(answer.toString()).toMatch(/^HTTP\/1\.1 401 /);
  slow.end();
  await closed;
  await expect(fetch(`http://127.0.0.1:${port}/health`)).rejects.toThrow();
});
