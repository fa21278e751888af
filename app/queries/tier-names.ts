import type { Tx } from "#app/db/context.ts";
import type { LocalText } from "#app/domain/program/basics.ts";
import { readNewestVersion } from "#app/queries/program-draft.ts";

export type TierName = { id: string; name: LocalText };

/** The tiers of the newest published program, lowest first. */
export async function listTierNames(tx: Tx, shopId: bigint): Promise<TierName[]> {
  const newest = await readNewestVersion(tx, shopId);
  return (newest?.document.tiers?.levels ?? []).map(({ id, name }) => ({ id, name }));
}
