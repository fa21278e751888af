import { addCheckResult } from "#app/db/check-results.ts";
import type { ShopContext } from "#app/db/context.ts";
import type { LedgerFault } from "#app/domain/audit/records.ts";
import { checkLedger, type LedgerCheck } from "#app/usecases/check-ledger.ts";
import { verifyComparisons, type Verdict } from "#app/usecases/verify-comparisons.ts";

/** So many records are named; one that is altered or gone stands for the rest. */
const MOST_RECORDS = 100;

/**
 * Checks the ledger, and the signed records of comparisons, of which only a process that holds the
 * secret can tell; and keeps the result for the home page.
 */
export async function keepLedgerCheck(ctx: ShopContext): Promise<LedgerCheck> {
  const check = await checkLedger(ctx);
  const records = (await verifyComparisons(ctx)).flatMap(faultOf);
  const details = [...records.slice(0, MOST_RECORDS), ...check.details];
  const differences = check.differences + BigInt(records.length);
  await ctx.inTransaction((tx) =>
    addCheckResult(tx, ctx.shopId, {
      kind: "ledger",
      ranAt: ctx.clock.now(),
      checked: check.checked,
      differences,
      repaired: 0n,
      details: { differences: details },
    }),
  );
  return { ...check, differences, details };
}

function faultOf({ number, verdict }: Verdict): LedgerFault[] {
  const place = { memberId: "", seq: null };
  switch (verdict) {
    case "sound":
      return [];
    case "altered":
      return [{ ...place, kind: verdict, says: `Comparison ${number} is not what was signed.` }];
    case "gap-before":
      return [{ ...place, kind: "missing", says: `What comparison ${number} followed is gone.` }];
  }
}
