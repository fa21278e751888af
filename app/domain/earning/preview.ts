import { awardOf } from "#app/domain/earning/award.ts";
import { roomsFor } from "#app/domain/earning/rooms.ts";
import { decideTerms, type Buyer, type PinnedOrder } from "#app/domain/earning/terms.ts";
import { emptyTraits } from "#app/domain/engine/traits.ts";
import type { Program } from "#app/domain/program/program.ts";
import type { OrderReceipt } from "#app/domain/receipt.ts";

/** A member of no tier, of whom nothing is known, with their first order. */
export function aNewcomer(): Buyer {
  return { tierId: null, traits: emptyTraits(), boosts: [], orderNumber: 1 };
}

/**
 * What an order would earn once paid, after its first `changes` changes, with nothing of caps,
 * limits and budgets used yet. For previews and examples; settling goes by engine/orders.ts.
 */
export function previewOrder(
  order: PinnedOrder,
  program: Program,
  { buyer = aNewcomer(), changes = 0 }: { buyer?: Buyer; changes?: number } = {},
): OrderReceipt {
  const terms = decideTerms(order, program, buyer);
  const unused = { used: new Map(), claims: new Map(), day: "2000-01-01" };
  return awardOf(order, terms, {
    standing: { paid: true, cancelled: false, changes },
    rooms: roomsFor(terms, unused, () => false),
    ask: ({ points }) => ({ points, waits: false }),
  }).receipt;
}
