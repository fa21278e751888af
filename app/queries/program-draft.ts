import type { Tx } from "#app/db/context.ts";
import { getShop } from "#app/db/shops.ts";
import { readStoredDocument } from "#app/domain/program/document.ts";
import { starterProgramFor } from "#app/domain/program/starter.ts";

/** The draft that a page edits. A shop that has saved none yet begins with the starter program. */
export async function readDraft(tx: Tx, shopId: bigint) {
  const draft = await tx.programDraft.findUnique({
    where: { shopId },
    select: { document: true, revision: true },
  });
  if (draft) return { document: readStoredDocument(draft.document), revision: draft.revision };
  const { currency } = await getShop(tx, shopId);
  return { document: starterProgramFor(currency), revision: 0 };
}

/** The newest published version, or null. */
export async function readNewestVersion(tx: Tx, shopId: bigint) {
  const newest = await tx.programVersion.findFirst({
    where: { shopId },
    orderBy: { version: "desc" },
    select: { version: true, document: true },
  });
  if (!newest) return null;
  return { version: newest.version, document: readStoredDocument(newest.document) };
}
