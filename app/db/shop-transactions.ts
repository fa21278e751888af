import type { Duplex } from "node:stream";
import type pg from "pg";
import { DatabaseError } from "pg";
import type { Tx } from "#app/db/context.ts";
import type { PrismaClient } from "#app/db/generated/client.ts";
import { columnParsers } from "#app/db/column-parsers.ts";
import { acceptWork, askedBy, refuseWork } from "#app/db/asked-work.server.ts";
import type { Waker } from "#app/db/waker.ts";
import { writeAskedWork } from "#app/db/work-items.ts";
import { ask, sql, type Statement } from "#app/db/sql.server.ts";
import { modelsOn } from "#app/db/models-on-connection.ts";

/** No transaction of ours takes that long: whatever hangs must not hold its locks for ever. */
const LONGEST = "60s";

/** Runs work in one transaction of a shop. */
export type ShopTransactions = <T>(shopId: bigint, work: (tx: Tx) => Promise<T>) => Promise<T>;

/**
 * Runs work in transactions of one shop. Statements written as SQL go straight to the connection,
 * prepared once under a name of their own; models are Prisma's, on the same connection. Measured:
 * a statement costs a tenth of the processor time that it costs through Prisma's transactions.
 *
 * Connections are pipelined: statements that do not need each other's answers are sent together
 * (`Promise.all`) and answered in their order, the transaction's beginning among them. Once it is
 * committed, the drains of what it has asked for are woken.
 */
export function shopTransactions(pool: pg.Pool, waker: Waker): ShopTransactions {
  return async (shopId, work) => {
    const client = await pool.connect();
    const begin = () => [ask(client, "BEGIN"), ask(client, enterShop(shopId))];
    const { result, wakes } = await finish(client, work, begin);
    waker.wake(wakes);
    return result;
  };
}

/**
 * As `shopTransactions`, for what is only shown: nothing can be written, so nobody waits for the
 * end.
 */
export function shopReads(pool: pg.Pool): ShopTransactions {
  return async (shopId, work) => {
    const client = await pool.connect();
    const tx = transactionOn(client);
    try {
      sendTogether(client);
      const begun = Promise.all([ask(client, "BEGIN READ ONLY"), ask(client, enterShop(shopId))]);
      const [result] = await Promise.all([(async () => work(tx.handle))(), begun]);
      return result;
    } finally {
      tx.end();
      ask(client, "ROLLBACK").then(
        () => client.release(),
        () => client.release(true),
      );
    }
  };
}

/**
 * As `shopTransactions`, on a copy of the database that may be a little behind; nothing can be
 * written. Where the copy does not answer, or is more than a second behind, `primary` is asked.
 */
export function replicaTransactions(replica: pg.Pool, primary: ShopTransactions): ShopTransactions {
  return async (shopId, work) => {
    const client = await replica.connect().catch(() => null);
    if (client === null) return primary(shopId, work);
    const behind = await secondsBehind(client, shopId);
    if (behind <= MOST_BEHIND_SECONDS) return (await finish(client, work)).result;
    await ask(client, "ROLLBACK").catch(() => undefined);
    client.release(behind === Number.POSITIVE_INFINITY);
    return primary(shopId, work);
  };
}

const MOST_BEHIND_SECONDS = 1;

function enterShop(shopId: bigint): Statement {
  return sql`
    SELECT set_config('laurel.shop_id', ${shopId}::text, true),
           set_config('statement_timeout', ${LONGEST}, true)`;
}

/** A copy that has replayed all it received is not behind, however long nothing was written. */
function enterReplica(shopId: bigint): Statement {
  return sql`
    SELECT set_config('laurel.shop_id', ${shopId}::text, true),
      set_config('statement_timeout', ${LONGEST}, true),
      CASE WHEN NOT pg_is_in_recovery()
             OR pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn() THEN 0
           ELSE extract(epoch FROM clock_timestamp() - pg_last_xact_replay_timestamp())
      END AS behind`;
}

/** How many seconds the copy is behind; for ever, where it does not say. */
async function secondsBehind(client: pg.PoolClient, shopId: bigint): Promise<number> {
  try {
    await ask(client, "BEGIN READ ONLY");
    const { rows } = await ask<{ behind: string | null }>(client, enterReplica(shopId));
    const behind = rows[0]?.behind ?? null;
    return behind === null ? Number.POSITIVE_INFINITY : Number(behind);
  } catch {
    return Number.POSITIVE_INFINITY; // Whatever is wrong with the copy, the original will do.
  }
}

/**
 * Does the work, and commits; or takes everything back. The work's first statement does not wait
 * for the beginning: where that fails, so does all that follows.
 */
async function finish<T>(
  client: pg.PoolClient,
  work: (tx: Tx) => Promise<T>,
  begin: () => Promise<unknown>[] = () => [],
): Promise<{ result: T; wakes: Set<string> }> {
  let broken = false;
  const tx = transactionOn(client);
  try {
    sendTogether(client);
    const begun = Promise.all(begin());
    const [result] = await Promise.all([(async () => work(tx.handle))(), begun]);
    sendTogether(client);
    const { wakes, sent } = askedBy(tx.handle);
    const unheard = [writeAskedWork(tx.handle), ...sent];
    tx.end();
    if (sent.length > 0) await hearFailures(client, unheard);
    const [{ command }] = await Promise.all([ask(client, "COMMIT"), ...unheard]);
    // Postgres answers a failed transaction's COMMIT by taking everything back, without an error.
    if (command !== "COMMIT") throw new Error("the transaction had failed, and was taken back");
    return { result, wakes };
  } catch (error) {
    tx.end();
    await ask(client, "ROLLBACK").catch(() => (broken = true));
    throw tx.causeOf(error);
  } finally {
    client.release(broken);
  }
}

/** What a use case is handed, and how to make sure that nobody uses it after the end. */
function transactionOn(client: pg.PoolClient) {
  let ended = false;
  let failed: unknown;
  const run = async (strings: TemplateStringsArray, values: unknown[]) => {
    if (ended) throw new Error("the transaction has ended");
    sendTogether(client);
    const statement = { ...sql(strings, ...values), types: columnParsers };
    try {
      return await ask(client, statement);
    } catch (error) {
      failed ??= error;
      throw error;
    }
  };
  const statements = {
    $queryRaw: async (strings: TemplateStringsArray, ...values: unknown[]) =>
      (await run(strings, values)).rows,
    $executeRaw: async (strings: TemplateStringsArray, ...values: unknown[]) =>
      (await run(strings, values)).rowCount ?? 0,
  };
  const models = new Proxy(statements, {
    get: (own, name) => {
      if (name in own) return own[name as keyof typeof own];
      if (ended) throw new Error("the transaction has ended");
      return modelsOn(client)[name as keyof PrismaClient];
    },
  });
  // What use cases may call of a client: models, and statements as templates.
  const handle = models as unknown as Tx;
  acceptWork(handle, () => letGo(client));
  const end = () => {
    ended = true;
    refuseWork(handle);
  };
  // Of a burst that failed the statements that follow the wrong one may be heard of first.
  const causeOf = (error: unknown) => (isAborted(error) ? (failed ?? error) : error);
  return { handle, end, causeOf };
}

function isAborted(error: unknown): boolean {
  return error instanceof DatabaseError && error.code === IN_FAILED_TRANSACTION;
}
const IN_FAILED_TRANSACTION = "25P02";

/**
 * Throws what has failed before it was sent: Postgres knows nothing of that, and would commit the
 * rest. What was sent is held back meanwhile, to be one packet with the commit.
 */
async function hearFailures(client: pg.PoolClient, unheard: Promise<unknown>[]): Promise<void> {
  const release = holdBack(client);
  const endOfTurn = new Promise<void>((resolve) => process.nextTick(resolve));
  try {
    await Promise.race([Promise.all(unheard), endOfTurn]);
  } finally {
    process.nextTick(release);
  }
}

/**
 * Holds back what is sent until the end of this turn, so that a burst of statements is one packet.
 * Measured: of a redemption's processor time half went into its twenty writes.
 */
function sendTogether(client: pg.PoolClient): void {
  process.nextTick(holdBack(client));
}

/** Returns what lets go of it again. */
function holdBack(client: pg.PoolClient): () => void {
  const stream = streamOf(client);
  stream.cork();
  return () => {
    stream.uncork();
  };
}

/** Everything that is held back leaves. */
function letGo(client: pg.PoolClient): void {
  const stream = streamOf(client);
  while (stream.writableCorked > 0) stream.uncork();
}

function streamOf(client: pg.PoolClient): Duplex {
  return (client as unknown as { connection: { stream: Duplex } }).connection.stream;
}
