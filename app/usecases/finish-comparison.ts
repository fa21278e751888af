import type { ShopContext, Tx } from "#app/db/context.ts";
import {
  findLastSignature,
  lockComparison,
  updateComparison,
  type OrderComparison,
} from "#app/db/order-comparisons.ts";
import { lockIntake } from "#app/db/order-facts.ts";
import {
  countFindings,
  dropPlainSightings,
  listSignedFindings,
  type FindingCount,
} from "#app/db/order-sightings.ts";
import { getShop } from "#app/db/shops.ts";
import { comparisonText } from "#app/domain/order-comparison.ts";
import { sayWhyMissed } from "#app/usecases/say-why-missed.ts";

export type Ending = { number: number; outcome: "done" | "failed"; note: string };

/** Ends a comparison: says why each order was missed, counts, and signs the record. */
export async function finishComparison(ctx: ShopContext, ending: Ending): Promise<void> {
  await ctx.inTransaction(async (tx) => {
    await lockIntake(tx, ctx.shopId);
    const run = await lockComparison(tx, ctx.shopId, ending.number);
    if (run && run.finishedAt === null) await signComparison(tx, ctx, { run, ending });
  });
}

/** Within the transaction of the caller, who holds the intake lock. */
export async function signComparison(
  tx: Tx,
  ctx: ShopContext,
  { run, ending }: { run: OrderComparison; ending: Omit<Ending, "number"> },
): Promise<Counts> {
  const place = { shopId: ctx.shopId, number: run.number };
  const { domain } = await getShop(tx, ctx.shopId);
  await sayWhyMissed(tx, place, domain);
  const counts = countsOf(await countFindings(tx, place));
  await dropPlainSightings(tx, place);
  const record = {
    ...run,
    ...counts,
    state: ending.outcome,
    note: ending.note,
    finishedAt: ctx.clock.now(),
    previous: await findLastSignature(tx, ctx.shopId),
  };
  const findings = await listSignedFindings(tx, ctx.shopId, [run.number]);
  const signature = ctx.signRecord(comparisonText(record, findings.get(run.number) ?? []));
  const { state, note, finishedAt, previous } = record;
  const news = { ...counts, state, note, finishedAt, previous, signature };
  await updateComparison(tx, place, news);
  return counts;
}

const MISSED = ["silent", "failed", "waiting", "differed"];

type Counts = ReturnType<typeof countsOf>;

function countsOf(found: FindingCount[]) {
  const count = (fits: (row: FindingCount) => boolean) =>
    found.filter(fits).reduce((total, row) => total + row.count, 0n);
  const isMissed = ({ finding, repaired }: FindingCount) =>
    MISSED.includes(finding) || (finding === "imported" && !repaired);
  return {
    imported: count(({ finding, repaired }) => finding === "imported" && repaired),
    missed: count(isMissed),
    repaired: count((row) => isMissed(row) && row.repaired),
    unlisted: count(({ finding }) => finding === "unlisted"),
    deleted: count(({ finding, repaired }) => finding === "unlisted" && repaired),
  };
}
