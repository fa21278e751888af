import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { beforeAll, expect, onTestFinished, test } from "vitest";
import { auditExport } from "#app/domain/audit/audit-export.ts";
import { checkLedger } from "#app/usecases/check-ledger.ts";
import { closeLedgerDays } from "#app/usecases/close-ledger-days.ts";
import { exportLedger } from "#app/usecases/export-ledger.ts";
import {
  afterTampering,
  aShopWithHistory,
  forgetLast,
  mergeFirstTwo,
  type LedgerShop,
} from "#test/support/ledger-history.ts";
import { aShop, plainStarter } from "#test/support/shop.ts";
import { testDatabase } from "#test/support/database.ts";
import { adjustPoints } from "#app/usecases/adjust-points.ts";

let shop: LedgerShop;
beforeAll(async () => {
  shop = await aShopWithHistory(78);
});

async function linesOf({ ctx, domain }: Pick<LedgerShop, "ctx" | "domain">): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of exportLedger(ctx, domain)) lines.push(line);
  return lines;
}

/** A second transfer of somebody, for others to change. */
function placeOf(lines: string[]): number {
  return lines.findIndex((line) => /"kind":"transfer".*"seq":"2"/.test(line));
}

async function* each(lines: string[]): AsyncGenerator<string> {
  for (const line of lines) yield await Promise.resolve(line);
}

function aFile(lines: string[]): string {
  const folder = mkdtempSync(path.join(tmpdir(), "laurel-ledger-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = path.join(folder, "ledger.jsonl");
  writeFileSync(file, `${lines.join("\n")}\n`);
  return file;
}

async function run(args: string[]): Promise<{ status: number; output: string }> {
  const { appUrl } = await testDatabase();
  return new Promise((resolve) => {
    const options = { env: { ...process.env, DATABASE_URL: appUrl } };
    execFile(process.execPath, ["bin/ledger.ts", ...args], options, (error, stdout, stderr) => {
      resolve({ status: Number(error?.code ?? 0), output: stdout + stderr });
    });
  });
}

test("an export in which a line was changed, removed, doubled or moved does not verify", async () => {
  const lines = await linesOf(shop);
  const at = placeOf(lines);
  const changed = lines.with(at, (lines[at] ?? "").replace('"points":"', '"points":"1'));
  const found = await auditExport(each(changed));
  expect(found.faults[0]).toMatchObject({ kind: "altered", seq: "2" });
  const without = await auditExport(each(lines.toSpliced(at, 1))).catch(String);
  expect(without).toMatch(/lines were removed or inserted/);
  const doubled = await auditExport(each(lines.toSpliced(at, 0, lines[at] ?? ""))).catch(String);
  expect(doubled).toMatch(/lines were removed or inserted/);
  expect(await auditExport(each(lines.slice(0, -3))).catch(String)).toMatch(/it was cut off/);
  const [header = "", ...rest] = lines;
  expect(await auditExport(each(rest)).catch(String)).toMatch(/not the header of an export/);
  expect(await auditExport(each([header, "nonsense"])).catch(String)).toMatch(/Line 2 is no line/);
});

test("the command verifies shop and file, and its exit status says whether all is well", async () => {
  const lines = await linesOf(shop);
  const [kept, out] = [aFile(lines), aFile([])];
  const healthy = await run(["verify", "--shop", shop.domain, "--kept", kept]);
  expect(healthy).toMatchObject({ status: 0 });
  expect(healthy.output).toMatch(/3 members, \d+ transfers, 3 closed days\.\n✓ Everything adds up/);
  expect(await run(["export", "--shop", shop.domain, "--out", out])).toMatchObject({ status: 0 });
  expect(await run(["verify", "--file", out, "--kept", kept])).toMatchObject({ status: 0 });
  const at = placeOf(lines);
  const changed = aFile(lines.with(at, (lines[at] ?? "").replace('"points":"', '"points":"1')));
  const broken = await run(["verify", "--file", changed]);
  expect(broken.status).toBe(1);
  expect(broken.output).toMatch(/✗ Transfer 2 of member .* was changed after it was written\./);
  expect(await run(["verify", "--shop", "nobody.myshopify.com"])).toMatchObject({ status: 2 });
});

test("a history that was written again with fresh hashes and roots differs from the roots that were kept", async () => {
  const kept = aFile(await linesOf(shop));
  // The same ledger without its last closed day, in which nothing contradicts anything.
  const cut = (await linesOf(shop)).filter((line) => !line.includes('"kind":"root"'));
  const again = aFile(cut.map((line) => line.replace(/"heads":\[.*\]/, '"heads":[]')));
  expect(await run(["verify", "--file", again])).toMatchObject({ status: 0 });
  const compared = await run(["verify", "--file", again, "--kept", kept]);
  expect(compared.status).toBe(1);
  expect(compared.output).toMatch(/The root of 2026-03-\d\d is missing: history up to the end of/);
});

test("a day is closed once, by the shop's own midnight, and only when something moved on it", async () => {
  const other = await aShop({ timeZone: "America/New_York" });
  await other.publish(plainStarter);
  const { memberId } = await other.aMember();
  const give = (at: string) => {
    other.clock.set(at);
    return adjustPoints(other.ctx, { memberId, points: 1n, note: "Hi", requestId: at });
  };
  const closeAt = async (at: string) => {
    other.clock.set(at);
    const all = await Promise.all([closeLedgerDays(other.ctx), closeLedgerDays(other.ctx)]);
    return all.flat().map(({ day, untilAt, members }) => [day, untilAt.toISOString(), members]);
  };
  await give("2026-03-08T04:30:00Z");
  await give("2026-03-08T23:30:00Z");
  expect(await closeAt("2026-03-08T05:15:00Z")).toEqual([]);
  expect(await closeAt("2026-03-08T05:30:00Z")).toEqual([
    ["2026-03-07", "2026-03-08T05:00:00.000Z", 1n],
  ]);
  // Clocks went forward that night: the day has 23 hours.
  expect(await closeAt("2026-04-01T00:00:00Z")).toEqual([
    ["2026-03-08", "2026-03-09T04:00:00.000Z", 1n],
  ]);
  expect(await closeAt("2026-05-01T00:00:00Z")).toEqual([]);
  expect(await checkLedger(other.ctx)).toMatchObject({ differences: 0n, roots: 2n });
});

test("a transfer that somebody puts into a day that is over is named", async () => {
  // The row of the head, and with it the root, no longer know the day's last transfer.
  const [first = ""] = shop.members.map(({ memberId }) => memberId).sort();
  const sql = `DELETE FROM ledger_head WHERE shop_id = ${shop.ctx.shopId} AND member_id = '${first}'
    AND until_at = (SELECT max(until_at) FROM ledger_head WHERE shop_id = ${shop.ctx.shopId}
                    AND member_id = '${first}')`;
  const { details } = await afterTampering(shop, sql, checkLedger);
  expect(details[0]).toMatchObject({ kind: "head", memberId: first });
  expect(details.at(-1)?.says).toMatch(/made over the heads of 3 members, and 2 are there/);
});

test("merges, erased people and random histories leave a ledger that verifies, in the database and as a file", async () => {
  await mergeFirstTwo(shop);
  await forgetLast(shop);
  shop.clock.set("2026-03-09T00:00:00Z");
  expect(await closeLedgerDays(shop.ctx)).toHaveLength(1);
  expect(await checkLedger(shop.ctx)).toMatchObject({ differences: 0n, roots: 4n });
  const lines = await linesOf(shop);
  const found = await auditExport(each(lines));
  expect(found).toMatchObject({ faults: [], roots: 4n, members: 3n });
  expect(found.transfers).toBe(BigInt(lines.filter((line) => line.includes('"transfer"')).length));
  expect(lines.join("\n")).not.toMatch(/parcel|gid:\/\/shopify\/Customer/);
});
