import { listClaimedIds, lockClaim, startTry, type Try } from "#app/db/redemption-tries.ts";
import type { ShopContext } from "#app/db/context.ts";
import { writeDiscountId } from "#app/db/redemption-codes.ts";
import { findRedemption, lockRedemption, type Redemption } from "#app/db/redemptions.ts";
import { getShop } from "#app/db/shops.ts";
import { isSameCredit, LATEST_LANDING_MS } from "#app/domain/store-credit.ts";
import { invariant } from "#app/domain/invariant.ts";
import type { CreditWish, ShopifyGateway } from "#app/shopify/gateway.ts";
import { endRedemption } from "#app/usecases/end-redemption.ts";

/**
 * Adds the store credit of a redemption, once. Shopify adds it as often as it is asked, and takes
 * no mark by which ours could be known. So each try is written down before it is made, with the
 * credits that stood there before; after a lost answer nothing is asked for again until a credit
 * of ours is found that is nobody else's, or none can land any more.
 */
export async function issueStoreCredit(
  ctx: ShopContext,
  gateway: ShopifyGateway,
  redemptionId: string,
): Promise<boolean> {
  const known = await findWish(ctx, redemptionId);
  if (known?.redemption.state !== "requested") return true;
  const { wish, redemption, before } = known;
  const credits = await gateway.listStoreCredits(wish);
  if (before.tries > 0) {
    const landed = await findLanded(ctx, { wish, before, credits });
    if (landed !== null) return claim(ctx, redemption, landed);
    if (!isOver(ctx, before)) return false;
  }
  const seenBefore = credits.map(({ creditId }) => creditId);
  const ours = await ctx.inTransaction((tx) =>
    startTry(tx, ctx, { redemptionId, tries: before.tries, seenBefore }),
  );
  if (!ours) return false;

  const added = await gateway.addStoreCredit(wish);
  if (added.ok) return claim(ctx, redemption, added.creditId);
  await ctx.inTransaction(async (tx) => {
    const reason = `Shopify refused the code: ${added.detail}`;
    await endRedemption(tx, ctx, { redemptionId, outcome: "returned", state: "refused", reason });
  });
  return true;
}

/**
 * Gives up store credit that was asked for: the points return only if it never was, or cannot
 * land any more. What has landed is money the member has, and stays theirs.
 */
export async function cancelStoreCredit(
  ctx: ShopContext,
  gateway: ShopifyGateway,
  redemptionId: string,
): Promise<boolean> {
  const known = await findWish(ctx, redemptionId);
  if (known?.redemption.state !== "canceling") return true;
  const { wish, redemption, before } = known;
  // An erased customer's account can no longer be looked into: what was asked for counts as given.
  if (before.tries > 0 && wish.customerId === "") return end(ctx, redemption, "used");
  if (before.tries > 0) {
    const credits = await gateway.listStoreCredits(wish);
    const landed = await findLanded(ctx, { wish, before, credits });
    if (landed !== null) return claim(ctx, redemption, landed);
    if (!isOver(ctx, before)) return false;
  }
  return end(ctx, redemption, "returned");
}

type Credits = Awaited<ReturnType<ShopifyGateway["listStoreCredits"]>>;

/** A credit like ours that came after our try began, and that no other redemption has claimed. */
async function findLanded(
  ctx: ShopContext,
  { wish, before, credits }: { wish: CreditWish; before: Try; credits: Credits },
): Promise<string | null> {
  const seen = new Set(before.seenBefore);
  const alike = credits.filter(({ creditId, ...credit }) => {
    return !seen.has(creditId) && isSameCredit(credit, wish);
  });
  // The oldest first: a try that began later has seen more of them, and can claim only the newer.
  const ids = alike.map(({ creditId }) => creditId).reverse();
  const claimed = await ctx.inTransaction((tx) => listClaimedIds(tx, ctx.shopId, ids));
  return ids.find((id) => !claimed.has(id)) ?? null;
}

function isOver(ctx: ShopContext, { triedAt }: Try): boolean {
  return ctx.clock.now().getTime() - (triedAt?.getTime() ?? 0) > LATEST_LANDING_MS;
}

/** False if another redemption has claimed this credit meanwhile: then look for ours again. */
async function claim(ctx: ShopContext, { id }: Redemption, creditId: string): Promise<boolean> {
  return ctx.inTransaction(async (tx) => {
    const redemption = await lockRedemption(tx, ctx.shopId, id);
    if (!redemption || redemption.outcome !== null) return true;
    await lockClaim(tx, creditId);
    const claimed = await listClaimedIds(tx, ctx.shopId, [creditId]);
    if (claimed.has(creditId)) return false;
    await writeDiscountId(tx, ctx.shopId, { redemptionId: id, discountId: creditId });
    const reason = "added to the store credit";
    const ending = { outcome: "used", state: "delivered", reason } as const;
    await endRedemption(tx, ctx, { redemptionId: id, ...ending });
    return true;
  });
}

async function end(
  ctx: ShopContext,
  { id: redemptionId }: Redemption,
  outcome: "used" | "returned",
): Promise<true> {
  const ending =
    outcome === "used"
      ? ({ outcome, state: "delivered", reason: "the customer was erased" } as const)
      : ({ outcome, state: "returned", reason: "the code never came to exist" } as const);
  await ctx.inTransaction(async (tx) => {
    const redemption = await lockRedemption(tx, ctx.shopId, redemptionId);
    if (redemption?.state !== "canceling") return;
    await endRedemption(tx, ctx, { redemptionId, ...ending });
  });
  return true;
}

async function findWish(
  ctx: ShopContext,
  redemptionId: string,
): Promise<{ redemption: Redemption; wish: CreditWish; before: Try } | null> {
  return ctx.inTransaction(async (tx) => {
    const redemption = await findRedemption(tx, ctx.shopId, redemptionId);
    if (!redemption) return null;
    const { currency } = await getShop(tx, ctx.shopId);
    const { customerId, amount, endsAt } = redemption;
    invariant(amount !== null, "store credit says how much it is");
    const wish = { customerId, amount, currency, expiresAt: endsAt?.getTime() ?? null };
    const before = await tx.redemption.findUniqueOrThrow({
      where: { shopId_id: { shopId: ctx.shopId, id: redemptionId } },
      select: { tries: true, triedAt: true, seenBefore: true },
    });
    return { redemption, wish, before };
  });
}
