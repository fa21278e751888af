import type { Prisma } from "#app/db/generated/client.ts";

/** A transaction with the shop set for row level security. */
export type Tx = Prisma.TransactionClient;

export type Clock = { now(): Date };

/**
 * What a use case or a query of one shop is given. Everything that is not a function of its
 * input comes from here, so that a test or a simulation can decide it.
 */
export type ShopContext = {
  shopId: bigint;
  clock: Clock;
  /** Who acts: `staff:<user id>`, `customer`, or `laurel` for work that nobody asked for. */
  author: string;
  newId(): string;
  randomBytes(count: number): Uint8Array;
  /** Keyed hash that stands for a customer of this shop once they are erased. */
  hashCustomer(customerId: string): string;
  /** Keyed hash of a record of ours, which nobody without the key can make. */
  signRecord(text: string): string;
  /** Runs `work` in one transaction of this shop; every access to the database goes through it. */
  inTransaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
};
