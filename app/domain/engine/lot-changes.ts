import type { Lot } from "#app/domain/engine/state.ts";

/** What brings the lots that are kept to those that should be: some go, some are new or change. */
export type LotChanges = { gone: string[]; put: Lot[] };

/** A long history has many lots, of which an order changes few. */
export function lotChanges(kept: Lot[], wanted: Lot[]): LotChanges {
  const left = new Map(kept.map((lot) => [lot.lot, lot]));
  const put = wanted.filter((lot) => {
    const before = left.get(lot.lot);
    left.delete(lot.lot);
    return before === undefined || !isSame(before, lot);
  });
  return { gone: [...left.keys()], put };
}

function isSame(one: Lot, other: Lot): boolean {
  return (
    one.points === other.points && one.since === other.since && one.expiresAt === other.expiresAt
  );
}
