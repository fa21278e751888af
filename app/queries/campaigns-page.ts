import type { ShopContext } from "#app/db/context.ts";
import { shopDay } from "#app/queries/draft-surprises.ts";
import { listProductTitles } from "#app/queries/product-titles.ts";
import { readDraft } from "#app/queries/program-draft.ts";

/** What the campaign calendar shows: the draft, and which day it is. */
export async function campaignsPage(ctx: ShopContext) {
  return ctx.inTransaction(async (tx) => {
    const draft = await readDraft(tx, ctx.shopId);
    const productTitles = await listProductTitles(tx, ctx.shopId, draft.document.campaigns);
    return { draft, productTitles, today: await shopDay(tx, ctx) };
  });
}
