import type { ShopContext, Tx } from "#app/db/context.ts";
import { programChanges } from "#app/queries/program-changes.ts";
import { readDraft, readNewestVersion } from "#app/queries/program-draft.ts";

/** What the program page shows: the draft, what is in force, and every version so far. */
export async function programPage(ctx: ShopContext) {
  return ctx.inTransaction(async (tx) => {
    const draft = await readDraft(tx, ctx.shopId);
    const newest = await readNewestVersion(tx, ctx.shopId);
    const { products } = draft.document.earning.exclude;
    return {
      draft,
      differs: programChanges(newest?.document ?? null, draft.document).length > 0,
      versions: await listVersions(tx, ctx),
      productTitles: await titlesOf(tx, ctx.shopId, products),
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

async function titlesOf(
  tx: Tx,
  shopId: bigint,
  productIds: string[],
): Promise<Record<string, string>> {
  if (productIds.length === 0) return {};
  const products = await tx.catalogProduct.findMany({
    where: { shopId, productId: { in: productIds }, NOT: { title: "" } },
    select: { productId: true, title: true },
  });
  return Object.fromEntries(products.map(({ productId, title }) => [productId, title]));
}
