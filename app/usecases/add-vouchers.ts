import type { ShopContext } from "#app/db/context.ts";
import { addVoucherCodes, hasPool } from "#app/db/vouchers.ts";
import { readVoucherCodes, type VoucherCodes } from "#app/domain/voucher-codes.ts";

export type AddVouchersResult =
  | { ok: true; added: number; known: number }
  | { ok: false; reason: "no-pool" }
  | Exclude<VoucherCodes, { ok: true }>;

/**
 * Adds the codes of a file to a reward's pool, all or none. A code that this or another pool has,
 * handed over or not, is not added again: nobody else could use it.
 */
export async function addVouchers(
  ctx: ShopContext,
  { rewardId, csv }: { rewardId: string; csv: string },
): Promise<AddVouchersResult> {
  const read = readVoucherCodes(csv);
  if (!read.ok) return read;
  const { codes } = read;
  return ctx.inTransaction(async (tx): Promise<AddVouchersResult> => {
    if (!(await hasPool(tx, ctx.shopId, rewardId))) return { ok: false, reason: "no-pool" };
    const addedAt = ctx.clock.now();
    const added = await addVoucherCodes(tx, ctx.shopId, { rewardId, codes, addedAt });
    return { ok: true, added, known: codes.length - added };
  });
}
