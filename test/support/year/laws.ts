import { decide } from "#app/domain/engine/decide.ts";
import { factsBy, type MemberFacts } from "#app/domain/engine/timeline.ts";
import { balancesOf, flowsOf } from "#app/domain/engine/flows.ts";
import { loyaltyValueOf, nextChangeOfValue } from "#app/domain/loyalty-value.ts";
import { mergeOrderFacts } from "#app/domain/merge-order-facts.ts";
import type { OrderChange, OrderFacts } from "#app/domain/order-facts.ts";
import { endOf, type Liver, type Year } from "#test/support/year/live.ts";
import type { Random } from "#test/support/year/random.ts";

/** What a member ends with: accounts, lots with their days, waiting points, orders, tier. */
export function endWith(year: Year, facts: MemberFacts, at = endOf(year)): unknown {
  const { state } = decide({ programs: [year.version], facts, asOf: at });
  const lots = [...state.lots.values()].filter(({ points }) => points > 0n);
  return {
    balances: balancesOf(flowsOf(state.journal)),
    lots: lots.map(({ lot, points, expiresAt }) => `${lot} ${points} ${expiresAt}`).sort(),
    pending: [...state.pending].map(([source, { points }]) => `${source} ${points}`).sort(),
    orders: [...state.orders].map(([id, { points }]) => `${id} ${points}`).sort(),
    tier: state.tier,
  };
}

/**
 * What the storefront prints of a member in some moment, and what it would print in a later one for
 * which nobody asked to look again; only where these are not the same.
 */
export function staleValues(year: Year, facts: MemberFacts, random: Random): string[] {
  const programs = [year.version];
  return Array.from({ length: 12 }, () => random.between(0, 2 * 366)).flatMap((day) => {
    const at = year.version.effectiveFrom + day * DAY + random.below(DAY);
    const known = factsBy(at, facts);
    const valueAt = (now: number) => {
      const { state, nextDueAt } = decide({ programs, facts: known, asOf: now });
      const next = Math.min(nextDueAt ?? Infinity, nextChangeOfValue(state, now) ?? Infinity);
      return { next, text: JSON.stringify(loyaltyValueOf(state, { now, version: 0n })) };
    };
    const { next, text } = valueAt(at);
    const until = Math.min(next - 1, at + 800 * DAY);
    const later = valueAt(until).text;
    const times = [at, until].map((time) => new Date(time).toISOString());
    return text === later ? [] : [`${times.join(" to ")}: ${text}, ${later}`];
  });
}
const DAY = 86_400_000;

/** The members of a year to whom most has happened, of several kinds. */
export function sampleOf(year: Year, count: number): Liver[] {
  const weight = ({ facts }: Liver) => facts.events.length + facts.redemptions.length * 5;
  const busy = [...year.livers.values()].sort((a, b) => weight(b) - weight(a));
  const returning = busy.filter(({ facts }) =>
    facts.orders.some((order) => order.facts.changes.length > 0),
  );
  return [...new Set([...returning.slice(0, count / 2), ...busy.slice(0, count / 2)])];
}

/** The same facts in another order, as they might have been learned. */
export function shuffled(facts: MemberFacts, random: Random): MemberFacts {
  const mix = <T>(list: T[]) =>
    list
      .map((value) => ({ value, rank: random.below(1_000_000) }))
      .sort((a, b) => a.rank - b.rank)
      .map(({ value }) => value);
  return {
    orders: mix(facts.orders).map(({ facts: order, pins }) => ({
      facts: { ...order, changes: mix(order.changes) },
      pins,
    })),
    redemptions: mix(facts.redemptions),
    adjustments: mix(facts.adjustments),
    events: mix(facts.events),
  };
}

/** Every order told again and again: an early account of it, all of it, the early one again. */
export function toldTwice(facts: MemberFacts): MemberFacts {
  const orders = facts.orders.map(({ facts: order, pins }) => {
    const early: OrderFacts = { ...order, changes: [], cancelledAt: null };
    const whole = { ...order, updatedAt: order.updatedAt + 1 };
    const told = [whole, early, whole].reduce(hear, early);
    return { facts: told, pins };
  });
  return { ...facts, orders };
}

function hear(known: OrderFacts, facts: OrderFacts): OrderFacts {
  return mergeOrderFacts(known, { facts, complete: true, authoritative: false }).facts;
}

/** Every refund in as many parts as it has pieces, all at its moment. */
export function refundedInParts(facts: MemberFacts): MemberFacts {
  return {
    ...facts,
    orders: facts.orders.map(({ facts: order, pins }) => ({
      facts: { ...order, changes: order.changes.flatMap(inParts) },
      pins,
    })),
  };
}

function inParts(change: OrderChange): OrderChange[] {
  const { lines, adjustmentMinor, id } = change;
  const nothing = { ...change, lines: [], adjustmentMinor: 0n };
  const pieces = lines.flatMap((line) => {
    const count = BigInt(-line.quantity);
    return Array.from({ length: Number(count) }, (_, index) => {
      const part = (minor: bigint) =>
        index === 0 ? minor - (minor / count) * (count - 1n) : minor / count;
      const netMinor = part(line.netMinor);
      return { ...line, quantity: -1, netMinor, taxMinor: part(line.taxMinor) };
    });
  });
  const third = adjustmentMinor / 3n;
  const amounts = adjustmentMinor === 0n ? [] : [third, adjustmentMinor - third];
  return [
    ...pieces.map((line, index) => ({ ...nothing, id: `${id}/${index}`, lines: [line] })),
    ...amounts.map((minor, index) => ({
      ...nothing,
      id: `${id}/amount${index}`,
      adjustmentMinor: minor,
    })),
  ];
}
