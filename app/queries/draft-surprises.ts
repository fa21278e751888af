import type { ShopContext, Tx } from "#app/db/context.ts";
import { getShop } from "#app/db/shops.ts";
import { findTypicalYearlySpend } from "#app/db/typical-spend.ts";
import { addMonths, dayOf } from "#app/domain/calendar.ts";
import { AVERAGED_MONTHS, monthOf } from "#app/domain/engine/spend-by-month.ts";
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
  const spentMinor = await findTypicalYearlySpend(tx, ctx.shopId, {
    first: monthOf(addMonths(today, -AVERAGED_MONTHS)),
    present: monthOf(today),
  });
  const yearlySpend = spentMinor === null ? null : formatMinor(spentMinor, currency);
  return listSurprises(document, { today, yearlySpend });
}

/** The day it is in the shop. */
export async function shopDay(tx: Tx, ctx: ShopContext): Promise<string> {
  const { timeZone } = await getShop(tx, ctx.shopId);
  return dayOf(ctx.clock.now().getTime(), timeZone);
}
