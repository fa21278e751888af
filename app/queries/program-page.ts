import type { ShopContext, Tx } from "#app/db/context.ts";
import { draftSurprises } from "#app/queries/draft-surprises.ts";
import { listProductTitles } from "#app/queries/product-titles.ts";
import { isSameDocument } from "#app/queries/program-changes.ts";
import { readDraft, readNewestVersion } from "#app/queries/program-draft.ts";

/** What the program page shows: the draft, what is in force, and every version so far. */
export async function programPage(ctx: ShopContext) {
  return ctx.inTransaction(async (tx) => {
    const draft = await readDraft(tx, ctx.shopId);
    const newest = await readNewestVersion(tx, ctx.shopId);
    return {
      draft,
      surprises: await draftSurprises(tx, ctx, draft.document),
      published: newest !== null,
      differs: !isSameDocument(newest?.document ?? null, draft.document),
      versions: await listVersions(tx, ctx),
      productTitles: await listProductTitles(tx, ctx.shopId, draft.document),
    };
  });
}

async function listVersions(tx: Tx, ctx: ShopContext) {
  const versions = await tx.programVersion.findMany({
    where: { shopId: ctx.shopId },
    orderBy: { version: "desc" },
    take: 50,
    select: { version: true, effectiveFrom: true, publishedAt: true, author: true },
  });
  const now = ctx.clock.now();
  const current = versions.find(({ effectiveFrom }) => effectiveFrom <= now)?.version;
  return versions.map(({ version, effectiveFrom, publishedAt, author }) => ({
    version,
    effectiveFrom: effectiveFrom.toISOString(),
    publishedAt: publishedAt.toISOString(),
    author,
    when: inForce({ current: version === current, planned: effectiveFrom > now }),
  }));
}

function inForce(version: { current: boolean; planned: boolean }): "current" | "planned" | "past" {
  if (version.current) return "current";
  return version.planned ? "planned" : "past";
}
