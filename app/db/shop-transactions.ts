import type pg from "pg";
import type { Tx } from "#app/db/context.ts";
import type { PrismaClient } from "#app/db/generated/client.ts";
import { columnParsers } from "#app/db/column-parsers.ts";
import { modelsOn } from "#app/db/models-on-connection.ts";

/** No transaction of ours takes that long: whatever hangs must not hold its locks for ever. */
const LONGEST = "60s";

/**
 * Runs work in transactions of one shop. Statements written as SQL go straight to the connection,
 * prepared once under a name of their own; models are Prisma's, on the same connection. Measured:
 * a statement costs a tenth of the processor time that it costs through Prisma's transactions.
 */
export function shopTransactions(
  pool: pg.Pool,
): <T>(shopId: bigint, work: (tx: Tx) => Promise<T>) => Promise<T> {
  return async (shopId, work) => {
    const client = await pool.connect();
    let broken = false;
    const tx = transactionOn(client);
    try {
      await client.query("BEGIN");
      await client.query(ENTER_SHOP, [shopId.toString(), LONGEST]);
      const result = await work(tx.handle);
      tx.end();
      const { command } = await client.query("COMMIT");
      // Postgres answers a failed transaction's COMMIT by taking everything back, without an error.
      if (command !== "COMMIT") throw new Error("the transaction had failed, and was taken back");
      return result;
    } catch (error) {
      tx.end();
      await client.query("ROLLBACK").catch(() => (broken = true));
      throw error;
    } finally {
      client.release(broken);
    }
  };
}

const ENTER_SHOP = `
  SELECT set_config('laurel.shop_id', $1, true), set_config('statement_timeout', $2, true)`;

/** What a use case is handed, and how to make sure that nobody uses it after the end. */
function transactionOn(client: pg.PoolClient): { handle: Tx; end(): void } {
  let ended = false;
  const run = (strings: TemplateStringsArray, values: unknown[]) => {
    if (ended) throw new Error("the transaction has ended");
    return client.query<pg.QueryResultRow>({
      ...statementOf(strings),
      values: values.map(parameterOf),
      types: columnParsers,
    });
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
  return { handle, end: () => void (ended = true) };
}

const statements = new WeakMap<TemplateStringsArray, { name: string; text: string }>();
let named = 0;

/** A template stands in the code once: its statement is named once, and planned once. */
function statementOf(strings: TemplateStringsArray): { name: string; text: string } {
  const known = statements.get(strings);
  if (known) return known;
  const text = strings.reduce((sql, part, at) => `${sql}$${at}${part}`);
  const statement = { name: `laurel_${(named += 1)}`, text };
  statements.set(strings, statement);
  return statement;
}

/** Bytes that are no Buffer would be sent as JSON. */
function parameterOf(value: unknown): unknown {
  return value instanceof Uint8Array && !Buffer.isBuffer(value) ? Buffer.from(value) : value;
}
