import type { Tx } from "#app/db/context.ts";
import { listStockTaken } from "#app/db/reward-stock.ts";
import { countFreeVouchers } from "#app/db/vouchers.ts";
import type { Reward } from "#app/domain/program/reward.ts";

/** The rewards of which nothing is left: no piece of the stock, or no voucher in the pool. */
export async function listSoldOut(
  tx: Tx,
  shopId: bigint,
  rewards: Reward[],
): Promise<ReadonlySet<string>> {
  const limited = rewards.some(({ stock }) => stock !== null);
  const pooled = rewards.some(({ gives }) => gives.kind === "voucher");
  const taken = limited ? await listStockTaken(tx, shopId) : new Map<string, bigint>();
  const free = pooled ? await countFreeVouchers(tx, shopId) : new Map<string, number>();
  const soldOut = rewards.filter(
    ({ id, stock, gives }) =>
      (stock !== null && (taken.get(id) ?? 0n) >= BigInt(stock)) ||
      (gives.kind === "voucher" && (free.get(id) ?? 0) === 0),
  );
  return new Set(soldOut.map(({ id }) => id));
}
