import type { Clock } from "#app/db/context.ts";
import type { Database } from "#app/db/database.server.ts";
import { pruneDeliveries } from "#app/db/deliveries.ts";
import { dropDeliveryDay, listDeliveryDays, makeDeliveryDay } from "#app/db/delivery-days.ts";

const DAY_MS = 86_400_000;
/** Shopify repeats a delivery for hours; a week is enough to know a repeated one. */
const KEPT_DAYS = 7;
/** What has no day of its own is kept all the same, but dropped row by row. */
const DAYS_AHEAD = 7;

/**
 * Keeps the inbox in days: makes those to come, and drops those whose deliveries are done, or were
 * left aside, a week after they came.
 */
export async function pruneInbox({
  database: { pool },
  clock,
}: {
  database: Pick<Database, "pool">;
  clock: Clock;
}): Promise<void> {
  const today = Math.floor(clock.now().getTime() / DAY_MS) * DAY_MS;
  const keptFrom = new Date(today - KEPT_DAYS * DAY_MS);
  const until = new Date(today + DAYS_AHEAD * DAY_MS);
  const days = await listDeliveryDays(pool);
  for (let at = today; at <= until.getTime(); at += DAY_MS) {
    if (!days.includes(dayOf(at))) await makeDeliveryDay(pool, dayOf(at));
  }
  for (const day of days) {
    if (day < dayOf(keptFrom.getTime())) await dropDeliveryDay(pool, day, keptFrom);
  }
  await pruneDeliveries(pool, { keptFrom, until });
}

function dayOf(instant: number): string {
  return new Date(instant).toISOString().slice(0, 10);
}
