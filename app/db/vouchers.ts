import type { Tx } from "#app/db/context.ts";
import { listPrograms } from "#app/db/programs.ts";

/** Whether some version of the program has this reward as one that hands over vouchers. */
export async function hasPool(tx: Tx, shopId: bigint, rewardId: string): Promise<boolean> {
  return (await listPools(tx, shopId)).includes(rewardId);
}

/** The rewards that hand over vouchers, or ever did. */
async function listPools(tx: Tx, shopId: bigint): Promise<string[]> {
  const programs = await listPrograms(tx, shopId);
  const rewards = programs.flatMap(({ document }) => document.rewards);
  const pools = rewards.filter(({ gives }) => gives.kind === "voucher");
  return [...new Set(pools.map(({ id }) => id))];
}

/**
 * Adds codes to a pool; those that some pool of the shop has are left out. Returns how many are
 * new. One after the other: two who add the same codes could both find them new.
 */
export async function addVoucherCodes(
  tx: Tx,
  shopId: bigint,
  { rewardId, codes, addedAt }: { rewardId: string; codes: string[]; addedAt: Date },
): Promise<number> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('laurel.pools', ${shopId}))`;
  const known = await listKnownVouchers(tx, shopId, codes);
  const fresh = codes.filter((code) => !known.has(code));
  return tx.$executeRaw`
    INSERT INTO voucher (shop_id, reward_id, code, added_at)
    SELECT ${shopId}, ${rewardId}, code, ${addedAt} FROM unnest(${fresh}::text[]) AS code`;
}

/** Those of these codes that some pool of the shop has already, handed over or not. */
export async function listKnownVouchers(
  tx: Tx,
  shopId: bigint,
  codes: string[],
): Promise<Set<string>> {
  const pools = await listPools(tx, shopId);
  const rows = await tx.$queryRaw<{ code: string }[]>`
    SELECT DISTINCT code FROM voucher
    WHERE shop_id = ${shopId} AND reward_id = ANY(${pools}::text[])
      AND code = ANY(${codes}::text[])`;
  return new Set(rows.map(({ code }) => code));
}

/**
 * Takes the codes that nobody has out of a pool; returns how many. A redemption that takes one is
 * waited for, and keeps it. In order, so that two who withdraw cannot wait for each other.
 */
export async function withdrawFreeVouchers(
  tx: Tx,
  shopId: bigint,
  rewardId: string,
): Promise<number> {
  return tx.$executeRaw`
    WITH free AS MATERIALIZED (
      SELECT code FROM voucher
      WHERE shop_id = ${shopId} AND reward_id = ${rewardId} AND redemption_id IS NULL
      ORDER BY code FOR UPDATE)
    DELETE FROM voucher USING free
    WHERE shop_id = ${shopId} AND reward_id = ${rewardId} AND voucher.code = free.code`;
}

/** The redemptions that were handed this code, as it stands here; by any reward's pool. */
export async function listHandedOver(tx: Tx, shopId: bigint, code: string): Promise<string[]> {
  const rewardId = { in: await listPools(tx, shopId) };
  const rows = await tx.voucher.findMany({
    where: { shopId, rewardId, code, redemptionId: { not: null } },
    select: { redemptionId: true },
  });
  return rows.flatMap(({ redemptionId }) => redemptionId ?? []);
}

/**
 * Locks so many codes that nobody has, the oldest first, or as many as there are. Others pass them
 * by meanwhile; who asks twice in one transaction is given the same ones again.
 */
export async function lockFreeVouchers(
  tx: Tx,
  shopId: bigint,
  { rewardId, count }: { rewardId: string; count: number },
): Promise<string[]> {
  const rows = await tx.$queryRaw<{ code: string }[]>`
    SELECT code FROM voucher
    WHERE shop_id = ${shopId} AND reward_id = ${rewardId} AND redemption_id IS NULL
    ORDER BY added_at, code LIMIT ${count} FOR UPDATE SKIP LOCKED`;
  return rows.map(({ code }) => code);
}

/** Hands a locked code over for good: whatever becomes of the redemption, it was seen. */
export async function handOverVoucher(
  tx: Tx,
  shopId: bigint,
  voucher: { rewardId: string; code: string; redemptionId: string },
): Promise<void> {
  const { rewardId, code, redemptionId } = voucher;
  await tx.voucher.update({
    where: { shopId_rewardId_code: { shopId, rewardId, code } },
    data: { redemptionId },
  });
}

/** How many codes each pool still has, by reward. */
export async function countFreeVouchers(tx: Tx, shopId: bigint): Promise<Map<string, number>> {
  const rows = await tx.$queryRaw<{ rewardId: string; free: number }[]>`
    SELECT reward_id AS "rewardId", count(*)::int AS free FROM voucher
    WHERE shop_id = ${shopId} AND redemption_id IS NULL GROUP BY reward_id`;
  return new Map(rows.map(({ rewardId, free }) => [rewardId, free]));
}

/** How many codes a reward's pool has left, and how many were handed over. */
export async function countPool(
  tx: Tx,
  shopId: bigint,
  rewardId: string,
): Promise<{ left: number; handedOver: number }> {
  const all = await tx.voucher.count({ where: { shopId, rewardId } });
  const left = await tx.voucher.count({ where: { shopId, rewardId, redemptionId: null } });
  return { left, handedOver: all - left };
}
