import type { Tx } from "#app/db/context.ts";
import { beginningWith, FEW } from "#app/db/beginning-with.ts";

/**
 * The ids of members with a word that begins as the rarest of `words` does, or null where each of
 * them begins words of many members.
 */
export async function listFewNamed(
  tx: Tx,
  shopId: bigint,
  words: string[],
): Promise<string[] | null> {
  const found = await Promise.all(
    words.map((word) => {
      const { gte, lt } = beginningWith(word);
      return tx.$queryRaw<{ memberId: string }[]>`
        SELECT member_id::text AS "memberId" FROM member_word
        WHERE shop_id = ${shopId} AND word >= ${gte} AND word < ${lt}
        ORDER BY word LIMIT ${FEW + 1}`;
    }),
  );
  const fewest = found.reduce((a, b) => (b.length < a.length ? b : a), found[0] ?? []);
  return fewest.length > FEW ? null : [...new Set(fewest.map(({ memberId }) => memberId))];
}
