import { randomBytes, randomUUID } from "node:crypto";
import { once } from "node:events";
import { createReadStream, createWriteStream } from "node:fs";
import { createInterface } from "node:readline";
import type { Writable } from "node:stream";
import { finished } from "node:stream/promises";
import type { ShopContext } from "#app/db/context.ts";
import { openDatabase, type Database } from "#app/db/database.server.ts";
import { findShopByDomain, listInstalledShops } from "#app/db/shops.ts";
import { auditExport } from "#app/domain/audit/audit-export.ts";
import type { LedgerFault } from "#app/domain/audit/records.ts";
import { compareRoots } from "#app/domain/audit/roots.ts";
import { checkLedger } from "#app/usecases/check-ledger.ts";
import { exportLedger } from "#app/usecases/export-ledger.ts";
import { readRoots } from "#app/usecases/read-ledger.ts";
import { readOptions, refuse } from "#bin/read-options.ts";

const USAGE = `npm run ledger -- verify [--shop DOMAIN] [--kept FILE]
npm run ledger -- verify --file FILE [--kept FILE]
npm run ledger -- export --shop DOMAIN [--out FILE]

Adds a shop's ledger up again (every shop's without --shop) and names each row that is not as it
was written, or writes it to a file that can be verified without the database. --kept is an
earlier export: its roots must still be the same. The database is that of DATABASE_URL.`;

type Options = { shop?: string; file?: string; kept?: string; out?: string };

/** Exit status 0: all is well; 1: something is wrong and named; 2: nothing could be looked at. */
async function main(): Promise<number> {
  const text = { type: "string" } as const;
  const { values, positionals } = readOptions(USAGE, {
    allowPositionals: true,
    options: { shop: text, file: text, kept: text, out: text },
  });
  const [command] = positionals;
  if (command === "verify" && values.file !== undefined) return verifyFile(values.file, values);
  if (command === "verify") return withDatabase((database) => verifyShops(database, values));
  if (command === "export" && values.shop !== undefined) {
    return withDatabase((database) => writeExport(database, values));
  }
  return refuse(USAGE, "Say verify, or export with --shop.");
}

async function withDatabase(work: (database: Database) => Promise<number>): Promise<number> {
  const url = process.env["DATABASE_URL"];
  if (!url) throw new Error("Set DATABASE_URL to the database, or verify an export with --file.");
  const database = openDatabase(url);
  return work(database).finally(() => database.close());
}

async function verifyFile(file: string, { kept }: Options): Promise<number> {
  const audit = await auditExport(linesOf(file));
  const { header, faults, faultCount, rootList } = audit;
  const since = kept === undefined ? [] : compareRoots(rootList, await keptRoots(kept));
  return report(header.shop, {
    ...audit,
    faults: [...faults, ...since],
    faultCount: faultCount + BigInt(since.length),
  });
}

async function verifyShops(database: Database, { shop, kept }: Options): Promise<number> {
  let status = 0;
  for (const { id, domain } of await shopsOf(database, shop)) {
    const ctx = contextOf(database, id);
    const { checked, differences, details, ...counts } = await checkLedger(ctx);
    const earlier = kept === undefined ? [] : await keptRoots(kept);
    const since = compareRoots(await readRoots(ctx), earlier);
    const faults = [...details, ...since];
    const faultCount = differences + BigInt(since.length);
    status = Math.max(status, report(domain, { ...counts, members: checked, faults, faultCount }));
  }
  return status;
}

async function shopsOf({ prisma }: Database, domain: string | undefined) {
  if (domain === undefined) return listInstalledShops(prisma);
  const shop = await findShopByDomain(prisma, domain);
  if (!shop) throw new Error(`There is no shop ${domain}.`);
  return [shop];
}

type Found = {
  members: bigint;
  transfers: bigint;
  roots: bigint;
  faults: LedgerFault[];
  faultCount: bigint;
};

function report(shop: string, found: Found): number {
  const { members, transfers, roots, faults, faultCount } = found;
  console.log(`${shop}: ${members} members, ${transfers} transfers, ${roots} closed days.`);
  for (const { says } of faults) console.log(`✗ ${says}`);
  const more = faultCount - BigInt(faults.length);
  if (more > 0n) console.log(`✗ … and ${more} more.`);
  if (faultCount === 0n) console.log("✓ Everything adds up, and every chain is whole.");
  return faultCount === 0n ? 0 : 1;
}

async function writeExport(database: Database, { shop = "", out }: Options): Promise<number> {
  const [found] = await shopsOf(database, shop);
  if (!found) return 2;
  const file = out === undefined ? process.stdout : createWriteStream(out);
  for await (const line of exportLedger(contextOf(database, found.id), shop)) {
    await write(file, `${line}\n`);
  }
  if (out !== undefined) {
    file.end();
    await finished(file);
  }
  return 0;
}

/** Waits where the reader is slower than we are. */
async function write(stream: Writable, text: string): Promise<void> {
  if (!stream.write(text)) await once(stream, "drain");
}

async function keptRoots(file: string) {
  return (await auditExport(linesOf(file))).rootList;
}

function linesOf(file: string): AsyncIterable<string> {
  return createInterface({ input: createReadStream(file), crlfDelay: Infinity });
}

/** Only reads: nothing here hashes a customer. */
function contextOf(database: Database, shopId: bigint): ShopContext {
  return {
    shopId,
    clock: { now: () => new Date() },
    author: "laurel",
    newId: () => randomUUID(),
    randomBytes,
    hashCustomer: () => {
      throw new Error("The ledger's commands know no customers.");
    },
    signRecord: () => {
      throw new Error("The ledger's commands sign no records.");
    },
    inTransaction: (work) => database.inShop(shopId, work),
  };
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}
