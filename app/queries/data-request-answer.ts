import type { ShopContext } from "#app/db/context.ts";

/** What we hold about the customer of a data request, or null while it is being put together. */
export async function dataRequestAnswer(ctx: ShopContext, id: string): Promise<unknown> {
  const request = await ctx.inTransaction((tx) =>
    tx.privacyRequest.findUnique({
      where: { shopId_id: { shopId: ctx.shopId, id } },
      select: { answer: true },
    }),
  );
  return request?.answer ?? null;
}
