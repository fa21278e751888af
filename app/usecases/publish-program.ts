import type { ShopContext, Tx } from "#app/db/context.ts";
import { enqueueAllMembers } from "#app/db/work-items.ts";
import { ProgramDocument } from "#app/domain/program/document.ts";
import { problemsOf, type Problem } from "#app/usecases/save-draft.ts";

export type PublishResult =
  | { ok: true; version: number }
  | { ok: false; reason: "no-draft" | "changed-elsewhere" | "too-early" }
  | { ok: false; reason: "invalid"; problems: Problem[] };

/**
 * Publishes the draft as the next version, in force from now, or from `effectiveFrom`. Versions
 * come into force one after the other; only the first may do so in the past, so that a shop's
 * history can be judged by it. Publishing an unchanged draft again publishes nothing.
 */
export async function publishProgram(
  ctx: ShopContext,
  { revision, effectiveFrom }: { revision: number; effectiveFrom?: Date },
): Promise<PublishResult> {
  return ctx.inTransaction(async (tx): Promise<PublishResult> => {
    const { shopId } = ctx;
    await tx.$queryRaw`SELECT 1 FROM program_draft WHERE shop_id = ${shopId} FOR UPDATE`;
    const draft = await tx.programDraft.findUnique({ where: { shopId } });
    if (!draft) return { ok: false, reason: "no-draft" };
    if (draft.revision !== revision) return { ok: false, reason: "changed-elsewhere" };
    const parsed = ProgramDocument.safeParse(draft.document);
    if (!parsed.success)
      return { ok: false, reason: "invalid", problems: problemsOf(parsed.error) };

    const last = await tx.programVersion.findFirst({
      where: { shopId },
      orderBy: { version: "desc" },
    });
    if (last && same(last.document, parsed.data)) return { ok: true, version: last.version };
    const now = ctx.clock.now();
    const from = effectiveFrom ?? now;
    if (last && (from < now || from <= last.effectiveFrom))
      return { ok: false, reason: "too-early" };

    const version = (last?.version ?? 0) + 1;
    await addVersion(tx, ctx, { version, document: parsed.data, effectiveFrom: from });
    // A new version may change tiers, and the first one judges the orders that came before.
    await enqueueAllMembers(tx, shopId, from > now ? from : now);
    return { ok: true, version };
  });
}

async function addVersion(
  tx: Tx,
  ctx: ShopContext,
  fresh: { version: number; document: ProgramDocument; effectiveFrom: Date },
): Promise<void> {
  const { shopId } = ctx;
  const shop = await tx.shop.findUniqueOrThrow({
    where: { id: shopId },
    select: { currency: true, timeZone: true },
  });
  await tx.programVersion.create({
    data: { ...fresh, ...shop, shopId, publishedAt: ctx.clock.now(), author: ctx.author },
  });
}

function same(published: unknown, draft: ProgramDocument): boolean {
  const parsed = ProgramDocument.safeParse(published);
  return parsed.success && JSON.stringify(parsed.data) === JSON.stringify(draft);
}
