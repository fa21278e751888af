import type { Tx } from "#app/db/context.ts";

/**
 * Takes one piece of a limited reward, under the lock of its row: whoever asks at the same moment
 * waits, and sees what is left. False if none is.
 */
export async function takeStock(
  tx: Tx,
  shopId: bigint,
  { rewardId, stock }: { rewardId: string; stock: number },
): Promise<boolean> {
  const taken = await tx.$executeRaw`
    INSERT INTO reward_stock AS held (shop_id, reward_id, taken) VALUES (${shopId}, ${rewardId}, 1)
    ON CONFLICT (shop_id, reward_id) DO UPDATE SET taken = held.taken + 1
    WHERE held.taken < ${BigInt(stock)}`;
  return taken === 1;
}

/** Puts a piece back. */
export async function returnStock(tx: Tx, shopId: bigint, rewardId: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE reward_stock SET taken = taken - 1
    WHERE shop_id = ${shopId} AND reward_id = ${rewardId} AND taken > 0`;
}

/** How many pieces are taken, by reward. */
export async function listStockTaken(tx: Tx, shopId: bigint): Promise<Map<string, bigint>> {
  const rows = await tx.$queryRaw<{ rewardId: string; taken: bigint }[]>`
    SELECT reward_id AS "rewardId", taken FROM reward_stock WHERE shop_id = ${shopId}`;
  return new Map(rows.map(({ rewardId, taken }) => [rewardId, taken]));
}
