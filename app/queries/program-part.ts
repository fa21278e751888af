import type { ShopContext } from "#app/db/context.ts";
import { beginItem, type Fresh } from "#app/queries/begun-draft.ts";
import { listProductTitles } from "#app/queries/product-titles.ts";
import { readDraft } from "#app/queries/program-draft.ts";

/** What a page needs that edits one part of the program: the whole draft, and names of products. */
export async function programPart(ctx: ShopContext) {
  return ctx.inTransaction(async (tx) => {
    const draft = await readDraft(tx, ctx.shopId);
    return { draft, productTitles: await listProductTitles(tx, ctx.shopId, draft.document) };
  });
}

/**
 * As `programPart`, for one rule, the program's own or a campaign's. One that the draft has not is
 * begun with `fresh` among the program's own; null if there is nothing to begin with.
 */
export async function rulePart(
  ctx: ShopContext,
  { ruleId, fresh }: { ruleId: string; fresh: Fresh | null },
) {
  const part = await programPart(ctx);
  const { earning, campaigns } = part.draft.document;
  const own = { ...part, begun: null, list: "earning.rules", campaignId: null };
  const at = earning.rules.findIndex(({ id }) => id === ruleId);
  if (at >= 0) return { ...own, index: at };
  for (const [place, campaign] of campaigns.entries()) {
    const index = campaign.rules.findIndex(({ id }) => id === ruleId);
    const list = `campaigns.${place}.rules`;
    if (index >= 0) return { ...part, begun: null, list, index, campaignId: campaign.id };
  }
  const begun = await begunPart(ctx, { ...part.draft, list: "rules", fresh });
  return begun && { ...own, begun, index: earning.rules.length };
}

/** As `rulePart`, for one campaign or activity. */
export async function itemPart(
  ctx: ShopContext,
  { list, id, fresh }: { list: "campaigns" | "activities"; id: string; fresh: Fresh | null },
) {
  const part = await programPart(ctx);
  const items = part.draft.document[list];
  const index = items.findIndex((item) => item.id === id);
  if (index >= 0) return { ...part, begun: null, index };
  const begun = await begunPart(ctx, { ...part.draft, list, fresh });
  return begun && { ...part, begun, index: items.length };
}

type Beginning = Omit<Parameters<typeof beginItem>[2], "fresh"> & { fresh: Fresh | null };

async function begunPart(ctx: ShopContext, { document, list, fresh }: Beginning) {
  if (fresh === null) return null;
  return ctx.inTransaction((tx) => beginItem(tx, ctx, { document, list, fresh }));
}
