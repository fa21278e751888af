import type { ShopContext } from "#app/db/context.ts";
import { ensureReferralCode, findReferralCode } from "#app/db/referrals.ts";
import { CODE_BYTES, formatCode } from "#app/domain/code.ts";

/**
 * What a member's friends name when they come: made at the first time it is asked for, and kept.
 * Null for nobody, and for a member who has gone.
 */
export async function getReferralCode(ctx: ShopContext, memberId: string): Promise<string | null> {
  return ctx.inTransaction(async (tx) => {
    const known = await findReferralCode(tx, ctx.shopId, memberId);
    if (known !== null) return known;
    const code = formatCode(ctx.randomBytes(CODE_BYTES));
    return ensureReferralCode(tx, ctx.shopId, { memberId, code });
  });
}
