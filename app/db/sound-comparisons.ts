import type { ShopContext, Tx } from "#app/db/context.ts";
import type { OrderComparison } from "#app/db/order-comparisons.ts";
import { listSignedFindings } from "#app/db/order-sightings.ts";
import { comparisonText } from "#app/domain/order-comparison.ts";

/** The numbers of those finished records that say, findings included, what was signed. */
export async function listSoundComparisons(
  tx: Tx,
  ctx: Pick<ShopContext, "shopId" | "signRecord">,
  records: OrderComparison[],
): Promise<Set<number>> {
  const numbers = records.map(({ number }) => number);
  const findings = await listSignedFindings(tx, ctx.shopId, numbers);
  const sound = records.filter(({ finishedAt, ...record }) => {
    if (finishedAt === null) return false;
    const text = comparisonText({ ...record, finishedAt }, findings.get(record.number) ?? []);
    return ctx.signRecord(text) === record.signature;
  });
  return new Set(sound.map(({ number }) => number));
}
