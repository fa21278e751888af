import type { Clock } from "#app/db/context.ts";
import type { Database } from "#app/db/database.server.ts";
import { pruneDeliveries } from "#app/db/deliveries.ts";

/** Shopify repeats a delivery for hours; a week is enough to know a repeated one. */
const KEPT_MS = 7 * 86_400_000;

/** Drops deliveries that are done, or were left aside, a week after they came. */
export function pruneInbox({
  database,
  clock,
}: {
  database: Database;
  clock: Clock;
}): Promise<number> {
  return pruneDeliveries(database.pool, new Date(clock.now().getTime() - KEPT_MS));
}
