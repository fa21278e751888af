import type { ShopContext } from "#app/db/context.ts";
import { getShop } from "#app/db/shops.ts";
import { blueprints } from "#app/domain/blueprints/blueprints.ts";
import { readDocument } from "#app/domain/program/read-document.ts";
import { readDraft, readNewestVersion } from "#app/queries/program-draft.ts";

/** What there is to start from: every blueprint whole, and the draft it would replace. */
export async function blueprintsPage(ctx: ShopContext) {
  return ctx.inTransaction(async (tx) => {
    const draft = await readDraft(tx, ctx.shopId);
    const newest = await readNewestVersion(tx, ctx.shopId);
    const { currency } = await getShop(tx, ctx.shopId);
    return {
      draft,
      published: newest !== null,
      blueprints: blueprints.flatMap(({ id, name, summary, currency: chosenIn, document }) => {
        const read = readDocument(document);
        if (!read.ok) return [];
        return [{ id, name, summary, foreign: chosenIn !== currency, document: read.document }];
      }),
    };
  });
}
