import type { ShopContext, Tx } from "#app/db/context.ts";
import {
  addHeads,
  addRoot,
  findFirstUncovered,
  findLastRoot,
  lockRoots,
  type RootRow,
} from "#app/db/ledger-roots.ts";
import { getShop } from "#app/db/shops.ts";
import { rootHash } from "#app/domain/audit/roots.ts";
import { addDays, dayOf, startOfDay } from "#app/domain/calendar.ts";

/** By then what was being posted at the end of the day is there, also where clocks are apart. */
const GRACE_MS = 30 * 60_000;

/**
 * Closes the shop's days that are over: keeps where every chain stood that grew since, and one
 * hash over it all and over the root before. Days on which nothing moved need none. Repeating it
 * changes nothing.
 */
export async function closeLedgerDays(ctx: ShopContext): Promise<RootRow[]> {
  const closed: RootRow[] = [];
  for (;;) {
    const root = await ctx.inTransaction((tx) => closeNextDay(tx, ctx));
    if (!root) return closed;
    closed.push(root);
  }
}

async function closeNextDay(tx: Tx, ctx: ShopContext): Promise<RootRow | null> {
  const { shopId } = ctx;
  await lockRoots(tx, shopId);
  const before = await findLastRoot(tx, shopId);
  const since = before?.untilAt ?? new Date(0);
  const first = await findFirstUncovered(tx, shopId, since);
  if (!first) return null;
  const { timeZone } = await getShop(tx, shopId);
  const day = dayOf(first.getTime(), timeZone);
  const untilAt = new Date(startOfDay(addDays(day, 1), timeZone));
  if (untilAt.getTime() + GRACE_MS > ctx.clock.now().getTime()) return null;
  const { members, hash } = await addHeads(tx, shopId, { since, untilAt });
  const previous = before?.root ?? new Uint8Array();
  const covered = { untilAt: BigInt(untilAt.getTime()) * 1000n, day, members, previous };
  const root = rootHash(shopId, covered, hash);
  const row = { untilAt, day, members, previous, root };
  await addRoot(tx, shopId, row);
  return row;
}
