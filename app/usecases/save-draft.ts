import { doubtCatalog, findCatalogUse } from "#app/db/catalog.ts";
import type { ShopContext, Tx } from "#app/db/context.ts";
import { lockIntake } from "#app/db/order-facts.ts";
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
  return ctx.inTransaction(async (tx): Promise<SaveDraftResult> => {
    const before = await findCatalogUse(tx, ctx.shopId);
    const stored = await storeDraft(tx, ctx, { document: storable, revision });
    if (!stored) return { ok: false, reason: "changed-elsewhere" };
    // What no program looked at was not kept up.
    const now = await findCatalogUse(tx, ctx.shopId);
    const fresh = CATALOG_PARTS.some((part) => now[part] && !before[part]);
    if (fresh) {
      // Whoever writes products holds it; without it, two might wait for each other.
      await lockIntake(tx, ctx.shopId);
      await doubtCatalog(tx, ctx.shopId);
    }
    return { ok: true, revision: revision + 1 };
  });
}

const CATALOG_PARTS = ["tags", "collections", "types"] as const;

/** Returns whether it was stored: nobody else has saved one since. */
async function storeDraft(
  tx: Tx,
  { shopId, clock }: ShopContext,
  { document, revision }: { document: ProgramDocument; revision: number },
): Promise<boolean> {
  const data = { document, updatedAt: clock.now() };
  if (revision === 0) {
    const first = [{ shopId, ...data }];
    return (await tx.programDraft.createMany({ data: first, skipDuplicates: true })).count === 1;
  }
  const { count } = await tx.programDraft.updateMany({
    where: { shopId, revision },
    data: { ...data, revision: revision + 1 },
  });
  return count === 1;
}

/** Texts can hold characters that the database refuses. */
function withStorableTexts(document: ProgramDocument): ProgramDocument {
  return JSON.parse(JSON.stringify(document), reviveStorable);
}
