import type { ShopContext } from "#app/db/context.ts";

export type DonationTotal = { rewardId: string; to: string; times: number; amount: string };

/** What members gave, by receiver: what the merchant has to pass on. */
export async function donationTotals(ctx: ShopContext): Promise<DonationTotal[]> {
  return ctx.inTransaction(
    (tx) => tx.$queryRaw<DonationTotal[]>`
      SELECT reward->>'id' AS "rewardId", reward->'gives'->'to'->>'en' AS "to",
             count(*)::int AS times, sum(amount::numeric)::text AS amount
      FROM redemption
      WHERE shop_id = ${ctx.shopId} AND reward->'gives'->>'kind' = 'donation'
        AND outcome = 'used' AND returned_at IS NULL
      GROUP BY 1, 2 ORDER BY 2, 1`,
  );
}
