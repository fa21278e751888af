import type { ShopContext, Tx } from "#app/db/context.ts";
import { getShop } from "#app/db/shops.ts";
import { startOfDay, type Day } from "#app/domain/calendar.ts";
import { draftSurprises } from "#app/queries/draft-surprises.ts";
import { readKnownHistory } from "#app/queries/known-history.ts";
import { listProductTitles } from "#app/queries/product-titles.ts";
import { isSameDocument } from "#app/queries/program-changes.ts";
import { readDraft, readNewestVersion } from "#app/queries/program-draft.ts";

/** What the publish page shows: the draft beside what is in force, and what may surprise. */
export async function publishPage(ctx: ShopContext, { since }: { since: Day | null }) {
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
      history: newest ? null : await knownSince(tx, ctx.shopId, since),
      productTitles: await listProductTitles(tx, ctx.shopId, [document, inForce]),
    };
  });
}

async function knownSince(tx: Tx, shopId: bigint, since: Day | null) {
  const { timeZone } = await getShop(tx, shopId);
  const from = since === null ? null : new Date(startOfDay(since, timeZone));
  return readKnownHistory(tx, shopId, from);
}
