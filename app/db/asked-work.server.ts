import type { Tx } from "#app/db/context.ts";

/** Work that a transaction asks for. */
export type AskedWork = { shopId: bigint; kind: string; subject: string; dueAt: Date };

/** What a transaction asks for. */
export type Asked = {
  /** By kind and subject. */
  works: Map<string, AskedWork>;
  /** The kinds whose drains are to be woken once it is committed. */
  wakes: Set<string>;
  /** What it has sent without waiting for it. */
  sent: Promise<unknown>[];
  /** Lets go of what is held back until the end of this turn. */
  sendNow(): void;
};

const asked = new WeakMap<Tx, Asked>();

/** Lets work be asked for in a transaction; whoever opens it writes it with `writeAskedWork`. */
export function acceptWork(tx: Tx, sendNow: () => void): void {
  asked.set(tx, { works: new Map(), wakes: new Set(), sent: [], sendNow });
}

/**
 * Has a statement that was sent waited for at the end only, together with the commit, which cannot
 * succeed where it fails: for what is written and answers nothing that the transaction needs.
 */
export function awaitAtEnd(tx: Tx, statement: Promise<unknown>): void {
  // Heard of at the end; where the transaction fails before, that is what is told.
  statement.catch(() => undefined);
  askedBy(tx).sent.push(statement);
}

/**
 * Has what a transaction has sent leave at once, rather than at the end of this turn: the database
 * does it while more is worked out. Nobody else has a turn meanwhile, and locks are held no longer.
 */
export function sendNow(tx: Tx): void {
  askedBy(tx).sendNow();
}

/** Whoever asks after the end of a transaction is told, rather than forgotten. */
export function refuseWork(tx: Tx): void {
  asked.delete(tx);
}

/** What a transaction that has not ended asks for. */
export function askedBy(tx: Tx): Asked {
  const found = asked.get(tx);
  if (!found) throw new Error("this transaction does not write what is asked for");
  return found;
}
