import type { ShopContext } from "#app/db/context.ts";
import { listKnownVouchers, hasPool } from "#app/db/vouchers.ts";
import { readVoucherCodes } from "#app/domain/voucher-codes.ts";

/** What adding a file to a reward's pool would do: nothing is added yet. */
export async function vouchersToAdd(
  ctx: ShopContext,
  { rewardId, csv }: { rewardId: string; csv: string },
) {
  const read = readVoucherCodes(csv);
  if (!read.ok) return read;
  const { codes } = read;
  return ctx.inTransaction(async (tx) => {
    if (!(await hasPool(tx, ctx.shopId, rewardId))) {
      return { ok: false as const, reason: "no-pool" as const };
    }
    const { size: known } = await listKnownVouchers(tx, ctx.shopId, codes);
    const [first, last] = [codes[0] ?? "", codes.at(-1) ?? ""];
    return { ok: true as const, found: codes.length, first, last, known };
  });
}
