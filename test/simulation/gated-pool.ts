import pg from "pg";
import type { Scheduler } from "#test/simulation/scheduler.ts";

type Send = (...input: unknown[]) => Promise<unknown>;

/** A pool all of whose statements pass the scheduler: the one place where a process is watched. */
export function gatedPool(
  connectionString: string,
  { worker, scheduler, rewrite }: Watched,
): pg.Pool {
  const pool = new pg.Pool({ connectionString, max: 3, idleTimeoutMillis: 0 });
  keepConnections(pool);
  const open = new Set<Send>();
  // Statements that are sent together pass one after the other, as the server answers them.
  let before: Promise<unknown> = Promise.resolve();
  pool.on("error", () => undefined);
  pool.on("connect", (client) => {
    client.on("error", () => undefined);
    const send = client.query.bind(client) as unknown as Send;
    const gated = (...input: unknown[]): Promise<unknown> | undefined => {
      const last = input.at(-1);
      const callback = typeof last === "function" ? (input.pop() as Callback) : null;
      input[0] = rewritten(input[0], rewrite);
      const text = textOf(input[0]);
      const step = {
        worker,
        text,
        pid: (client as unknown as { processID: number }).processID,
        send: () => {
          if (/^begin/i.test(text)) open.add(send);
          if (/^(commit|rollback$)/i.test(text)) open.delete(send);
          return send(...input);
        },
        abandon: async () => {
          for (const each of open) await each("ROLLBACK");
          open.clear();
        },
      };
      const passed = before.then(() => scheduler.pass(step));
      before = passed.catch(() => undefined);
      if (callback === null) return passed;
      passed.then(
        (result) => callback(null, result),
        (error: unknown) => callback(error),
      );
      return undefined;
    };
    client.query = gated as unknown as typeof client.query;
  });
  return pool;
}

/**
 * A process that dies closes its connections. Here they are clean by then (see `abandon`), and a
 * life took a sixth longer with new ones.
 */
function keepConnections(pool: pg.Pool): void {
  type Release = (client: unknown, idle: unknown, error?: unknown) => void;
  const inner = pool as unknown as { _release: Release };
  const release = inner._release.bind(pool);
  inner._release = (client, idle) => {
    release(client, idle);
  };
}

type Watched = {
  worker: string;
  scheduler: Scheduler;
  /** What is sent instead of a statement: how bugs are planted in what cannot be replaced. */
  rewrite(text: string): string;
};

type Callback = (error: unknown, result?: unknown) => void;

function rewritten(query: unknown, rewrite: (text: string) => string): unknown {
  if (typeof query === "string") return rewrite(query);
  const named = query as { text: string };
  const text = rewrite(named.text);
  // The server remembers a named statement by its first text.
  return text === named.text ? query : { ...named, text, name: undefined };
}

function textOf(query: unknown): string {
  if (typeof query === "string") return query.trim();
  const { text } = query as { text: string };
  return text.trim();
}
