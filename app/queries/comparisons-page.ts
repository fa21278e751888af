import type { ShopContext } from "#app/db/context.ts";
import { listFinishedComparisons, type OrderComparison } from "#app/db/order-comparisons.ts";
import { listSoundComparisons } from "#app/db/sound-comparisons.ts";
import { getShop, scopesOf } from "#app/db/shops.ts";
import { readProof } from "#app/queries/order-proof.ts";

const SHOWN = 20;

/** The comparisons of all orders, newest first: each is checked against its signature as shown. */
export async function comparisonsPage(ctx: ShopContext, { below }: { below: number | null }) {
  return ctx.inTransaction(async (tx) => {
    const shop = await getShop(tx, ctx.shopId);
    const wish = { below, limit: SHOWN + 1, hourly: false };
    const found = await listFinishedComparisons(tx, ctx.shopId, wish);
    const records = found.slice(0, SHOWN);
    const sound = await listSoundComparisons(tx, ctx, records);
    return {
      ...(await readProof(tx, ctx.shopId)),
      allOrders: scopesOf(shop).includes("read_all_orders"),
      older: found.length > SHOWN ? (records.at(-1)?.number ?? null) : null,
      runs: records.map((record) => shownRun(record, sound)),
    };
  });
}

/** A finished comparison as pages show it. */
export function shownRun(record: OrderComparison, sound: Set<number>) {
  const { number, kind, state, note, startedAt, finishedAt, coversFrom } = record;
  return {
    number,
    kind,
    state,
    note,
    sound: sound.has(number),
    startedAt: startedAt.toISOString(),
    finishedAt: (finishedAt ?? startedAt).toISOString(),
    coversFrom: coversFrom.getTime() === 0 ? null : coversFrom.toISOString(),
    seen: Number(record.seen),
    imported: Number(record.imported),
    missed: Number(record.missed),
    repaired: Number(record.repaired),
    unlisted: Number(record.unlisted),
    deleted: Number(record.deleted),
    signature: record.signature,
  };
}
