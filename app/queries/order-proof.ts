import type { Tx } from "#app/db/context.ts";
import { findRunningComparison, type OrderComparison } from "#app/db/order-comparisons.ts";

/** What the last full comparison proved, and how far the one under way is. */
export async function readProof(tx: Tx, shopId: bigint) {
  const last = await tx.orderComparison.findFirst({
    where: { shopId, state: "done", kind: { not: "hourly" } },
    orderBy: { number: "desc" },
  });
  const running = await findRunningComparison(tx, shopId);
  return {
    last: last && {
      provedAt: (last.finishedAt ?? last.startedAt).toISOString(),
      seen: Number(last.seen),
      accounted: Number(last.seen - (last.missed - last.repaired)),
      unlisted: Number(last.unlisted - last.deleted),
    },
    running: running && progressOf(running),
  };
}

function progressOf({ number, kind, state, seen, expected, tries }: OrderComparison) {
  // An import is the first that brings in orders; the other kinds look the same from outside.
  const imports = kind === "import";
  return { number, imports, state, seen: Number(seen), expected: Number(expected), tries };
}
