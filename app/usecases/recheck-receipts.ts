import { createHash } from "node:crypto";
import { addCheckResult } from "#app/db/check-results.ts";
import type { ShopContext } from "#app/db/context.ts";
import { listMembersFrom, listReceipts, type SampledTransfer } from "#app/db/receipt-samples.ts";
import { canonicalJson } from "#app/domain/chain.ts";
import type { State } from "#app/domain/engine/state.ts";
import { settleWithin } from "#app/usecases/settle-members.ts";

/** A receipt that is not what comes out today. Holds no personal data. */
type ReceiptDifference = { memberId: string; seq: string; source: string; found: string | null };

export type ReceiptCheck = {
  /** Receipts that were worked out again. */
  checked: bigint;
  differences: bigint;
  details: ReceiptDifference[];
};

/** Members looked at in one night. */
const SAMPLE = 40;
const SHOWN = 50;

/**
 * Works out awards of the past again, from what is stored, and compares their receipts with those
 * in the ledger. Takes another sample of members every day, the same for the same day. Keeps the
 * result for the home page.
 */
export async function recheckReceipts(ctx: ShopContext): Promise<ReceiptCheck> {
  const ranAt = ctx.clock.now();
  return ctx.inTransaction(async (tx) => {
    const memberIds = await listMembersFrom(tx, ctx.shopId, placesOf(ctx.shopId, ranAt));
    // Settled first, so that what was learned a moment ago is no difference.
    const decisions = await settleWithin(tx, ctx, memberIds);
    const sample = await listReceipts(tx, ctx.shopId, memberIds);
    const details = sample.flatMap((transfer) =>
      differenceOf(transfer, decisions.get(transfer.memberId)?.state),
    );
    const counts = { checked: BigInt(sample.length), differences: BigInt(details.length) };
    const shown = details.slice(0, SHOWN);
    await addCheckResult(tx, ctx.shopId, {
      ...{ kind: "receipts", ranAt, ...counts, repaired: 0n },
      details: { differences: shown },
    });
    return { ...counts, details: shown };
  });
}

/** Places among all ids, spread evenly by a hash of shop and day. */
function placesOf(shopId: bigint, moment: Date): string[] {
  const day = moment.toISOString().slice(0, 10);
  return Array.from({ length: SAMPLE }, (_, index) => {
    const hash = createHash("sha256").update(`${shopId}:${day}:${index}`).digest("hex");
    return hash.slice(0, 32);
  });
}

function differenceOf(transfer: SampledTransfer, state: State | undefined): ReceiptDifference[] {
  const { memberId, seq, source, lot, from, to, happenedAt } = transfer;
  const again = state?.journal.findLast(
    (move) =>
      move.source === source &&
      move.lot === lot &&
      move.from === from &&
      move.to === to &&
      move.at === happenedAt.getTime(),
  );
  const found = again ? canonicalJson(again.receipt) : null;
  if (found === canonicalJson(transfer.receipt)) return [];
  return [{ memberId, seq: seq.toString(), source, found }];
}
