import type { ShopContext, Tx } from "#app/db/context.ts";
import { enqueueAllMembers } from "#app/db/work-items.ts";
import { startOfDay, type Day } from "#app/domain/calendar.ts";
import { readStoredDocument, type ProgramDocument } from "#app/domain/program/document.ts";
import { readDocument, type Problem } from "#app/domain/program/read-document.ts";

export type PublishResult =
  | { ok: true; version: number }
  | { ok: false; reason: "no-draft" | "changed-elsewhere" | "too-early" }
  | { ok: false; reason: "invalid"; problems: Problem[] };

type PublishWish = { revision: number; effectiveFrom?: Date; since?: Day | null };

/**
 * Publishes the draft as the next version, in force from now, from `effectiveFrom`, or since the
 * beginning of a day that is not to come. Versions come into force one after the other; only the
 * first may do so in the past, so that a shop's history can be judged by it. Publishing an
 * unchanged draft again publishes nothing.
 */
export async function publishProgram(
  ctx: ShopContext,
  { revision, effectiveFrom, since = null }: PublishWish,
): Promise<PublishResult> {
  return ctx.inTransaction(async (tx): Promise<PublishResult> => {
    const { shopId } = ctx;
    await tx.$queryRaw`SELECT 1 FROM program_draft WHERE shop_id = ${shopId} FOR UPDATE`;
    const draft = await tx.programDraft.findUnique({ where: { shopId } });
    if (!draft) return { ok: false, reason: "no-draft" };
    if (draft.revision !== revision) return { ok: false, reason: "changed-elsewhere" };
    const read = readDocument(draft.document);
    if (!read.ok) return { ok: false, reason: "invalid", problems: read.problems };

    const last = await tx.programVersion.findFirst({
      where: { shopId },
      orderBy: { version: "desc" },
    });
    if (last && same(last.document, read.document)) return { ok: true, version: last.version };
    const now = ctx.clock.now();
    const from = effectiveFrom ?? (since ? await beginOf(tx, shopId, { since, now }) : now);
    if (last && (from < now || from <= last.effectiveFrom))
      return { ok: false, reason: "too-early" };

    const version = (last?.version ?? 0) + 1;
    await addVersion(tx, ctx, { version, document: read.document, effectiveFrom: from });
    // A new version may change tiers, and the first one judges the orders that came before. What
    // it says of tiers and perks is told as well to those of whom nothing is posted.
    const isTold = shownOf(last?.document ?? null) !== shownOf(read.document);
    const dueAt = from > now ? from : now;
    const kinds: ("settle" | "sync")[] = isTold ? ["settle", "sync"] : ["settle"];
    await enqueueAllMembers(tx, shopId, { kinds, dueAt });
    return { ok: true, version };
  });
}

async function beginOf(tx: Tx, shopId: bigint, { since, now }: { since: Day; now: Date }) {
  const { timeZone } = await tx.shop.findUniqueOrThrow({
    where: { id: shopId },
    select: { timeZone: true },
  });
  return new Date(Math.min(now.getTime(), startOfDay(since, timeZone)));
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

/** What the storefront prints of a program beside what a member has: loyalty-value.ts. */
function shownOf(document: unknown): string | null {
  if (document === null) return null;
  const { tiers, rewards } = readStoredDocument(document);
  if (tiers === null) return null;
  return JSON.stringify([tiers, rewards.map(({ id, retired }) => [id, retired])]);
}

function same(published: unknown, draft: ProgramDocument): boolean {
  return JSON.stringify(readStoredDocument(published)) === JSON.stringify(draft);
}
