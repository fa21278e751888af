import type { Tx } from "#app/db/context.ts";
import type { ComparisonKind, ComparisonState } from "#app/domain/order-comparison.ts";

/** A comparison of a shop's orders with ours, under way or finished. */
export type OrderComparison = {
  number: number;
  kind: ComparisonKind;
  state: ComparisonState;
  author: string;
  startedAt: Date;
  finishedAt: Date | null;
  coversFrom: Date;
  operationId: string;
  tries: number;
  expected: bigint;
  cursor: bigint;
  seen: bigint;
  imported: bigint;
  missed: bigint;
  repaired: bigint;
  unlisted: bigint;
  deleted: bigint;
  note: string;
  previous: string;
  signature: string;
};

/** Adds the next comparison; callers hold the intake lock. One that runs ends by being finished. */
export async function addComparison(
  tx: Tx,
  shopId: bigint,
  fresh: Pick<OrderComparison, "kind" | "state" | "author" | "startedAt" | "coversFrom"> &
    Partial<OrderComparison>,
): Promise<OrderComparison> {
  const last = await tx.orderComparison.findFirst({
    where: { shopId },
    orderBy: { number: "desc" },
    select: { number: true },
  });
  const running = fresh.kind === "hourly" ? null : true;
  const number = (last?.number ?? 0) + 1;
  return known(await tx.orderComparison.create({ data: { ...fresh, shopId, number, running } }));
}

/** The one that is under way. */
export async function findRunningComparison(
  tx: Tx,
  shopId: bigint,
): Promise<OrderComparison | null> {
  const row = await tx.orderComparison.findFirst({ where: { shopId, running: true } });
  return row && known(row);
}

/** The record of hourly looks that is not signed yet; callers hold the intake lock. */
export async function findOpenHourly(tx: Tx, shopId: bigint): Promise<OrderComparison | null> {
  const where = { shopId, kind: "hourly", finishedAt: null };
  const row = await tx.orderComparison.findFirst({ where, orderBy: { number: "desc" } });
  return row && known(row);
}

/** Reads a comparison and holds it to the end of the transaction. */
export async function lockComparison(
  tx: Tx,
  shopId: bigint,
  number: number,
): Promise<OrderComparison | null> {
  await tx.$queryRaw`
    SELECT 1 FROM order_comparison WHERE shop_id = ${shopId} AND number = ${number} FOR UPDATE`;
  const row = await tx.orderComparison.findFirst({ where: { shopId, number } });
  return row && known(row);
}

export async function updateComparison(
  tx: Tx,
  { shopId, number }: { shopId: bigint; number: number },
  news: Partial<OrderComparison>,
): Promise<void> {
  const ended = news.finishedAt ? { running: null } : {};
  await tx.orderComparison.update({
    where: { shopId_number: { shopId, number } },
    data: { ...news, ...ended },
  });
}

/** Whether anything was ever compared, or is being compared, beyond what changes by the hour. */
export async function hasCompared(tx: Tx, shopId: bigint): Promise<boolean> {
  const where = { shopId, kind: { not: "hourly" } };
  return (await tx.orderComparison.findFirst({ where, select: { number: true } })) !== null;
}

/**
 * The signature of the comparison that was signed last; empty before the first. It is the one that
 * none follows: clocks of workers differ, and could name another.
 */
export async function findLastSignature(tx: Tx, shopId: bigint): Promise<string> {
  const [last] = await tx.$queryRaw<{ signature: string }[]>`
    SELECT signature FROM order_comparison c
    WHERE c.shop_id = ${shopId} AND c.signature <> ''
      AND NOT EXISTS (SELECT FROM order_comparison next
                      WHERE next.shop_id = c.shop_id AND next.previous = c.signature)
    ORDER BY finished_at DESC, number DESC LIMIT 1`;
  return last?.signature ?? "";
}

/** Finished comparisons, newest number first, from one number down. */
export async function listFinishedComparisons(
  tx: Tx,
  shopId: bigint,
  { below, limit, hourly }: { below: number | null; limit: number; hourly: boolean },
): Promise<OrderComparison[]> {
  const rows = await tx.orderComparison.findMany({
    where: {
      shopId,
      finishedAt: { not: null },
      ...(hourly ? {} : { kind: { not: "hourly" } }),
      ...(below === null ? {} : { number: { lt: below } }),
    },
    orderBy: { number: "desc" },
    take: limit,
  });
  return rows.map(known);
}

/** Drops comparisons that began before; of each kind the last that went well stays. */
export async function pruneComparisons(tx: Tx, shopId: bigint, before: Date): Promise<void> {
  await tx.$executeRaw`
    WITH old AS (
      DELETE FROM order_comparison c
      WHERE c.shop_id = ${shopId} AND c.started_at < ${before} AND c.running IS NULL
        AND EXISTS (SELECT FROM order_comparison newer WHERE newer.shop_id = c.shop_id
                    AND newer.kind = c.kind AND newer.state = 'done' AND newer.number > c.number)
      RETURNING c.number)
    DELETE FROM order_sighting s USING old
    WHERE s.shop_id = ${shopId} AND s.number = old.number`;
}

type Row = Omit<OrderComparison, "kind" | "state"> & { kind: string; state: string };

/** Only these kinds and states are ever written. */
function known({ kind, state, ...row }: Row): OrderComparison {
  return { ...row, kind: kind as ComparisonKind, state: state as ComparisonState };
}
