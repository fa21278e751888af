import type { ShopContext } from "#app/db/context.ts";
import { listProductTitles } from "#app/queries/product-titles.ts";
import { readDraft } from "#app/queries/program-draft.ts";

/** What a page needs that edits one part of the program: the whole draft, and names of products. */
export async function programPart(ctx: ShopContext) {
  return ctx.inTransaction(async (tx) => {
    const draft = await readDraft(tx, ctx.shopId);
    return { draft, productTitles: await listProductTitles(tx, ctx.shopId, draft.document) };
  });
}

/** As `programPart`, for one rule, the program's own or a campaign's; null if there is none. */
export async function rulePart(ctx: ShopContext, ruleId: string) {
  const part = await programPart(ctx);
  const { earning, campaigns } = part.draft.document;
  const own = earning.rules.findIndex(({ id }) => id === ruleId);
  if (own >= 0) return { ...part, list: "earning.rules", index: own, campaignId: null };
  for (const [at, campaign] of campaigns.entries()) {
    const index = campaign.rules.findIndex(({ id }) => id === ruleId);
    if (index >= 0)
      return { ...part, list: `campaigns.${at}.rules`, index, campaignId: campaign.id };
  }
  return null;
}

/** As `programPart`, for one campaign or activity; null if there is none. */
export async function itemPart(
  ctx: ShopContext,
  { list, id }: { list: "campaigns" | "activities"; id: string },
) {
  const part = await programPart(ctx);
  const index = part.draft.document[list].findIndex((item) => item.id === id);
  return index < 0 ? null : { ...part, index };
}
