import type { ShopContext } from "#app/db/context.ts";
import { listFinishedComparisons, type OrderComparison } from "#app/db/order-comparisons.ts";
import { listSoundComparisons } from "#app/db/sound-comparisons.ts";
import { CHECKS_KEPT_DAYS } from "#app/usecases/prune-shop.ts";

const DAY_MS = 86_400_000;

/** `altered`: the record or its findings are not what was signed. */
export type Verdict = { number: number; verdict: "sound" | "altered" | "gap-before" };

/**
 * Checks the records of finished comparisons, newest first: each against its signature, and that
 * none was taken out between two of them, but by pruning. Which says it is the first is believed:
 * that is signed, too.
 */
export async function verifyComparisons(ctx: ShopContext): Promise<Verdict[]> {
  return ctx.inTransaction(async (tx) => {
    const all = { below: null, limit: 5_000, hourly: true };
    const records = await listFinishedComparisons(tx, ctx.shopId, all);
    const sound = await listSoundComparisons(tx, ctx, records);
    const signatures = new Set(["", ...records.map(({ signature }) => signature)]);
    const pruned = followersOfPruned(records, ctx.clock.now().getTime());
    return records.map((record) => {
      const follows = pruned.has(record) || signatures.has(record.previous);
      const good = sound.has(record.number);
      const verdict = !good ? "altered" : follows ? "sound" : "gap-before";
      return { number: record.number, verdict };
    });
  });
}

/** The oldest; and where that was kept as the last of its kind, also the one that comes next. */
function followersOfPruned(records: OrderComparison[], now: number): Set<OrderComparison> {
  const prunedBefore = now - CHECKS_KEPT_DAYS * DAY_MS;
  const isKept = ({ kind, number, startedAt }: OrderComparison) =>
    startedAt.getTime() < prunedBefore &&
    !records.some(
      (other) => other.kind === kind && other.state === "done" && other.number > number,
    );
  const inOrder = records.toSorted((one, other) => finished(one) - finished(other));
  const next = inOrder.findIndex((record) => !isKept(record));
  return new Set(next < 0 ? inOrder : inOrder.slice(0, next + 1));
}

function finished({ finishedAt }: OrderComparison): number {
  return finishedAt?.getTime() ?? 0;
}
