import type { ShopContext } from "#app/db/context.ts";
import { noNames, receiptNamesOf } from "#app/domain/receipt-names.ts";
import { planOnce } from "#app/db/plans.ts";
import { findMemberOfCustomer, findMembership } from "#app/db/members.ts";
import { getShop, scopesOf, type ShopRow } from "#app/db/shops.ts";
import { missingScopes, scopesFor } from "#app/domain/fulfilment.ts";
import { findReferralCode } from "#app/db/referrals.ts";
import { loyaltyValueOf } from "#app/domain/loyalty-value.ts";
import type { Program } from "#app/domain/program/program.ts";
import type { Reward } from "#app/domain/program/reward.ts";
import { listSoldOut } from "#app/queries/reward-supply.ts";
import { listStorefrontCodes } from "#app/queries/storefront-codes.ts";
import { hasLeft, storefrontEarning } from "#app/queries/storefront-earning.ts";
import { storefrontFormat } from "#app/queries/storefront-format.ts";
import { listChanges, storefrontHistory } from "#app/queries/storefront-history.ts";
import { storefrontMember } from "#app/queries/storefront-member.ts";
import { storefrontQuote, storefrontRewards } from "#app/queries/storefront-rewards.ts";
import { standingNow } from "#app/queries/storefront-standing.ts";
import type { StorefrontLocale } from "#app/texts/storefront.ts";

/**
 * Everything the storefront's panel shows, formatted in one language. Without a customer, or for
 * one who is no member, `member` is null and only the rewards and how to earn are there. `joined`
 * says whether it is written down that the customer has joined.
 */
export async function storefrontPanel(
  ctx: ShopContext,
  { customerId, locale }: { customerId: string | null; locale: StorefrontLocale },
) {
  return ctx.inTransaction(async (tx) => {
    const [, shop, membership] = await Promise.all([
      planOnce(tx),
      getShop(tx, ctx.shopId),
      customerId === null ? null : findMembership(tx, ctx.shopId, customerId),
    ]);
    const { memberId = null, joined = false } = membership ?? {};
    const format = storefrontFormat(locale, shop);
    const [{ program, at, state }, codes, changes] = await Promise.all([
      standingNow(tx, ctx, memberId),
      memberId === null ? [] : listStorefrontCodes(tx, ctx, { memberId, format }),
      memberId === null ? [] : listChanges(tx, ctx.shopId, memberId),
    ]);
    const offered = offeredIn(shop, program);
    const [soldOut, code] = await Promise.all([
      listSoldOut(tx, ctx.shopId, offered),
      program?.document.referral && memberId ? findReferralCode(tx, ctx.shopId, memberId) : null,
    ]);
    const looking = { at, state, offered, soldOut };
    const left = hasLeft(state);
    const rewards = program && !left ? storefrontRewards({ program, ...looking }, format) : [];
    const earning = storefrontEarning({ program, at, state, code }, format);
    const shown = { joined, rewards, codes, ...earning };
    if (state === null) return { ...shown, member: null, history: [] };
    const tiers = program?.document.tiers?.levels ?? [];
    const names = program ? receiptNamesOf(program.document) : noNames;
    const member = storefrontMember(loyaltyValueOf(state, { now: at, version: 0n }), format);
    return {
      ...shown,
      member: left ? { ...member, next: format.texts.closed } : member,
      history: storefrontHistory({ changes, tiers, names, format }),
    };
  });
}

/** What the merchant has not let us give is not offered, until they do. */
function offeredIn(shop: ShopRow, program: Program | null): Reward[] {
  const granted = scopesOf(shop);
  const rewards = program?.document.rewards ?? [];
  return rewards.filter(
    (reward) => !reward.retired && missingScopes(scopesFor(reward), granted).length === 0,
  );
}

/** What so many steps of a reward cost and give a customer; null where there is no such offer. */
export async function storefrontSteps(
  ctx: ShopContext,
  wish: { customerId: string; rewardId: string; steps: number; locale: StorefrontLocale },
) {
  return ctx.inTransaction(async (tx) => {
    const memberId = await findMemberOfCustomer(tx, ctx.shopId, wish.customerId);
    const { program, at, state } = await standingNow(tx, ctx, memberId);
    const reward = program?.document.rewards.find(({ id }) => id === wish.rewardId);
    if (!program || !state || !reward) return null;
    const format = storefrontFormat(wish.locale, await getShop(tx, ctx.shopId));
    const { steps } = wish;
    return storefrontQuote(state, { reward, steps, now: { program, at } }, format);
  });
}
