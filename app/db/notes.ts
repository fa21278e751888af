import { commitmentTo } from "#app/domain/chain.ts";
import type { Tx } from "#app/db/context.ts";

/**
 * Commitments to the notes behind some sources, by source: of adjustments. What is issued by hand
 * has a note, too, but moves no points.
 */
export async function listNoteCommitments(
  tx: Tx,
  shopId: bigint,
  sources: string[],
): Promise<Map<string, Uint8Array>> {
  const adjustments = sources.filter((source) => source.startsWith(ADJUSTMENT));
  if (adjustments.length === 0) return new Map();
  const ids = adjustments.map((source) => source.slice(ADJUSTMENT.length));
  const rows = await tx.$queryRaw<{ id: string; note: string; salt: Uint8Array }[]>`
    SELECT id::text AS id, note, note_salt AS salt FROM adjustment
    WHERE shop_id = ${shopId} AND id = ANY(${ids}::uuid[])
      AND note IS NOT NULL AND note_salt IS NOT NULL`;
  return new Map(rows.map(({ id, note, salt }) => [ADJUSTMENT + id, commitmentTo(note, salt)]));
}

const ADJUSTMENT = "adjustment:";
