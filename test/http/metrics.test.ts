import { expect, onTestFinished, test } from "vitest";
import { createContext } from "#app/context.server.ts";
import { startMetrics } from "#app/http/metrics.ts";
import { aConfig } from "#test/shopify/a-laurel.ts";
import { testDatabase } from "#test/support/database.ts";

test("what waits, and for how long, is there for Prometheus to read", async () => {
  const now = new Date("2031-01-01T00:01:00Z");
  const { appUrl } = await testDatabase();
  const context = createContext({
    config: aConfig(appUrl, "http://127.0.0.1:9"),
    clock: { now: () => now },
  });
  const metrics = await startMetrics(context, 0);
  onTestFinished(async () => {
    await metrics.close();
    await context.close();
  });
  const id = `metrics-${process.pid}`;
  await context.keepDelivery({
    shopDomain: "metrics.myshopify.com",
    webhookId: id,
    eventId: "",
    topic: "orders/paid",
    triggeredAt: new Date("2031-01-01T00:00:00Z"),
    receivedAt: new Date("2031-01-01T00:00:00Z"),
    body: Buffer.from("{}"),
  });
  onTestFinished(async () => {
    await context.database.pool.query("UPDATE delivery SET due_at = NULL WHERE webhook_id = $1", [
      id,
    ]);
  });
  context.metrics.noteDelivery(200, 0.004);

  const response = await fetch(`http://127.0.0.1:${metrics.port}/metrics`);
  const text = await response.text();
  expect(text).toMatch(/^laurel_due\{lane="delivery"\} [1-9]/m);
  expect(text).toMatch(/^laurel_lag_seconds\{lane="delivery"\} \d/m);
  expect(text).toContain(`laurel_intake_seconds_count{status="200"} 1`);
  expect((await fetch(`http://127.0.0.1:${metrics.port}/other`)).status).toBe(404);
});
