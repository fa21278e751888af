import type { Tx } from "#app/db/context.ts";

/** Somebody a friend may come by. */
export type Inviter = { memberId: string; email: string | null };

/** Whose referral code this is, or who they have become; null for nobody, or who has gone. */
export async function findInviter(tx: Tx, shopId: bigint, code: string): Promise<Inviter | null> {
  const [row] = await tx.$queryRaw<Inviter[]>`
    SELECT m.id::text AS "memberId", m.email
    FROM member coded
    JOIN member m ON m.shop_id = ${shopId} AND m.id = coalesce(coded.merged_into, coded.id)
    WHERE coded.shop_id = ${shopId} AND coded.referral_code = ${code}
      AND m.erased_at IS NULL
      AND 'closed' IS DISTINCT FROM (SELECT e.kind FROM member_event e
        WHERE e.shop_id = ${shopId} AND e.member_id = m.id AND e.kind IN ('joined', 'closed')
        ORDER BY e.at DESC, e.kind LIMIT 1)`;
  return row ?? null;
}

/** Gives a member this code, unless they have one. Returns the code they have, or null. */
export async function ensureReferralCode(
  tx: Tx,
  shopId: bigint,
  { memberId, code }: { memberId: string; code: string },
): Promise<string | null> {
  const [row] = await tx.$queryRaw<{ code: string }[]>`
    UPDATE member SET referral_code = coalesce(referral_code, ${code})
    WHERE shop_id = ${shopId} AND id = ${memberId}::uuid
      AND merged_into IS NULL AND erased_at IS NULL
    RETURNING referral_code AS code`;
  return row?.code ?? null;
}

export async function findReferralCode(
  tx: Tx,
  shopId: bigint,
  memberId: string,
): Promise<string | null> {
  const row = await tx.member.findUnique({
    where: { shopId_id: { shopId, id: memberId } },
    select: { referralCode: true, mergedInto: true },
  });
  return row?.mergedInto === null ? row.referralCode : null;
}

/** What the checks on a friend need to know of them. */
export type Friend = { email: string | null; hasOrdered: boolean; cameByOthers: boolean };

/** A friend, and whether they had ordered when they came: by now, or by an earlier moment. */
export async function findFriend(
  tx: Tx,
  shopId: bigint,
  { memberId, cameAt }: { memberId: string; cameAt: Date | null },
): Promise<Friend | null> {
  const [row] = await tx.$queryRaw<Friend[]>`
    SELECT m.email,
      EXISTS (SELECT FROM order_fact o WHERE o.shop_id = ${shopId} AND o.member_id = m.id
              AND NOT (o.facts->>'test')::boolean
              AND o.placed_at <= coalesce(${cameAt}::timestamptz, 'infinity')) AS "hasOrdered",
      EXISTS (SELECT FROM member_event e WHERE e.shop_id = ${shopId} AND e.member_id = m.id
              AND e.kind = 'referred' AND e.data->>'refused' IS NULL) AS "cameByOthers"
    FROM member m WHERE m.shop_id = ${shopId} AND m.id = ${memberId}::uuid`;
  return row ?? null;
}

/** What an inviter was last told of a friend. */
export type ToldReferral = {
  friendId: string;
  inviterId: string;
  outcome: "completed" | "undone";
  /** How many times somebody was told something of this friend. */
  count: number;
};

/** What was last told of some friends, by friend; whoever was told has become whom it says. */
export async function listToldReferrals(
  tx: Tx,
  shopId: bigint,
  friendIds: string[],
): Promise<Map<string, ToldReferral>> {
  if (friendIds.length === 0) return new Map();
  const rows = await tx.$queryRaw<ToldReferral[]>`
    SELECT DISTINCT ON (about) about AS "friendId", member_id::text AS "inviterId",
           data->>'outcome' AS outcome, split_part(request_id, ':', 3)::int AS count
    FROM member_event
    WHERE shop_id = ${shopId} AND kind = 'referral' AND about = ANY(${friendIds}::text[])
    ORDER BY about, split_part(request_id, ':', 3)::int DESC`;
  return new Map(rows.map((row) => [row.friendId, row]));
}
