import { formatExact } from "#app/domain/exact-json.ts";
import type { Instant, OrderFacts } from "#app/domain/order-facts.ts";

/** `webhook`: a payload, which shows most but not all. `read`: a GraphQL answer, which shows all. */
export type FactsSource = "webhook" | "read";

/** `doubt`: read the order again; `facts` is what may be kept until then. */
export type MergedFacts = { facts: OrderFacts; doubt: boolean };

/**
 * What is known of an order once `fresh` has arrived, in whatever order things arrive: the newest
 * state counts, and the earliest moment at which anyone saw it fully paid. Where a payload cannot
 * be trusted (the order was edited, or two say different things of the same moment), it is not
 * taken over.
 */
export function mergeOrderFacts(
  old: OrderFacts | null,
  fresh: OrderFacts,
  source: FactsSource,
): MergedFacts {
  if (old === null) return { facts: fresh, doubt: false };
  const paidAt = earliest(old.paidAt, fresh.paidAt);
  const kept = { ...old, paidAt };
  const taken = { ...fresh, paidAt };
  if (source === "read") {
    return { facts: fresh.updatedAt < old.updatedAt ? kept : taken, doubt: false };
  }
  const wasEdited = old.changes.some((change) => change.kind === "edit");
  if (wasEdited) return { facts: kept, doubt: fresh.updatedAt > old.updatedAt };
  if (placedParts(old) !== placedParts(fresh)) return { facts: kept, doubt: true };
  if (fresh.updatedAt < old.updatedAt) return { facts: kept, doubt: false };
  if (fresh.updatedAt > old.updatedAt) return { facts: taken, doubt: false };
  return { facts: kept, doubt: sortedText(kept) !== sortedText(taken) };
}

function earliest(one: Instant | null, other: Instant | null): Instant | null {
  if (one === null || other === null) return one ?? other;
  return Math.min(one, other);
}

/** What no refund changes. If it differs, there was an edit in between. */
function placedParts(facts: OrderFacts): string {
  return formatExact([
    facts.lines.map(({ id, quantity, netMinor, taxMinor }) => [id, quantity, netMinor, taxMinor]),
    facts.shippingMinor,
    facts.shippingTaxMinor,
    facts.tipMinor,
  ]);
}

/** Independent of the order of keys, which the database does not keep. */
function sortedText(facts: OrderFacts): string {
  return JSON.stringify(JSON.parse(formatExact(facts)), (_key, value: unknown) =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
      : value,
  );
}
