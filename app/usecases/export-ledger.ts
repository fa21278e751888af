import type { ShopContext } from "#app/db/context.ts";
import { lineOf } from "#app/domain/audit/export-format.ts";
import { readMemberRecords, readRoots } from "#app/usecases/read-ledger.ts";

/**
 * A shop's whole ledger as lines of JSON: roots, then each member with all their transfers, then
 * the end. Anybody can verify it without the database. Holds no personal data.
 */
export async function* exportLedger(ctx: ShopContext, shop: string): AsyncGenerator<string> {
  const roots = await readRoots(ctx);
  yield lineOf.header({ shop, shopId: ctx.shopId, exportedAt: ctx.clock.now() });
  for (const root of roots) yield lineOf.root(root);
  const counts = { members: 0n, transfers: 0n };
  for await (const record of readMemberRecords(ctx, roots)) {
    counts.members += 1n;
    counts.transfers += BigInt(record.transfers.length);
    yield lineOf.member(record);
    for (const transfer of record.transfers) yield lineOf.transfer(transfer);
  }
  yield lineOf.end(counts);
}
