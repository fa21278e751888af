import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { expect, onTestFinished, test } from "vitest";
import { JOBS, type JobName } from "#app/jobs/job-list.ts";
import { adjustPoints } from "#app/usecases/adjust-points.ts";
import { aShopper, buy, redeem } from "#test/support/codes.ts";
import { findText } from "#test/support/every-text.ts";
import { aLaurel, aProduct } from "#test/support/laurel.ts";

test("the log names no person, no address, no code and no token, whatever happens", async () => {
  const lines: string[] = [];
  const laurel = await aLaurel({ allOrders: true, log: (line) => lines.push(line) });
  const { ctx, devShop, worker, context } = laurel;
  const ada = await aShopper(laurel, 300);
  const { code } = await redeem(laurel, ada);
  await laurel.settleDown();
  const variantId = await aProduct(laurel, 2000);
  await buy(laurel, { customerId: ada.id, variantId, codes: [code] });
  const note = "Her parcel from Timbuktu was late";
  await adjustPoints(ctx, { memberId: ada.memberId, points: 1n, note, requestId: "n" });
  await laurel.settleDown();
  // What goes wrong is logged, too: a delivery nobody can read, a shop whose token is refused.
  const [received] = laurel.received;
  if (!received) throw new Error("nothing was received");
  const body = Buffer.from('{"email":"lovelace@example.com", broken');
  await context.keepDelivery({ ...received, webhookId: "broken", topic: "orders/paid", body });
  await laurel.settleDown();
  for (const job of Object.keys(JOBS) as JobName[]) await worker.runNow(job);
  laurel.clock.advance(2 * 86_400_000);
  await worker.runNow("close-ledger-days");
  context.log.error({ error: new Error("on purpose"), email: "x" }, "something failed");
  await devShop.commerce.redactCustomer(ada.id);
  await laurel.settleDown();

  const log = lines.join("");
  expect(log).toContain("ledger root");
  expect(log).toContain("on purpose");
  const secret = [/lovelace/i, /@example\.com/, /Timbuktu/, new RegExp(code), /shpat_|shpua_/];
  expect(secret.filter((pattern) => pattern.test(log))).toEqual([]);
  expect(await findText(laurel.ownerUrl, code)).not.toEqual([]);
});

test("a worker that is asked to stop finishes what it does, and ends with status 0", async () => {
  const { config } = await aLaurel({ worker: false });
  const keys = config.TOKEN_KEYS.map(({ id, bytes }) => `${id}:${bytes.toString("base64")}`);
  const given = { ...config, LOG_LEVEL: "info", TOKEN_KEYS: keys.join(",") };
  const set = Object.entries(given).filter(([, value]) => value !== undefined);
  const env = Object.fromEntries(set.map(([name, value]) => [name, String(value)]));
  const worker = spawn(process.execPath, ["bin/work.ts"], { env: { ...process.env, ...env } });
  onTestFinished(() => void worker.kill("SIGKILL"));
  const said: string[] = [];
  createInterface({ input: worker.stdout }).on("line", (line) => {
    said.push(line);
    if (line.includes("the worker has started")) worker.kill("SIGTERM");
  });
  const [status] = (await once(worker, "close")) as [number];
  expect(status).toBe(0);
  expect(said.at(-1)).toContain("the worker has stopped");
});
