import type { ShopContext, Tx } from "#app/db/context.ts";
import { getShop } from "#app/db/shops.ts";
import { readCount } from "#app/db/shop-counts.ts";
import { findTypicalYearlySpend } from "#app/db/typical-spend.ts";
import { dayOf } from "#app/domain/calendar.ts";
import { lastYearOf } from "#app/domain/engine/spend-by-month.ts";
import { formatMinor } from "#app/domain/money.ts";
import type { ProgramDocument } from "#app/domain/program/document.ts";
import type { Surprise } from "#app/domain/surprises/surprise.ts";
import { listSurprises } from "#app/domain/surprises/surprises.ts";

/** What a draft does that its merchant may not expect, as of today in the shop. */
export async function draftSurprises(
  tx: Tx,
  ctx: ShopContext,
  document: ProgramDocument,
): Promise<Surprise[]> {
  const { currency } = await getShop(tx, ctx.shopId);
  const today = await shopDay(tx, ctx);
  const { value: spent } = await readCount(tx, ctx, {
    name: "yearlySpendMinor",
    count: async () => {
      const minor = await findTypicalYearlySpend(tx, ctx.shopId, lastYearOf(today));
      return minor?.toString() ?? null;
    },
  });
  const yearlySpend = spent === null ? null : formatMinor(BigInt(spent), currency);
  return listSurprises(document, { today, yearlySpend });
}

/** The day it is in the shop. */
export async function shopDay(tx: Tx, ctx: ShopContext): Promise<string> {
  const { timeZone } = await getShop(tx, ctx.shopId);
  return dayOf(ctx.clock.now().getTime(), timeZone);
}
