import type { ShopContext } from "#app/db/context.ts";
import { ProgramDocument } from "#app/domain/program/document.ts";
import { migrateDocument } from "#app/domain/program/migrate.ts";
import { reviveStorable } from "#app/domain/storable-text.ts";

/** What is wrong with a document: where (earning.points, rewards.2.name.en) and why. */
export type Problem = { path: string; message: string };

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
  const parsed = ProgramDocument.safeParse(migrateDocument(withStorableTexts(document)));
  if (!parsed.success) return { ok: false, reason: "invalid", problems: problemsOf(parsed.error) };

  const { shopId } = ctx;
  const updatedAt = ctx.clock.now();
  return ctx.inTransaction(async (tx): Promise<SaveDraftResult> => {
    if (revision === 0) {
      const { count } = await tx.programDraft.createMany({
        data: [{ shopId, document: parsed.data, updatedAt }],
        skipDuplicates: true,
      });
      return count === 1 ? { ok: true, revision: 1 } : { ok: false, reason: "changed-elsewhere" };
    }
    const { count } = await tx.programDraft.updateMany({
      where: { shopId, revision },
      data: { document: parsed.data, updatedAt, revision: revision + 1 },
    });
    return count === 1
      ? { ok: true, revision: revision + 1 }
      : { ok: false, reason: "changed-elsewhere" };
  });
}

/** The document comes as JSON, which can hold texts that the database refuses. */
function withStorableTexts(document: unknown): unknown {
  return JSON.parse(JSON.stringify(document ?? null), reviveStorable);
}

/** Problems of a document, by the place where each is. */
export function problemsOf(error: {
  issues: { path: PropertyKey[]; message: string }[];
}): Problem[] {
  return error.issues.map(({ path, message }) => ({ path: path.map(String).join("."), message }));
}
