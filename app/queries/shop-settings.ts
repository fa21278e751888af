import type { ShopContext } from "#app/db/context.ts";
import { getShop } from "#app/db/shops.ts";
import { currencyExponent } from "#app/domain/money.ts";

/** By what every page of a shop writes money and times. */
export async function shopSettings(ctx: ShopContext) {
  const shop = await ctx.inTransaction((tx) => getShop(tx, ctx.shopId));
  return {
    domain: shop.domain,
    currency: shop.currency,
    decimals: currencyExponent(shop.currency),
    timeZone: shop.timeZone,
  };
}
