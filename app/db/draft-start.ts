import type { Tx } from "#app/db/context.ts";
import type { ProgramDocument } from "#app/domain/program/document.ts";

/** Gives the shop a draft to start from, unless it has one or has had a program. */
export async function addDraftIfNone(
  tx: Tx,
  shopId: bigint,
  { document, at }: { document: ProgramDocument; at: Date },
): Promise<void> {
  if (await tx.programVersion.findFirst({ where: { shopId }, select: { version: true } })) return;
  await tx.programDraft.createMany({
    data: [{ shopId, document, updatedAt: at }],
    skipDuplicates: true,
  });
}
