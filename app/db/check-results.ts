import type { Tx } from "#app/db/context.ts";
import type { Prisma } from "#app/db/generated/client.ts";

export type CheckKind = "ledger" | "reconciliation" | "receipts" | "counts";

/** What a check that runs by itself found. `details` hold no personal data. */
export type CheckResult = {
  kind: CheckKind;
  ranAt: Date;
  checked: bigint;
  differences: bigint;
  repaired: bigint;
  details: Record<string, unknown>;
};

/** Keeps a result; a check that ran again at the same moment replaces what it said. */
export async function addCheckResult(
  tx: Tx,
  shopId: bigint,
  { details, ...result }: CheckResult,
): Promise<void> {
  const data = { ...result, details: details as Prisma.InputJsonObject };
  const { kind, ranAt } = result;
  await tx.checkResult.upsert({
    where: { shopId_kind_ranAt: { shopId, kind, ranAt } },
    create: { shopId, ...data },
    update: data,
  });
}

export async function findLastCheck(
  tx: Tx,
  shopId: bigint,
  kind: CheckKind,
): Promise<CheckResult | null> {
  const row = await tx.checkResult.findFirst({
    where: { shopId, kind },
    orderBy: { ranAt: "desc" },
  });
  if (!row) return null;
  return { ...row, kind, details: (row.details ?? {}) as Record<string, unknown> };
}

/** Drops results older than `before`, but never the last of a kind. */
export async function pruneCheckResults(tx: Tx, shopId: bigint, before: Date): Promise<number> {
  return tx.$executeRaw`
    DELETE FROM check_result c
    WHERE c.shop_id = ${shopId} AND c.ran_at < ${before}
      AND EXISTS (SELECT FROM check_result newer WHERE newer.shop_id = c.shop_id
                  AND newer.kind = c.kind AND newer.ran_at > c.ran_at)`;
}
