import { addCheckResult } from "#app/db/check-results.ts";
import type { ShopContext } from "#app/db/context.ts";
import { checkLedger, type LedgerCheck } from "#app/usecases/check-ledger.ts";

/** Checks the ledger and keeps the result for the home page. */
export async function keepLedgerCheck(ctx: ShopContext): Promise<LedgerCheck> {
  const check = await checkLedger(ctx);
  const { checked, differences, details } = check;
  await ctx.inTransaction((tx) =>
    addCheckResult(tx, ctx.shopId, {
      kind: "ledger",
      ranAt: ctx.clock.now(),
      checked,
      differences,
      repaired: 0n,
      details: { differences: details },
    }),
  );
  return check;
}
