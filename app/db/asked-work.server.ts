import type { Tx } from "#app/db/context.ts";

/** Work that a transaction asks for. */
export type AskedWork = {
  shopId: bigint;
  kind: string;
  subject: string;
  dueAt: Date;
  /** Whether the drain is to be woken. */
  wakes: boolean;
};

const asked = new WeakMap<Tx, Map<string, AskedWork>>();

/** Lets work be asked for in a transaction; whoever opens it writes it with `writeAskedWork`. */
export function acceptWork(tx: Tx): void {
  asked.set(tx, new Map());
}

/** Whoever asks after the end of a transaction is told, rather than forgotten. */
export function refuseWork(tx: Tx): void {
  asked.delete(tx);
}

/** What a transaction that has not ended asks for, by kind and subject. */
export function askedBy(tx: Tx): Map<string, AskedWork> {
  const works = asked.get(tx);
  if (!works) throw new Error("this transaction does not write what is asked for");
  return works;
}
