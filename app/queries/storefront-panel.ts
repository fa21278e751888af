import type { ShopContext, Tx } from "#app/db/context.ts";
import { listMemberFacts } from "#app/db/member-facts.ts";
import { findMemberOfCustomer } from "#app/db/members.ts";
import { listPrograms } from "#app/db/programs.ts";
import { getShop } from "#app/db/shops.ts";
import { decide } from "#app/domain/engine/decide.ts";
import { factsBy, noFacts } from "#app/domain/engine/timeline.ts";
import { loyaltyValueOf, type LoyaltyValue } from "#app/domain/loyalty-value.ts";
import { prepareProgram, programAt, type ProgramVersion } from "#app/domain/program/program.ts";
import { listStorefrontCodes } from "#app/queries/storefront-codes.ts";
import { storefrontFormat } from "#app/queries/storefront-format.ts";
import { listStorefrontHistory } from "#app/queries/storefront-history.ts";
import { storefrontMember } from "#app/queries/storefront-member.ts";
import { storefrontRewards } from "#app/queries/storefront-rewards.ts";
import type { StorefrontLocale } from "#app/texts/storefront.ts";

/**
 * Everything the storefront's panel shows, formatted in one language. Without a customer, or for
 * one who is no member, `member` is null and only the rewards are there.
 */
export async function storefrontPanel(
  ctx: ShopContext,
  { customerId, locale }: { customerId: string | null; locale: StorefrontLocale },
) {
  return ctx.inTransaction(async (tx) => {
    const now = ctx.clock.now().getTime();
    const programs = await listPrograms(tx, ctx.shopId);
    const program = programAt(programs.map(prepareProgram), now);
    const format = storefrontFormat(locale, await getShop(tx, ctx.shopId));
    const rewards = program?.document.rewards ?? [];
    const memberId =
      customerId === null ? null : await findMemberOfCustomer(tx, ctx.shopId, customerId);
    if (memberId === null) {
      const shown = storefrontRewards(rewards, null, format);
      return { member: null, rewards: shown, codes: [], history: [] };
    }
    const value = await standingNow(tx, ctx, { memberId, programs });
    const tiers = program?.document.tiers?.levels ?? [];
    return {
      member: storefrontMember(value, format),
      rewards: storefrontRewards(rewards, value.points - value.owed, format),
      codes: await listStorefrontCodes(tx, ctx, { memberId, format }),
      history: await listStorefrontHistory(tx, ctx.shopId, { memberId, tiers, format }),
    };
  });
}

/** As redeeming will judge it: settled to this moment, whatever still waits to be posted. */
async function standingNow(
  tx: Tx,
  ctx: ShopContext,
  { memberId, programs }: { memberId: string; programs: ProgramVersion[] },
): Promise<LoyaltyValue> {
  const facts = await listMemberFacts(tx, ctx.shopId, [memberId]);
  const known = facts.get(memberId) ?? noFacts();
  const now = ctx.clock.now().getTime();
  const { state } = decide({ programs, facts: factsBy(now, known), asOf: now });
  return loyaltyValueOf(state, { now, version: 0n });
}
