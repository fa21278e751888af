import { rmSync } from "node:fs";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { createContext } from "#app/context.server.ts";
import { auditExport } from "#app/domain/audit/audit-export.ts";
import { compareRoots } from "#app/domain/audit/roots.ts";
import { startWorker } from "#app/jobs/worker.ts";
import { checkLedger } from "#app/usecases/check-ledger.ts";
import { closeLedgerDays } from "#app/usecases/close-ledger-days.ts";
import { exportLedger } from "#app/usecases/export-ledger.ts";
import { readRoots } from "#app/usecases/read-ledger.ts";
import { migrate } from "#bin/migrate.ts";
import { proveAllOrders } from "#bin/prove-all-orders.ts";
import { ensureDatabase, startPostgres } from "#bin/postgres.ts";
import {
  awaitRestore,
  finishArchive,
  momentOf,
  prepareRestore,
  startArchiving,
  takeBackup,
} from "#test/support/base-backup.ts";
import { aShopper, buy } from "#test/support/codes.ts";
import { aLaurel, aProduct } from "#test/support/laurel.ts";
import { standingOf } from "#test/support/loyalty.ts";
import type { TestDatabase } from "#test/support/database.ts";

const DIR = `.local/rehearsal-${process.pid}`;

async function aServerWithArchive() {
  const server = await startPostgres({ dir: DIR, flags: ["archive_mode=on", "wal_level=replica"] });
  onTestFinished(async () => {
    await server.stop();
    for (const left of [DIR, `${DIR}.log`]) rmSync(left, { recursive: true, force: true });
  });
  const archive = await startArchiving(server);
  const ownerUrl = await ensureDatabase(server, "laurel");
  await migrate(ownerUrl);
  return { server, archive, ownerUrl };
}

function asApp(ownerUrl: string): TestDatabase {
  const appUrl = new URL(ownerUrl);
  appUrl.searchParams.set("options", "-c role=laurel_app");
  return { ownerUrl, appUrl: appUrl.toString() };
}

test("a lost database comes back to a moment, is proved whole, and learns again what came after", async () => {
  const { server, archive, ownerUrl } = await aServerWithArchive();
  const laurel = await aLaurel({ allOrders: true, givenDatabase: asApp(ownerUrl) });
  const { ctx, clock, devShop } = laurel;
  const ada = await aShopper(laurel, 300);
  const variantId = await aProduct(laurel, 1000);
  const order = () => buy(laurel, { customerId: ada.id, variantId });
  const first = await order();
  await laurel.settleDown();
  // The backup is taken while points move.
  const backup = await takeBackup(server, archive, async () => {
    await order();
    await laurel.settleDown();
  });
  await order();
  clock.advance(2 * 86_400_000);
  await laurel.settleDown();
  expect(await closeLedgerDays(ctx)).toHaveLength(1);
  const exported: string[] = [];
  for await (const line of exportLedger(ctx, "kept elsewhere")) exported.push(line);
  const then = await standingOf(laurel, ada.gid);
  const moment = await momentOf(server);

  await order();
  const lines = [{ lineId: first.lines[0]?.id ?? 0, quantity: 1 }];
  await devShop.commerce.refund({ orderId: first.id, lines });
  await order();
  await laurel.settleDown();
  const last = await standingOf(laurel, ada.gid);
  expect(last?.orders).toHaveLength(6);

  await finishArchive(server, archive);
  await laurel.stopWorker();
  await laurel.context.close();
  await server.stop();
  prepareRestore(backup, moment);

  const restored = await startPostgres({ dir: backup.dir });
  await awaitRestore(restored);
  const context = createContext({
    config: { ...laurel.config, DATABASE_URL: asApp(restored.url("laurel")).appUrl },
    clock,
  });
  const again = { ctx: context.shopContext(ctx.shopId, "laurel") };
  onTestFinished(async () => {
    await context.close();
    await restored.stop();
    for (const dir of [backup.dir, archive]) rmSync(dir, { recursive: true, force: true });
    rmSync(path.resolve(`${backup.dir}.log`), { force: true });
  });
  expect(await standingOf(again, ada.gid)).toEqual(then);
  expect(await checkLedger(again.ctx)).toMatchObject({ differences: 0n, details: [], roots: 1n });
  const kept = await auditExport(
    (async function* () {
      for (const line of exported) yield await Promise.resolve(line);
    })(),
  );
  expect(compareRoots(await readRoots(again.ctx), kept.rootList)).toEqual([]);

  const worker = await startWorker(context, { schedule: false });
  onTestFinished(() => worker.stop());
  const found = await proveAllOrders(context, again.ctx);
  expect(found.findings).toHaveLength(3);
  await worker.idle();
  expect(await standingOf(again, ada.gid)).toEqual(last);
  expect(await checkLedger(again.ctx)).toMatchObject({ differences: 0n });
});
