import type { Tx } from "#app/db/context.ts";

/**
 * What follows in this transaction looks rows up by their keys: one plan fits whatever the values,
 * and is kept. Otherwise Postgres takes a list of one for cheaper than a list of any length, and
 * plans the same statements anew each time: a third of what a redemption cost it.
 */
export async function planOnce(tx: Tx): Promise<void> {
  await tx.$executeRaw`SET LOCAL plan_cache_mode = force_generic_plan`;
}
