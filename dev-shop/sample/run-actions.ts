/** Carries out dated actions, many in one transaction, each exactly once. */
import type { Batch } from "#dev-shop/commerce/commerce.ts";
import type { DevShop } from "#dev-shop/dev-shop.ts";
import type { Action, ActionType } from "#dev-shop/sample/action.ts";
import { doAction, makeCustomers, makeProducts } from "#dev-shop/sample/do-action.ts";
import type { Done, Doing } from "#dev-shop/sample/do-action.ts";
import { placePlanned } from "#dev-shop/sample/place-planned.ts";

/** Actions per transaction: more hold locks longer, fewer pay for more commits. */
const PER_TRANSACTION = 100;

export type RunOptions = {
  /** Only actions up to and including this time. */
  until?: Date;
  /** Called when a transaction has been committed, with the actions in it. */
  onDone?: (actions: Action[]) => Promise<void> | void;
};

export type RunReport = {
  done: Record<ActionType, number>;
  /** Actions that had been done before. */
  skipped: number;
  /** Codes that did not apply when the buyer used them: the order was placed without. */
  codesRefused: number;
  /** What the shop refused, with its reason. */
  refused: { key: string; reason: string }[];
};

export async function runActions(
  devShop: DevShop,
  actions: Iterable<Action> | AsyncIterable<Action>,
  { until, onDone }: RunOptions = {},
): Promise<RunReport> {
  const report: RunReport = { done: noneDone(), skipped: 0, codesRefused: 0, refused: [] };
  const ids = await readDone(devShop);
  const variants = new Map<number, number[]>();
  let chunk: Action[] = [];
  const run = async () => {
    await runChunk(devShop, { chunk, ids, variants, report });
    if (chunk.some(({ type }) => type === "merge")) await devShop.commerce.runJobs();
    if (chunk.length > 0) await onDone?.(chunk);
    chunk = [];
  };
  for await (const action of actions) {
    if (until && action.at > until) break;
    if (ids.has(action.key)) {
      report.skipped += 1;
      continue;
    }
    chunk.push(action);
    // What follows a merge has to find it done.
    if (chunk.length >= PER_TRANSACTION || action.type === "merge") await run();
  }
  await run();
  return report;
}

async function readDone({ store }: DevShop): Promise<Map<string, number>> {
  const rows = await store.query<{ key: string; id: string | null }>(
    "select key, id from action_done",
    [],
  );
  return new Map(rows.map(({ key, id }) => [key, Number(id ?? 0)]));
}

type Chunk = {
  chunk: Action[];
  ids: Map<string, number>;
  variants: Map<number, number[]>;
  report: RunReport;
};

async function runChunk(devShop: DevShop, { chunk, ids, variants, report }: Chunk): Promise<void> {
  if (chunk.length === 0) return;
  const done = await devShop.commerce.batch(async (batch) => {
    const made = new Map<string, number>();
    const idOf = (key: string) => ids.get(key) ?? made.get(key) ?? 0;
    const doing: Doing = { devShop, batch, variants, idOf };
    const results: Done[] = [];
    for (const group of groupsOf(chunk)) {
      const part = await doGroup(doing, group);
      for (const each of part) made.set(each.key, each.id);
      results.push(...part);
    }
    await keepDone(batch, results);
    return results;
  });
  for (const { key, id, refusal, codesRefused = 0 } of done) {
    ids.set(key, id);
    report.codesRefused += codesRefused;
    if (refusal !== undefined) report.refused.push({ key, reason: refusal });
  }
  const refused = new Set(done.flatMap(({ key, refusal }) => (refusal === undefined ? [] : [key])));
  for (const { key, type } of chunk) if (!refused.has(key)) report.done[type] += 1;
}

/** Neighbours of one kind. */
function groupsOf(chunk: Action[]): Action[][] {
  const groups: Action[][] = [];
  for (const action of chunk) {
    const last = groups.at(-1);
    const isSame = last?.[0]?.type === action.type;
    if (last && isSame) last.push(action);
    else groups.push([action]);
  }
  return groups;
}

/** Orders, customers and products are made together, the rest one after the other. */
async function doGroup(doing: Doing, group: Action[]): Promise<Done[]> {
  switch (group[0]?.type) {
    case "order":
      return placePlanned(doing, group);
    case "customer":
      return makeCustomers(doing, group);
    case "product":
      return makeProducts(doing, group);
    default: {
      const done: Done[] = [];
      for (const action of group) done.push(await doAction(doing, action));
      return done;
    }
  }
}

async function keepDone({ tx }: Batch, done: Done[]): Promise<void> {
  await tx.query(
    "insert into action_done (key, id) select * from unnest($1::text[], $2::bigint[])",
    [done.map(({ key }) => key), done.map(({ id }) => id)],
  );
}

function noneDone(): RunReport["done"] {
  return {
    collection: 0,
    product: 0,
    customer: 0,
    discount: 0,
    order: 0,
    pay: 0,
    refund: 0,
    cancel: 0,
    edit: 0,
    assign: 0,
    merge: 0,
  };
}
