import type { ShopContext } from "#app/db/context.ts";
import { draftStanding } from "#app/queries/draft-standing.ts";
import { shopDay } from "#app/queries/draft-surprises.ts";
import { listProductTitles } from "#app/queries/product-titles.ts";
import { isSameDocument } from "#app/queries/program-changes.ts";
import { readDraft, readNewestVersion } from "#app/queries/program-draft.ts";

/** What the campaign calendar shows: the draft, how it stands to what is in force, and the day. */
export async function campaignsPage(ctx: ShopContext) {
  return ctx.inTransaction(async (tx) => {
    const draft = await readDraft(tx, ctx.shopId);
    const newest = await readNewestVersion(tx, ctx.shopId);
    const inForce = newest?.document ?? null;
    const standings = draft.document.campaigns.map(
      (campaign) => [campaign.id, draftStanding(campaign, inForce?.campaigns ?? [])] as const,
    );
    const productTitles = await listProductTitles(tx, ctx.shopId, draft.document.campaigns);
    return {
      draft,
      standings: Object.fromEntries(standings),
      differs: !isSameDocument(inForce, draft.document),
      published: inForce !== null,
      productTitles,
      today: await shopDay(tx, ctx),
    };
  });
}
