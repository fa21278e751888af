import { award, takeBack } from "#test/simulation/model-awards.ts";
import { answersIn, deedPoints } from "#test/simulation/model-budgets.ts";
import { begin, count, undo } from "#test/simulation/model-deeds.ts";
import type { ModelCame, ModelNews, ModelOrder } from "#test/simulation/model-facts.ts";
import { hasEnded, programAt, type Books } from "#test/simulation/model-lots.ts";
import { worthOf } from "#test/simulation/model-worth.ts";

/** The first who was not refused is the one; who has ordered before is nobody's friend. */
export function come(books: Books, { by, isSelf, refused }: ModelCame): void {
  if (books.friend || refused !== null || isSelf) return;
  const isLate = books.firstOrder !== null;
  const isOver = books.closedAt !== null;
  books.friend = {
    by,
    isLate,
    isOver,
    order: null,
    dueAt: null,
    givenAt: null,
    points: 0,
    stands: false,
  };
}

/** The first order ever placed decides, as it was placed: there is no second try. */
export function noteFirstOrder(books: Books, order: ModelOrder): void {
  if (books.firstOrder !== null) return;
  books.firstOrder = order.id;
  const { friend } = books;
  const program = programAt(books, order.placedAt);
  const referral = program?.referral;
  if (!friend || friend.isLate || friend.isOver || !program || !referral) return;
  const minimum = (referral.minimumOrder ?? 0) * books.facts.minorPerMajor;
  if (worthOf(order, program, 0).spend < minimum) return;
  friend.order = { id: order.id, program, referral };
}

/** Paid for so many days, it brings both theirs; when nothing is left of it, both lose them. */
export function followFriend(books: Books, orderId: string, at: number): void {
  const { friend } = books;
  const known = books.orders.get(orderId);
  if (!friend || friend.isOver || friend.order?.id !== orderId || !known) return;
  if (known.spend > 0) {
    if (friend.stands) return;
    friend.dueAt = known.paidAt + friend.order.referral.waitDays * 86_400_000;
    if (friend.dueAt <= at) completeFriend(books, at);
    return;
  }
  friend.dueAt = null;
  if (!friend.stands) return;
  friend.stands = false;
  takeBack(books, "referred", { points: friend.points, judgedAt: friend.givenAt ?? at });
}

/** The friend's own side; the inviter is told, and has theirs as of the same moment. */
export function completeFriend(books: Books, at: number): void {
  const { friend } = books;
  if (!friend?.order) return;
  const { program, referral } = friend.order;
  friend.dueAt = null;
  if (hasEnded(books, friend.givenAt ?? at)) return;
  friend.stands = true;
  if (friend.givenAt === null) {
    const worth = { program, factors: [], points: referral.friendPoints };
    friend.points = deedPoints({ source: "referred", ...worth, room: Infinity }, answersIn(books));
    friend.givenAt = at;
  }
  const earned = { points: friend.points, program, earnedAt: friend.givenAt };
  award(books, "referred", { at, ...earned, ripeAt: friend.givenAt });
}

/** What an inviter was told of a friend: they bought, or it came to nothing. */
export function hear(books: Books, { friendId, outcome, at }: ModelNews): void {
  const source = `referral:${friendId}`;
  if (outcome === "undone") {
    books.undoneFriends.set(friendId, at);
    return undo(books, source);
  }
  if (books.undoneFriends.get(friendId) === at) return;
  const program = programAt(books, at);
  if (!books.deeds.has(source)) {
    if (!program?.referral) return;
    const { inviterPoints, limit } = program.referral;
    const terms = { boost: null, approval: false, holdDays: 0, cap: null, unlockedBy: null };
    const offer = { id: "referral", points: inviterPoints, limit, ...terms };
    begin(books, source, { program, offer, at });
  }
  count(books, source, at);
}
