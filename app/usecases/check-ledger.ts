import type { ShopContext } from "#app/db/context.ts";
import { auditLedger } from "#app/domain/audit/audit-ledger.ts";
import type { LedgerFault } from "#app/domain/audit/records.ts";
import { readMemberRecords, readRoots } from "#app/usecases/read-ledger.ts";

export type LedgerCheck = {
  /** Members whose whole history was added up. */
  checked: bigint;
  transfers: bigint;
  /** Closed days whose root was computed again. */
  roots: bigint;
  differences: bigint;
  /** The first hundred. Hold no personal data. */
  details: LedgerFault[];
};

/**
 * Adds every member up again from their transfers, and compares balances, lots, the engine's
 * flows, the hash chain and the roots of closed days with what stands. Reads page by page;
 * changes nothing.
 */
export async function checkLedger(ctx: ShopContext): Promise<LedgerCheck> {
  const roots = await readRoots(ctx);
  const audit = auditLedger(ctx.shopId, roots);
  for await (const record of readMemberRecords(ctx, roots)) audit.add(record);
  const { members, faultCount, faults, ...counts } = audit.end();
  return { ...counts, checked: members, differences: faultCount, details: faults };
}
