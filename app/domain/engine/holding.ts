import type { Instant } from "#app/domain/order-facts.ts";
import type { OrderState, State } from "#app/domain/engine/state.ts";

const DAY_MS = 86_400_000;

/**
 * When points that an order was given at a moment can be spent: so many days after it was paid, or
 * after everything in it was first fulfilled (null while it is not). What an edit adds later than
 * that waits its days from the edit. Where the program names a latest day, that is early enough.
 */
export function maturesAt(order: OrderState, givenAt: Instant): Instant | null {
  const { hold } = order.terms.program.document.earning;
  const paidAt = order.paidAt ?? givenAt;
  if (hold.after === "payment") return paidAt + hold.days * DAY_MS;
  const latest = hold.atMostDays === null ? null : paidAt + hold.atMostDays * DAY_MS;
  if (order.fulfilledAt === null) return latest;
  const from = givenAt === paidAt ? order.fulfilledAt : Math.max(order.fulfilledAt, givenAt);
  return earlier(from + hold.days * DAY_MS, latest);
}

/** Everything in the order was fulfilled: what waited for that has a date now. */
export function fulfillOrder(state: State, orderId: string, at: Instant): void {
  const order = state.orders.get(orderId);
  if (!order || order.fulfilledAt !== null) return;
  order.fulfilledAt = at;
  const { hold } = order.terms.program.document.earning;
  for (const part of state.pending.values()) {
    if (part.source !== `order:${orderId}`) continue;
    part.matureAt = earlier(at + hold.days * DAY_MS, part.matureAt);
  }
}

function earlier(one: Instant, other: Instant | null): Instant {
  return other === null ? one : Math.min(one, other);
}
