import type { ShopContext } from "#app/db/context.ts";
import { reviveExact } from "#app/domain/exact-json.ts";
import type { Receipt } from "#app/domain/receipt.ts";
import { noNames, receiptNamesOf } from "#app/domain/receipt-names.ts";
import { formatReceipt } from "#app/domain/receipt-text.ts";
import { readNewestVersion } from "#app/queries/program-draft.ts";

/** The receipt of one transfer as sentences, or null where it has none. */
export async function transferReceipt(
  ctx: ShopContext,
  wish: { memberId: string; seq: bigint; locale: "en" | "zh-CN" },
): Promise<string[] | null> {
  const { memberId, seq } = wish;
  return ctx.inTransaction(async (tx) => {
    const transfer = await tx.transfer.findUnique({
      where: { shopId_memberId_seq: { shopId: ctx.shopId, memberId, seq } },
      select: { receipt: true },
    });
    if (!transfer?.receipt) return null;
    const newest = await readNewestVersion(tx, ctx.shopId);
    const names = newest ? receiptNamesOf(newest.document) : noNames;
    return formatReceipt(reviveExact<Receipt>(transfer.receipt), wish.locale, names);
  });
}
