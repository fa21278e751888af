import type { ChainedTransfer } from "#app/domain/chain.ts";
import type { Account } from "#app/domain/engine/state.ts";
import type { Tx } from "#app/db/context.ts";

/** A transfer as it stands in the ledger, with its link in the member's chain. */
export type StoredTransfer = ChainedTransfer & { from: Account; to: Account; hash: Uint8Array };

/** All transfers of some members, by member, in the order in which they were posted. */
export async function listTransfers(
  tx: Tx,
  shopId: bigint,
  memberIds: string[],
): Promise<Map<string, StoredTransfer[]>> {
  const rows = await tx.transfer.findMany({
    where: { shopId, memberId: { in: memberIds } },
    orderBy: [{ memberId: "asc" }, { seq: "asc" }],
  });
  const byMember = new Map<string, StoredTransfer[]>();
  for (const row of rows) {
    const own = byMember.get(row.memberId) ?? [];
    own.push({ ...row, from: row.from as Account, to: row.to as Account });
    byMember.set(row.memberId, own);
  }
  return byMember;
}
