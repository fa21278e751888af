import type { Tx } from "#app/db/context.ts";
import { readStoredDocument } from "#app/domain/program/document.ts";
import { starterProgram } from "#app/domain/program/starter.ts";

/** The draft that a page edits. A shop that has saved none yet begins with the starter program. */
export async function readDraft(tx: Tx, shopId: bigint) {
  const draft = await tx.programDraft.findUnique({
    where: { shopId },
    select: { document: true, revision: true },
  });
  return {
    document: draft ? readStoredDocument(draft.document) : starterProgram,
    revision: draft?.revision ?? 0,
  };
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
