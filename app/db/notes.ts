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
  if (adjustments.length + redemptions.length === 0) return new Map();
  const rows = await tx.$queryRaw<{ source: string; note: string; salt: Uint8Array }[]>`
    SELECT 'adjustment:' || id AS source, note, note_salt AS salt FROM adjustment
    WHERE shop_id = ${shopId} AND id = ANY(${adjustments}::uuid[])
      AND note IS NOT NULL AND note_salt IS NOT NULL
    UNION ALL
    SELECT 'redemption:' || id, note, note_salt FROM redemption
    WHERE shop_id = ${shopId} AND id = ANY(${redemptions}::uuid[])
      AND note IS NOT NULL AND note_salt IS NOT NULL`;
  return new Map(rows.map(({ source, note, salt }) => [source, commitmentTo(note, salt)]));
}

function idsOf(sources: string[], prefix: string): string[] {
  const ids = sources.filter((source) => source.startsWith(prefix));
  return [...new Set(ids.map((source) => source.slice(prefix.length)))];
}
