import { expire, type Books } from "#test/simulation/model-lots.ts";

/**
 * The member leaves: what waits and what there is ends, nothing is owed any more, what multiplies
 * ends, and no friend's welcome is waited for. Nothing of that comes back.
 */
export function close(books: Books, at: number): void {
  for (const { lot, points } of books.waiting) letGo(books, lot, points);
  books.waiting = [];
  for (const [name, lot] of books.lots) expire(books, name, lot);
  books.owed = 0;
  if (books.friend && books.friend.givenAt === null) {
    Object.assign(books.friend, { isOver: true, dueAt: null });
  }
  Object.assign(books, { closedAt: at, endedAt: at });
}

/** Points that end at once: they come to who has left. */
export function letGo(books: Books, lot: string, points: number): void {
  books.expired.set(lot, (books.expired.get(lot) ?? 0) + points);
}
