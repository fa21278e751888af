import type { ProgramVersion } from "#app/domain/program/program.ts";
import { readStoredDocument } from "#app/domain/program/document.ts";
import type { Tx } from "#app/db/context.ts";

const known = new Map<string, ProgramVersion>();

/**
 * All published versions of a shop, oldest first. A version never changes, so each is read once
 * per process.
 */
export async function listPrograms(tx: Tx, shopId: bigint): Promise<ProgramVersion[]> {
  const rows = await tx.$queryRaw<{ version: number; publishedAt: Date }[]>`
    SELECT version, published_at AS "publishedAt" FROM program_version
    WHERE shop_id = ${shopId} ORDER BY effective_from, version`;
  const keyOf = (row: (typeof rows)[number]) =>
    `${shopId}:${row.version}:${row.publishedAt.getTime()}`;
  const unknown = rows.filter((row) => !known.has(keyOf(row)));
  if (unknown.length > 0) {
    const full = await tx.programVersion.findMany({
      where: { shopId, version: { in: unknown.map(({ version }) => version) } },
    });
    for (const row of full) {
      known.set(keyOf(row), {
        version: row.version,
        effectiveFrom: row.effectiveFrom.getTime(),
        timeZone: row.timeZone,
        currency: row.currency,
        document: readStoredDocument(row.document),
      });
    }
  }
  return rows.flatMap((row) => known.get(keyOf(row)) ?? []);
}
