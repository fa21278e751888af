import { countOrder } from "#app/domain/counted.ts";
import { friendOffer, inviterOffer, type Deed } from "#app/domain/engine/deed.ts";
import { begin, count, undo } from "#app/domain/engine/deeds.ts";
import type { MemberEvent } from "#app/domain/engine/member-events.ts";
import { hasEnded } from "#app/domain/engine/points.ts";
import type { State } from "#app/domain/engine/state.ts";
import type { OrderWithPins } from "#app/domain/engine/timeline.ts";
import { isLess, parseDecimal } from "#app/domain/fraction.ts";
import { currencyExponent } from "#app/domain/money.ts";
import type { Instant } from "#app/domain/order-facts.ts";
import type { Referral } from "#app/domain/program/activity.ts";
import { programAt, type Program } from "#app/domain/program/program.ts";

const DAY_MS = 86_400_000;

/** Why coming by an inviter brings nobody anything. */
export type ReferralRefusal =
  | { reason: "refused"; why: string }
  | { reason: "not-first-order" | "no-referral" | "below-minimum" | "closed" };

/** How coming by an inviter stands, on the friend's side. */
export type FriendState = {
  inviterId: string;
  /** When they came. */
  since: Instant;
  refused: ReferralRefusal | null;
  /** The first order, and by what it is judged. */
  order: { orderId: string; program: Program; referral: Referral } | null;
  /** When the first order will be safe, if nothing happens to it; null while nothing is due. */
  dueAt: Instant | null;
  deed: Deed | null;
};

type EventOf<K> = Extract<MemberEvent, { kind: K }>;

/** The first inviter who was not refused is the one. Who has ordered before is nobody's friend. */
export function noteInviter(state: State, event: EventOf<"referred">): void {
  const { inviterId, at } = event;
  state.referralOutcome ??= { outcome: "none", at };
  if (state.friend && state.friend.refused?.reason !== "refused") return;
  const refused = whyRefused(state, event);
  state.friend = { inviterId, since: at, refused, order: null, dueAt: null, deed: null };
}

/** The first order is judged as it is placed: by the program and the minimum of that moment. */
export function noteFirstOrder(state: State, order: OrderWithPins, at: Instant): void {
  const { orderId, test } = order.facts;
  if (test || state.firstOrderId !== null) return;
  state.firstOrderId = orderId;
  const { friend } = state;
  if (!friend || friend.refused) return;
  const program = programAt(state.programs, at);
  const referral = program?.document.referral ?? null;
  if (hasEnded(state, friend.since)) friend.refused = { reason: "closed" };
  else if (!program || !referral) friend.refused = { reason: "no-referral" };
  else if (isTooSmall(order, { program, referral })) friend.refused = { reason: "below-minimum" };
  else friend.order = { orderId, program, referral };
}

/** The first order was paid, changed or cancelled: what is left of it decides. */
export function followReferral(state: State, orderId: string, at: Instant): void {
  const { friend } = state;
  const known = state.orders.get(orderId);
  if (friend?.order?.orderId !== orderId || !known) return;
  const { paidAt } = known;
  if (paidAt === null || known.spendMinor <= 0n) return undoFriend(state, at);
  if (friend.deed?.stands) return;
  friend.dueAt = paidAt + friend.order.referral.waitDays * DAY_MS;
  if (friend.dueAt <= at) completeReferral(state, at);
}

/**
 * The first order can no longer be returned: the friend gets theirs, and the inviter will; nobody
 * where the friend has left meanwhile, also if they have joined again.
 */
export function completeReferral(state: State, at: Instant): void {
  const { friend } = state;
  if (!friend?.order) return;
  const { program, referral } = friend.order;
  friend.dueAt = null;
  const refused = hasEnded(state, friend.since) ? ({ reason: "closed" } as const) : null;
  const offer = friendOffer(referral);
  friend.deed ??= begin(state, { source: "referred", offer, program, at, refused });
  count(state, friend.deed, at);
  if (friend.deed.stands) state.referralOutcome = { outcome: "completed", at };
}

/** A friend of this member has brought them something, or what they brought is undone. */
export function hearOfFriend(state: State, event: EventOf<"referral">): void {
  const { friendId, outcome, at } = event;
  const source = `referral:${friendId}`;
  if (outcome === "undone") {
    state.friendsUndone.set(friendId, at);
    const deed = state.deeds.get(source);
    if (deed) undo(state, deed, { at, why: { reason: "undone" } });
    return;
  }
  // Both at one moment: the friend's order came and went.
  if (state.friendsUndone.get(friendId) === at) return;
  const program = programAt(state.programs, at);
  const referral = program?.document.referral;
  const known = state.deeds.get(source);
  if (known) return count(state, known, at);
  if (!program || !referral) return;
  count(state, begin(state, { source, offer: inviterOffer(referral), program, at }), at);
}

function whyRefused(state: State, { refused }: EventOf<"referred">): ReferralRefusal | null {
  if (refused !== null) return { reason: "refused", why: refused };
  if (state.traits.closedAt !== null) return { reason: "closed" };
  return state.firstOrderId === null ? null : { reason: "not-first-order" };
}

function isTooSmall(
  order: OrderWithPins,
  { program, referral: { minimumOrder } }: { program: Program; referral: Referral },
): boolean {
  if (minimumOrder === null) return false;
  const { numerator, denominator } = parseDecimal(minimumOrder);
  const unit = 10n ** BigInt(currencyExponent(program.currency));
  const spendMinor = countOrder({ ...order, program }, 0).spendMinor;
  const spent = { numerator: spendMinor, denominator: 1n };
  return isLess(spent, { numerator: numerator * unit, denominator });
}

function undoFriend(state: State, at: Instant): void {
  const { friend } = state;
  if (!friend) return;
  friend.dueAt = null;
  if (!friend.deed?.stands) return;
  undo(state, friend.deed, { at, why: { reason: "undone" } });
  state.referralOutcome = { outcome: "undone", at };
}
