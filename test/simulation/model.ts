import type {
  ModelFacts,
  ModelOrder,
  ModelRedemption,
  ModelStanding,
} from "#test/simulation/model-facts.ts";
import { award, note, takeBack } from "#test/simulation/model-awards.ts";
import { answersIn, orderPoints } from "#test/simulation/model-budgets.ts";
import { boostsAt, factorsOfOrder } from "#test/simulation/model-campaigns.ts";
import { runBack } from "#test/simulation/model-entry-gifts.ts";
import { followOrders } from "#test/simulation/model-goals.ts";
import { close, letGo } from "#test/simulation/model-closing.ts";
import { bear } from "#test/simulation/model-days.ts";
import { decide, join, report } from "#test/simulation/model-deeds.ts";
import { endOf, noteSign } from "#test/simulation/model-ends.ts";
import {
  credit,
  emptyBooks,
  eraOf,
  hasEnded,
  owe,
  programAt,
  spend,
  type Books,
  type Part,
} from "#test/simulation/model-lots.ts";
import { come, followFriend, hear, noteFirstOrder } from "#test/simulation/model-referral.ts";
import { judgeTier } from "#test/simulation/model-tiers.ts";
import { passTime } from "#test/simulation/model-time.ts";
import { spendFor, total, worthOf } from "#test/simulation/model-worth.ts";

/**
 * What one member has at a moment. Written to be read, and to be slow: each event in the order in
 * which it happened, and before each of them what time alone has done.
 */
export function standingOf(facts: ModelFacts, asOf: number): ModelStanding {
  const books = emptyBooks(facts);
  for (const { at, run } of eventsOf(books)) {
    if (at > asOf) break;
    passTime(books, at);
    run();
    judgeTier(books, at);
  }
  passTime(books, asOf);
  const held = [...books.lots].filter(([, { points }]) => points > 0);
  const open = [...books.reserved.values()].flat();
  return {
    available: total(held.map(([, { points }]) => points)),
    pending: total(books.waiting.map(({ points }) => points)),
    reserved: total(open.map(({ points }) => points)),
    owed: books.owed,
    tier: books.standing.tier,
    lots: new Map(held.map(([lot, { points, until }]) => [lot, { points, until }])),
    earned: books.earned,
    friend: books.friend && { by: books.friend.by, completed: books.friend.stands },
    overdrawn: books.overdrawn,
    wants: [...books.wants.values()],
  };
}

type Event = { at: number; rank: string; run: () => void };

function eventsOf(books: Books): Event[] {
  const { orders, redemptions, adjustments, holds } = books.facts;
  const events: Event[] = [];
  const add = (at: number, rank: string, run: () => void) => events.push({ at, rank, run });
  for (const order of orders) {
    const rank = `order:${order.id}`;
    add(order.placedAt, `${rank}:0`, () => place(books, order));
    if (order.paidAt !== null) {
      const at = order.paidAt;
      add(at, `${rank}:1`, () => follow(books, order, { at, paidAt: at }));
    }
    order.changes.forEach((change, index) => {
      const changes = index + 1;
      const at = Math.max(change.at, order.placedAt);
      add(at, `${rank}:2:${String(changes).padStart(4, "0")}`, () =>
        follow(books, order, { at, changes }),
      );
    });
    const { cancelledAt } = order;
    if (cancelledAt !== null) {
      add(cancelledAt, `${rank}:3`, () =>
        follow(books, order, { at: cancelledAt, cancelled: true }),
      );
    }
  }
  for (const redemption of redemptions) {
    const { id, at: since, ended, restoredAt } = redemption;
    // What came back in a moment is there for what is taken in it.
    const rankAt = (at: number) => (at === since ? `redemption:${id}` : `redemption!${id}`);
    add(since, `${rankAt(since)}:0`, () => reserve(books, redemption));
    if (ended) {
      const endedAt = Math.max(ended.at, since);
      add(endedAt, `${rankAt(endedAt)}:1`, () => endRedemption(books, redemption, endedAt));
      if (restoredAt !== null) {
        const at = Math.max(restoredAt, endedAt);
        add(at, `${rankAt(at)}:2`, () => giveBack(books, id, { at, from: books.taken }));
      }
    }
  }
  for (const { id, at, points } of adjustments) {
    add(at, `adjustment:${id}`, () => adjust(books, { id, at, points }));
  }
  // What staff holds is looked up when the tier is judged, after each event.
  holds.forEach(({ at }, index) => {
    add(at, `event:1:${String(index).padStart(4, "0")}`, () => (books.holdsMade = index + 1));
  });
  addDeeds(books, add);
  return events.sort((a, b) => a.at - b.at || (a.rank < b.rank ? -1 : 1));
}

/** At one moment: who has joined, by whom they came, what they do, what is said of it. */
function addDeeds(books: Books, add: (at: number, rank: string, run: () => void) => void): void {
  const { closings, joins, birthdays, deeds, cames, news } = books.facts;
  for (const each of closings) add(each.at, "then:closed", () => close(books, each.at));
  for (const each of joins) add(each.at, `event:0:${each.id}`, () => join(books, each));
  birthdays.forEach((told, index) => {
    add(told.at, `event:1:${String(index).padStart(4, "0")}`, () => bear(books, told));
  });
  for (const came of cames) add(came.at, "event:1", () => come(books, came));
  for (const each of news) add(each.at, `event:4:${each.id}`, () => hear(books, each));
  for (const deed of deeds) {
    add(deed.at, `event:2:${deed.id}`, () => report(books, deed));
    for (const decision of deed.decisions) {
      add(decision.at, `event:3:${deed.id}`, () => decide(books, deed.id, decision));
    }
  }
}

function place(books: Books, order: ModelOrder): void {
  const program = programAt(books, order.placedAt);
  if (!program) return;
  if (books.closedAt !== null) return noteFirstOrder(books, order);
  const placed = worthOf(order, program, 0);
  const minimum = (program.minimumOrder ?? 0) * books.facts.minorPerMajor;
  const { tier } = books.standing;
  const ofTier = program.tiers?.levels.find(({ id }) => id === tier)?.hundredths ?? null;
  books.orders.set(order.id, {
    program,
    factors: [
      ...factorsOfOrder(books.facts, { program, at: order.placedAt }, ofTier),
      ...boostsAt(books, order.placedAt),
    ],
    placedAt: order.placedAt,
    ...{ paid: false, paidAt: 0, changes: 0, cancelled: false, points: 0, spend: 0 },
    tooSmall: placed.spend < minimum,
  });
  noteFirstOrder(books, order);
}

type News = { at: number; paidAt?: number; changes?: number; cancelled?: boolean };

function follow(books: Books, order: ModelOrder, { at, paidAt, changes, cancelled }: News): void {
  const known = books.orders.get(order.id);
  if (!known) return;
  if (paidAt !== undefined) {
    Object.assign(known, { paid: true, paidAt });
    noteSign(books, "order", at);
  }
  if (changes !== undefined) known.changes = changes;
  if (cancelled) known.cancelled = true;
  const { program, factors } = known;
  const stands = known.paid && !known.cancelled;
  const worth = worthOf(order, program, known.changes);
  const minor = books.facts.minorPerMajor;
  const lot = `order:${order.id}`;
  const weighing = { source: lot, program, factors, worth, minor };
  const points = stands && !known.tooSmall ? orderPoints(weighing, answersIn(books)) : 0;
  const spent = stands ? spendFor(worth) : 0;
  const difference = points - known.points;
  const isLess = spent < known.spend || difference < 0;
  books.givenBack ||= spent < known.spend;
  known.spend = spent;
  known.points = points;
  if (difference > 0 && hasEnded(books, order.placedAt)) {
    note(books, lot, difference);
    letGo(books, lot, difference);
  } else if (difference > 0) {
    const ripeAt = known.paidAt + program.holdDays * 86_400_000;
    award(books, lot, { at, points: difference, ripeAt, earnedAt: known.paidAt, program });
  }
  if (difference < 0) takeBack(books, lot, { points: -difference, judgedAt: order.placedAt });
  // A tier that an order brings is there for what else it brings; one that goes, goes last.
  if (!isLess) judgeTier(books, at);
  followOrders(books, { program, at, era: eraOf(books, order.placedAt) });
  followFriend(books, order.id, at);
}

const LET_OFF = "let off";

function reserve(books: Books, { id, at, takes }: ModelRedemption): void {
  const wanted = total(takes.map(({ points }) => points));
  if (wanted > 0) noteSign(books, "redemption", at);
  const parts = spend(books, wanted, takes);
  const missing = wanted - total(parts.map(({ points }) => points));
  if (missing > 0) {
    books.overdrawn.push(id);
    owe(books, missing);
    // Who has left is let off, and gets nothing back for what was never taken.
    parts.push({ lot: books.closedAt === null ? "" : LET_OFF, points: missing });
  }
  books.reserved.set(id, parts);
}

function endRedemption(books: Books, { id, ended }: ModelRedemption, at: number): void {
  if (ended?.outcome === "returned") return giveBack(books, id, { at, from: books.reserved });
  books.taken.set(id, books.reserved.get(id) ?? []);
  books.reserved.delete(id);
}

function giveBack(
  books: Books,
  id: string,
  { at, from }: { at: number; from: Map<string, Part[]> },
): void {
  const all = (from.get(id) ?? []).filter(({ lot }) => lot !== LET_OFF);
  from.delete(id);
  const taken = books.facts.redemptions.find((redemption) => redemption.id === id);
  if (hasEnded(books, taken?.at ?? at)) {
    for (const { lot, points } of all) if (lot !== "") letGo(books, lot, points);
    return;
  }
  const parts = runBack(books, id, { parts: all, at });
  for (const { lot, points } of parts) {
    if (lot === "") {
      const repaid = Math.max(points - books.owed, 0);
      books.owed -= points - repaid;
      if (repaid > 0) credit(books, `redemption:${id}`, { ...freshAt(books, at), points: repaid });
      continue;
    }
    const { since = at, until = null, program = null } = books.lots.get(lot) ?? {};
    credit(books, lot, { points, since, until, program, at });
  }
}

function adjust(books: Books, { id, at, points }: { id: string; at: number; points: number }) {
  if (points > 0) {
    return credit(books, `adjustment:${id}`, { ...freshAt(books, at), points });
  }
  const taken = total(spend(books, -points, []).map((part) => part.points));
  owe(books, -points - taken);
}

/** Points that begin at a moment, by the program in force then. */
function freshAt(books: Books, at: number) {
  const program = programAt(books, at);
  return { since: at, until: endOf(books, program, at), program, at };
}
