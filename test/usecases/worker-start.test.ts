import { randomBytes } from "node:crypto";
import { afterEach, expect, test } from "vitest";
import { parseConfig } from "#app/config.server.ts";
import { createContext, type AppContext } from "#app/context.server.ts";
import { startWorker } from "#app/jobs/worker.ts";
import { testDatabase } from "#test/support/database.ts";

let context: AppContext | undefined;
afterEach(() => context?.close());

test("a worker starts, comes to rest, and stops, with the schedule of the app's own role", async () => {
  const { appUrl } = await testDatabase();
  context = createContext({
    config: parseConfig({
      DATABASE_URL: appUrl,
      SHOPIFY_API_KEY: "key",
      SHOPIFY_API_SECRET: "secret",
      SHOPIFY_APP_URL: "https://app.example",
      TOKEN_KEYS: `a:${randomBytes(32).toString("base64")}`,
      TOMBSTONE_SECRET: "x".repeat(32),
      LOG_LEVEL: "silent",
    }),
  });
  const worker = await startWorker(context);
  await worker.idle();
  await worker.stop();
  const { rows } = await context.database.pool.query(
    "SELECT identifier FROM graphile_worker._private_known_crontabs ORDER BY 1",
  );
  expect(rows.map(({ identifier }: { identifier: string }) => identifier)).toContain(
    "reconcile-orders",
  );
});
