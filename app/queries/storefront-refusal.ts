import type { ShopContext } from "#app/db/context.ts";
import { getShop } from "#app/db/shops.ts";
import type { RedemptionRefusal } from "#app/domain/redemption.ts";
import { storefrontFormat, type StorefrontFormat } from "#app/queries/storefront-format.ts";
import { redeemTexts } from "#app/texts/storefront-redeem.ts";
import type { StorefrontLocale } from "#app/texts/storefront.ts";

/** Why a reward cannot be had, with what is missing: what deciding, stock and scopes say. */
export type RedeemRefusal =
  | RedemptionRefusal
  | {
      ok: false;
      reason:
        | "out-of-stock"
        | "draw-over"
        | "scope-missing"
        | "no-program"
        | "reward-unknown"
        | "request-reused";
    };

/** The refusal as a sentence, with the shop's own way of writing amounts. */
export async function storefrontRefusal(
  ctx: ShopContext,
  refusal: RedeemRefusal,
  locale: StorefrontLocale,
): Promise<string> {
  const shop = await ctx.inTransaction((tx) => getShop(tx, ctx.shopId));
  return refusalText(refusal, storefrontFormat(locale, shop));
}

/** The refusal as a sentence for the shopper. */
export function refusalText(refusal: RedeemRefusal, format: StorefrontFormat): string {
  const texts = redeemTexts(format.locale);
  switch (refusal.reason) {
    case "not-for-sale":
      return texts.notForSale;
    case "nothing-free":
      return texts.nothingFree;
    case "out-of-stock":
      return texts.outOfStock;
    case "draw-over":
      return texts.drawOver;
    case "scope-missing":
      return texts.notYet;
    case "limit-reached":
      return texts.limitReached(format.count(refusal.times), refusal.per);
    case "allowance-used":
      return texts.allowanceUsed(refusal.per);
    case "steps-wrong": {
      const { least, most } = refusal;
      return texts.stepsBetween(format.count(least), most === null ? null : format.count(most));
    }
    case "price-changed":
      return texts.priceChanged(format.points(refusal.costPoints));
    case "not-eligible":
      return texts.notEligible(refusal.unmet);
    case "too-few-points":
      return format.texts.tooFew(format.points(refusal.missingPoints));
    default:
      return format.texts.refusals[refusal.reason];
  }
}
