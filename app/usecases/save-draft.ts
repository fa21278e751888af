import type { ShopContext } from "#app/db/context.ts";
import type { ProgramDocument } from "#app/domain/program/document.ts";
import { readDocument, type Problem } from "#app/domain/program/read-document.ts";
import { reviveStorable } from "#app/domain/storable-text.ts";

export type SaveDraftResult =
  | { ok: true; revision: number }
  | { ok: false; reason: "invalid"; problems: Problem[] }
  | { ok: false; reason: "changed-elsewhere" };

/**
 * Keeps the draft of the program if it is valid. `revision` is the one that was read (0 for
 * none): a draft that somebody else has saved since is not overwritten.
 */
export async function saveDraft(
  ctx: ShopContext,
  { document, revision }: { document: unknown; revision: number },
): Promise<SaveDraftResult> {
  const read = readDocument(document);
  if (!read.ok) return { ok: false, reason: "invalid", problems: read.problems };

  const storable = withStorableTexts(read.document);
  const { shopId } = ctx;
  const updatedAt = ctx.clock.now();
  return ctx.inTransaction(async (tx): Promise<SaveDraftResult> => {
    if (revision === 0) {
      const { count } = await tx.programDraft.createMany({
        data: [{ shopId, document: storable, updatedAt }],
        skipDuplicates: true,
      });
      return count === 1 ? { ok: true, revision: 1 } : { ok: false, reason: "changed-elsewhere" };
    }
    const { count } = await tx.programDraft.updateMany({
      where: { shopId, revision },
      data: { document: storable, updatedAt, revision: revision + 1 },
    });
    return count === 1
      ? { ok: true, revision: revision + 1 }
      : { ok: false, reason: "changed-elsewhere" };
  });
}

/** Texts can hold characters that the database refuses. */
function withStorableTexts(document: ProgramDocument): ProgramDocument {
  return JSON.parse(JSON.stringify(document), reviveStorable);
}
