import type { ShopContext, Tx } from "#app/db/context.ts";
import { writeDiscountId } from "#app/db/redemption-codes.ts";
import { findRedemption, lockRedemption, type Redemption } from "#app/db/redemptions.ts";
import { getShop } from "#app/db/shops.ts";
import { dayOf } from "#app/domain/calendar.ts";
import { giftCardCode } from "#app/domain/fulfilment.ts";
import { invariant } from "#app/domain/invariant.ts";
import type { FoundGiftCard, GiftCardWish, ShopifyGateway } from "#app/shopify/gateway.ts";
import { endRedemption } from "#app/usecases/end-redemption.ts";
import { mayStillLand } from "#app/usecases/may-still-land.ts";
import { rechooseCode } from "#app/usecases/rechoose-code.ts";

/** What stands in Shopify: `foreign` and `refused` mean that nothing of ours does, or will. */
type Standing =
  | { kind: "ours"; card: FoundGiftCard }
  | { kind: "foreign" }
  | { kind: "refused"; why: string }
  | { kind: "unclear" };

/**
 * Makes sure that the gift card of a redemption exists. Its code is ours, so that a lost answer is
 * made good by asking for the same card again: it is taken, and found by its note.
 */
export async function issueGiftCard(
  ctx: ShopContext,
  gateway: ShopifyGateway,
  redemptionId: string,
): Promise<boolean> {
  const known = await findWish(ctx, redemptionId);
  if (known?.redemption.state !== "requested") return true;
  const standing = await findOrCreate(gateway, known.wish);
  if (standing.kind === "unclear") return false;
  if (standing.kind === "foreign") {
    const rechosen = await rechooseCode(ctx, known.redemption);
    return rechosen ? issueGiftCard(ctx, gateway, redemptionId) : true;
  }
  await ctx.inTransaction(async (tx) => {
    const redemption = await lockRedemption(tx, ctx.shopId, redemptionId);
    if (!redemption) return;
    if (standing.kind === "refused") {
      if (redemption.state !== "requested") return;
      const reason = `Shopify refused the code: ${standing.why}`;
      await endRedemption(tx, ctx, { redemptionId, outcome: "returned", state: "refused", reason });
      return;
    }
    await writeDiscountId(tx, ctx.shopId, { redemptionId, discountId: standing.card.giftCardId });
    // Given up meanwhile: whoever takes it back finds it there.
    if (redemption.state === "requested") await deliver(tx, ctx, redemptionId);
  });
  return true;
}

/**
 * Takes back a gift card that was given up before it was known to exist: makes or finds it,
 * deactivates it, and returns the points only if nothing of it was spent.
 */
export async function cancelGiftCard(
  ctx: ShopContext,
  gateway: ShopifyGateway,
  redemptionId: string,
): Promise<boolean> {
  const known = await findWish(ctx, redemptionId);
  if (known?.redemption.state !== "canceling") return true;
  const { wish, redemption } = known;
  const standing = await (wish.customerId === ""
    ? lookUp(gateway, wish)
    : findOrCreate(gateway, wish));
  if (standing.kind === "unclear") return false;
  // An erased customer's card can only be looked for, until none can come any more.
  if (standing.kind !== "ours" && wish.customerId === "" && (await mayStillLand(ctx, redemptionId)))
    return false;
  if (standing.kind !== "ours") return end(ctx, redemption, { existed: false, intact: true });

  const discountId = standing.card.giftCardId;
  await ctx.inTransaction((tx) => writeDiscountId(tx, ctx.shopId, { redemptionId, discountId }));
  if (!(await gateway.deactivateGiftCard(discountId))) return false;
  // Nobody can spend it from here on; what was spent shows in its balance.
  const card = await gateway.findGiftCard(wish);
  return end(ctx, redemption, { existed: true, intact: card === null || card.intact });
}

async function end(
  ctx: ShopContext,
  { id: redemptionId }: Redemption,
  { existed, intact }: { existed: boolean; intact: boolean },
): Promise<true> {
  await ctx.inTransaction(async (tx) => {
    const redemption = await lockRedemption(tx, ctx.shopId, redemptionId);
    if (redemption?.state !== "canceling") return;
    const ending = intact
      ? ({
          outcome: "returned",
          state: "returned",
          reason: existed ? "the code was taken back unused" : "the code never came to exist",
        } as const)
      : ({ outcome: "used", state: "used", reason: "the gift card had been spent from" } as const);
    await endRedemption(tx, ctx, { redemptionId, ...ending });
  });
  return true;
}

async function findOrCreate(gateway: ShopifyGateway, wish: GiftCardWish): Promise<Standing> {
  const made = await gateway.createGiftCard(wish);
  if (made.ok) {
    return { kind: "ours", card: { giftCardId: made.giftCardId, ours: true, intact: true } };
  }
  const card = await gateway.findGiftCard(wish);
  if (card) return card.ours ? { kind: "ours", card } : { kind: "foreign" };
  // Taken, and yet not to be found: the search runs behind, or it was somebody else's.
  return made.reason === "taken" ? { kind: "unclear" } : { kind: "refused", why: made.detail };
}

async function lookUp(gateway: ShopifyGateway, wish: GiftCardWish): Promise<Standing> {
  const card = await gateway.findGiftCard(wish);
  return card?.ours ? { kind: "ours", card } : { kind: "foreign" };
}

async function deliver(tx: Tx, ctx: ShopContext, redemptionId: string): Promise<void> {
  const reason = "the gift card exists in Shopify";
  await endRedemption(tx, ctx, { redemptionId, outcome: "used", state: "delivered", reason });
}

async function findWish(
  ctx: ShopContext,
  redemptionId: string,
): Promise<{ redemption: Redemption; wish: GiftCardWish } | null> {
  return ctx.inTransaction(async (tx) => {
    const redemption = await findRedemption(tx, ctx.shopId, redemptionId);
    if (!redemption) return null;
    const { currency, timeZone } = await getShop(tx, ctx.shopId);
    const { code, customerId, amount, endsAt } = redemption;
    invariant(amount !== null, "a gift card says how much it is worth");
    const expiresOn = endsAt === null ? null : dayOf(endsAt.getTime() - 1, timeZone);
    const card = { code: giftCardCode(code), redemptionId, customerId, amount, currency };
    return { redemption, wish: { ...card, expiresOn } };
  });
}
