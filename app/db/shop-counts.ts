import { addCheckResult, findLastCheck } from "#app/db/check-results.ts";
import type { ShopContext, Tx } from "#app/db/context.ts";
import { countFigures, countRedeemed, type Figures } from "#app/db/figures.ts";
import { findTypicalYearlySpend, type SpendLook } from "#app/db/typical-spend.ts";

/** What is counted over everything a shop has. */
export type ShopCounts = {
  figures: Figures;
  /** How often each reward was taken, by its id. */
  redeemed: Record<string, number>;
  /** In minor units; null where nobody has spent. */
  yearlySpendMinor: string | null;
};

/** A count, and when it was made if that was not just now. */
export type Counted<T> = { value: T; countedAt: Date | null };

/** Up to so many members a shop is counted whenever somebody looks. */
const COUNTED_AT_ONCE = 20_000;

/**
 * One of the counts: of a small shop as it is now, of a large one as it was when the job counted
 * last, for counting reads all of it.
 */
export async function readCount<Name extends keyof ShopCounts>(
  tx: Tx,
  ctx: ShopContext,
  { name, count }: { name: Name; count: () => Promise<ShopCounts[Name]> },
): Promise<Counted<ShopCounts[Name]>> {
  const kept = (await isLarge(tx, ctx.shopId))
    ? await findLastCheck(tx, ctx.shopId, "counts")
    : null;
  if (!kept) return { value: await count(), countedAt: null };
  // Written by `keepCounts`.
  const counts = kept.details as ShopCounts;
  return { value: counts[name], countedAt: kept.ranAt };
}

/** Counts a large shop and keeps what was counted; a small one is counted when it is looked at. */
export async function keepCounts(tx: Tx, ctx: ShopContext, look: SpendLook): Promise<boolean> {
  const { shopId } = ctx;
  if (!(await isLarge(tx, shopId))) return false;
  const ranAt = ctx.clock.now();
  const spent = await findTypicalYearlySpend(tx, shopId, look);
  const details: ShopCounts = {
    figures: await countFigures(tx, shopId, ranAt),
    redeemed: await countRedeemed(tx, shopId),
    yearlySpendMinor: spent?.toString() ?? null,
  };
  const checked = BigInt(details.figures.members);
  const found = { checked, differences: 0n, repaired: 0n };
  await addCheckResult(tx, shopId, { kind: "counts", ranAt, ...found, details });
  return true;
}

async function isLarge(tx: Tx, shopId: bigint): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ members: bigint }[]>`
    SELECT count(*) AS members
    FROM (SELECT FROM member WHERE shop_id = ${shopId} LIMIT ${COUNTED_AT_ONCE + 1}) seen`;
  return (row?.members ?? 0n) > COUNTED_AT_ONCE;
}
