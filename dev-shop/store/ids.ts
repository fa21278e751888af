/**
 * Ids with 13 digits that grow in steps, as Shopify's do. Each start of the shop takes a range of
 * its own.
 */

export type IdKind =
  | "product"
  | "variant"
  | "inventoryItem"
  | "collection"
  | "customer"
  | "order"
  | "line"
  | "transaction"
  | "refund"
  | "agreement"
  | "discount"
  | "metafield"
  | "other";

export type Ids = { next: (kind: IdKind) => number };

const STEP = 32_768;
const RANGE = 200_000_000_000;

const firsts: Record<IdKind, number> = {
  product: 7_600_000_000_000,
  variant: 4_210_000_000_000,
  inventoryItem: 4_430_000_000_000,
  collection: 2_740_000_000_000,
  customer: 6_900_000_000_000,
  order: 5_100_000_000_000,
  line: 1_310_000_000_000,
  transaction: 6_200_000_000_000,
  refund: 8_700_000_000_000,
  agreement: 3_300_000_000_000,
  discount: 1_120_000_000_000,
  metafield: 2_350_000_000_000,
  other: 1_060_000_000_000,
};

/** `startNumber` comes from a sequence in the database, so that no two starts share a range. */
export function createIds(startNumber: number): Ids {
  const next = new Map<IdKind, number>();
  return {
    next: (kind) => {
      const id = next.get(kind) ?? firsts[kind] + startNumber * RANGE;
      next.set(kind, id + STEP);
      return id;
    },
  };
}
