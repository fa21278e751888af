import { formatExact } from "#app/domain/exact-json.ts";
import type { OrderFacts } from "#app/domain/order-facts.ts";

/** Facts of an order that have just been learned. */
export type LearnedFacts = {
  facts: OrderFacts;
  /** False where the source could not tell everything, such as a webhook of an edited order. */
  complete: boolean;
  /** Asked for just now; not a message that may be old. */
  authoritative: boolean;
};

export type MergedFacts = {
  facts: OrderFacts;
  /** Whether they differ from what was known. */
  changed: boolean;
  /** Whether the order has to be asked for to be sure. */
  doubtful: boolean;
};

/**
 * What holds of an order once `learned` is known too. The newest facts win, whatever the order in
 * which they are learned; the first payment seen stays. Two messages of the same second that
 * differ leave a doubt; until it is settled, which one stands does not depend on their order.
 */
export function mergeFacts(known: OrderFacts | null, learned: LearnedFacts): MergedFacts {
  if (!known) return { facts: learned.facts, changed: true, doubtful: !learned.complete };

  const paidAt = earlier(known.paidAt, learned.facts.paidAt);
  const kept = { ...known, paidAt };
  const renewed = { ...learned.facts, paidAt };
  const keptResult = { facts: kept, changed: paidAt !== known.paidAt, doubtful: false };
  if (learned.facts.updatedAt < known.updatedAt) return keptResult;

  const keptText = canonicalText(kept);
  const renewedText = canonicalText(renewed);
  if (keptText === renewedText) return { ...keptResult, doubtful: false };
  if (learned.authoritative || learned.facts.updatedAt > known.updatedAt) {
    return { facts: renewed, changed: true, doubtful: !learned.complete };
  }
  return keptText > renewedText
    ? { ...keptResult, doubtful: true }
    : { facts: renewed, changed: true, doubtful: true };
}

/** Whether two accounts of an order say the same, except for when its payment was first seen. */
export function saySame(one: OrderFacts, other: OrderFacts): boolean {
  return canonicalText({ ...one, paidAt: null }) === canonicalText({ ...other, paidAt: null });
}

function earlier(one: number | null, other: number | null): number | null {
  if (one === null || other === null) return one ?? other;
  return Math.min(one, other);
}

/** The same text for the same facts, in whatever order their fields were written. */
function canonicalText(value: unknown): string {
  return formatExact(sortFields(value));
}

function sortFields(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortFields);
  if (typeof value !== "object" || value === null) return value;
  const fields = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(fields.map(([name, field]) => [name, sortFields(field)]));
}
