import type { Tx } from "#app/db/context.ts";
import { searchTextOf } from "#app/domain/search-words.ts";

/** What a customer is called, as of a moment. */
export type DatedProfile = {
  customerId: string;
  displayName: string | null;
  email: string | null;
  locale: string | null;
  at: Date;
};

/**
 * Keeps the newest profile of each customer, unless a newer one is known or the member is gone.
 * Members are locked in the order of their ids, as whoever settles them does: no plan of the
 * statement may have the two wait for each other.
 */
export async function writeProfiles(
  tx: Tx,
  shopId: bigint,
  profiles: DatedProfile[],
): Promise<void> {
  if (profiles.length === 0) return;
  const each = <T>(pick: (profile: DatedProfile) => T) => profiles.map(pick);
  await tx.$executeRaw`
    UPDATE member m
    SET display_name = p.display_name, email = p.email, locale = coalesce(p.locale, m.locale),
        search_text = p.search_text, profile_at = p.at
    FROM (SELECT t.* FROM (
            SELECT DISTINCT ON (a.member_id) a.member_id, t.*
            FROM unnest(
              ${each(({ customerId }) => customerId)}::text[],
              ${each(({ displayName }) => displayName)}::text[],
              ${each(({ email }) => email)}::text[],
              ${each(({ locale }) => locale)}::text[],
              ${each(({ displayName, email }) => searchTextOf(displayName, email))}::text[],
              ${each(({ at }) => at)}::timestamptz[]
            ) AS t (customer_id, display_name, email, locale, search_text, at)
            JOIN alias a ON a.shop_id = ${shopId} AND a.customer_id = t.customer_id
            WHERE a.gone_at IS NULL
            ORDER BY a.member_id, t.at DESC, t.customer_id) t
          JOIN member known ON known.shop_id = ${shopId} AND known.id = t.member_id
          WHERE known.erased_at IS NULL AND (known.profile_at IS NULL OR known.profile_at < t.at)
          ORDER BY known.id FOR NO KEY UPDATE OF known) p
    WHERE m.shop_id = ${shopId} AND m.id = p.member_id`;
}

/** Shopify no longer knows this customer; the earliest time heard of stays. */
export async function markCustomerGone(
  tx: Tx,
  shopId: bigint,
  { customerId, at }: { customerId: string; at: Date },
): Promise<void> {
  await tx.$executeRaw`
    UPDATE alias SET gone_at = LEAST(gone_at, ${at})
    WHERE shop_id = ${shopId} AND customer_id = ${customerId}`;
}

/** Forgets what a customer was called, if nobody else is the same member. */
export async function clearProfile(
  tx: Tx,
  shopId: bigint,
  { customerId, at }: { customerId: string; at: Date },
): Promise<void> {
  await tx.$executeRaw`
    UPDATE member m
    SET display_name = NULL, email = NULL, search_text = '', profile_at = ${at}
    FROM alias a
    WHERE a.shop_id = ${shopId} AND a.customer_id = ${customerId}
      AND m.shop_id = ${shopId} AND m.id = a.member_id
      AND NOT EXISTS (SELECT FROM alias other WHERE other.shop_id = ${shopId}
                      AND other.member_id = a.member_id AND other.gone_at IS NULL)`;
}
