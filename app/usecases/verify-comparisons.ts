import type { ShopContext } from "#app/db/context.ts";
import { listFinishedComparisons, type OrderComparison } from "#app/db/order-comparisons.ts";
import { listSoundComparisons } from "#app/db/sound-comparisons.ts";

/** `altered`: the record or its findings are not what was signed. */
export type Verdict = { number: number; verdict: "sound" | "altered" | "gap-before" };

/**
 * Checks the records of finished comparisons, newest first: each against its signature, and that
 * none was taken out between two of them. Only the oldest may follow one that was pruned.
 */
export async function verifyComparisons(ctx: ShopContext): Promise<Verdict[]> {
  return ctx.inTransaction(async (tx) => {
    const all = { below: null, limit: 5_000, hourly: true };
    const records = await listFinishedComparisons(tx, ctx.shopId, all);
    const sound = await listSoundComparisons(tx, ctx, records);
    const signatures = new Set(records.map(({ signature }) => signature));
    const first = records.toSorted((one, other) => finished(one) - finished(other))[0];
    return records.map((record) => {
      const follows = record === first || signatures.has(record.previous);
      const good = sound.has(record.number);
      const verdict = !good ? "altered" : follows ? "sound" : "gap-before";
      return { number: record.number, verdict };
    });
  });
}

function finished({ finishedAt }: OrderComparison): number {
  return finishedAt?.getTime() ?? 0;
}
