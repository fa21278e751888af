import type { ShopContext } from "#app/db/context.ts";
import { draftSurprises } from "#app/queries/draft-surprises.ts";
import { listProductTitles } from "#app/queries/product-titles.ts";
import { isSameDocument } from "#app/queries/program-changes.ts";
import { readDraft, readNewestVersion } from "#app/queries/program-draft.ts";

/** What the publish page shows: the draft beside what is in force, and what may surprise. */
export async function publishPage(ctx: ShopContext) {
  return ctx.inTransaction(async (tx) => {
    const { document, revision } = await readDraft(tx, ctx.shopId);
    const newest = await readNewestVersion(tx, ctx.shopId);
    const inForce = newest?.document ?? null;
    return {
      revision,
      version: newest?.version ?? null,
      document,
      inForce,
      differs: !isSameDocument(inForce, document),
      surprises: await draftSurprises(tx, ctx, document),
      productTitles: await listProductTitles(tx, ctx.shopId, [document, inForce]),
    };
  });
}
