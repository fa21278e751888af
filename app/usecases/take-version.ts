import type { ShopContext } from "#app/db/context.ts";
import { readStoredDocument } from "#app/domain/program/document.ts";
import { saveDraft, type SaveDraftResult } from "#app/usecases/save-draft.ts";

/**
 * Makes the draft what a published version says; what is in force stays so until it is published.
 * `revision` is that of the draft that was read, as in `saveDraft`.
 */
export async function takeVersion(
  ctx: ShopContext,
  { version, revision }: { version: number; revision: number },
): Promise<SaveDraftResult | { ok: false; reason: "no-version" }> {
  const { shopId } = ctx;
  const published = await ctx.inTransaction((tx) =>
    tx.programVersion.findUnique({
      where: { shopId_version: { shopId, version } },
      select: { document: true },
    }),
  );
  if (!published) return { ok: false, reason: "no-version" };
  return saveDraft(ctx, { document: readStoredDocument(published.document), revision });
}
