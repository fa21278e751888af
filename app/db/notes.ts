import { commitmentTo } from "#app/domain/chain.ts";
import type { Tx } from "#app/db/context.ts";

/** Commitments to the notes behind some sources (adjustments, rewards by hand), by source. */
export async function listNoteCommitments(
  tx: Tx,
  shopId: bigint,
  sources: string[],
): Promise<Map<string, Uint8Array>> {
  const adjustments = idsOf(sources, "adjustment:");
  const redemptions = idsOf(sources, "redemption:");
  const commitments = new Map<string, Uint8Array>();
  const add = (
    prefix: string,
    row: { id: string; note: string | null; noteSalt: Uint8Array | null },
  ) => {
    if (row.note === null || row.noteSalt === null) return;
    commitments.set(prefix + row.id, commitmentTo(row.note, row.noteSalt));
  };
  const select = { id: true, note: true, noteSalt: true } as const;
  if (adjustments.length > 0) {
    const rows = await tx.adjustment.findMany({
      where: { shopId, id: { in: adjustments } },
      select,
    });
    for (const row of rows) add("adjustment:", row);
  }
  if (redemptions.length > 0) {
    const rows = await tx.redemption.findMany({
      where: { shopId, id: { in: redemptions } },
      select,
    });
    for (const row of rows) add("redemption:", row);
  }
  return commitments;
}

function idsOf(sources: string[], prefix: string): string[] {
  const ids = sources.filter((source) => source.startsWith(prefix));
  return [...new Set(ids.map((source) => source.slice(prefix.length)))];
}
