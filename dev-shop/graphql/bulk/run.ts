/** Bulk operations run in the background, page by page, into a file of JSON lines. */
import { createWriteStream } from "node:fs";
import { mkdtemp, stat } from "node:fs/promises";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { getOperationAST } from "graphql";
import type { DocumentNode } from "graphql";
import { z } from "zod";

import { timestamp } from "#dev-shop/clock.ts";
import type { DevShop } from "#dev-shop/dev-shop.ts";
import { gid } from "#dev-shop/model.ts";
import type { Entry } from "#dev-shop/model.ts";
import { createLoad } from "#dev-shop/graphql/context.ts";
import type { Context } from "#dev-shop/graphql/context.ts";
import { resolve } from "#dev-shop/graphql/execute.ts";
import { linesOf, pageOf } from "#dev-shop/graphql/bulk/pages.ts";

export const OperationData = z.object({
  status: z.enum(["CREATED", "RUNNING", "COMPLETED", "CANCELING", "CANCELED", "FAILED", "EXPIRED"]),
  query: z.string(),
  groupObjects: z.boolean(),
  errorCode: z.enum(["ACCESS_DENIED", "INTERNAL_SERVER_ERROR", "TIMEOUT"]).nullable(),
  completedAt: z.string().nullable(),
  objectCount: z.number(),
  rootObjectCount: z.number(),
  fileSize: z.number().nullable(),
  url: z.string().nullable(),
  partialDataUrl: z.string().nullable(),
  /** Where the lines are on this machine. */
  file: z.string().nullable(),
});
type OperationData = z.infer<typeof OperationData>;

type Run = { entry: Entry; document: DocumentNode };

const running = new WeakMap<DevShop, Set<Promise<void>>>();
const gates = new WeakMap<DevShop, Promise<void>>();
const canceled = new Set<number>();

export function startRun(context: Context, run: Run): void {
  const { devShop } = context;
  const runs = running.get(devShop) ?? new Set();
  running.set(devShop, runs);
  const promise = work(context, run).finally(() => {
    runs.delete(promise);
    canceled.delete(run.entry.id);
  });
  runs.add(promise);
}

/** While held, operations stay RUNNING; the answer lets them go on. */
export function holdBulkOperations(devShop: DevShop): () => void {
  let open = () => {};
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  gates.set(devShop, gate);
  return () => {
    gates.delete(devShop);
    open();
  };
}

/** Resolves when no bulk operation of the shop is running; for tests and for closing down. */
export async function bulkOperationsDone(devShop: DevShop): Promise<void> {
  await Promise.all([...(running.get(devShop) ?? [])]);
}

export function cancelRun(devShop: DevShop, entry: Entry): Promise<Entry> {
  canceled.add(entry.id);
  return change(devShop, { id: entry.id, to: { status: "CANCELING" } });
}

async function work(context: Context, { entry, document }: Run): Promise<void> {
  const { devShop } = context;
  const { id } = entry;
  await change(devShop, { id, to: { status: "RUNNING" } });
  await gates.get(devShop);
  const url = `${devShop.url}/dev/bulk/${String(id)}.jsonl`;
  const file = join(await mkdtemp(join(tmpdir(), "dev-shop-bulk-")), `${String(id)}.jsonl`);
  try {
    const counts = await writeLines(context, { id, document, file });
    const completedAt = timestamp(devShop.clock.now());
    const { size } = await stat(file);
    const isCanceled = canceled.has(id);
    const result = size > 0 ? { file, fileSize: size } : {};
    const ending = { status: isCanceled ? "CANCELED" : "COMPLETED" } as const;
    await finish(devShop, id, {
      ...ending,
      ...counts,
      ...result,
      completedAt,
      ...(size > 0 ? (isCanceled ? { partialDataUrl: url } : { url }) : {}),
    });
  } catch (error) {
    const errorCode = error instanceof Refused ? "ACCESS_DENIED" : "INTERNAL_SERVER_ERROR";
    const completedAt = timestamp(devShop.clock.now());
    await finish(devShop, id, { status: "FAILED", errorCode, completedAt });
  }
}

class Refused extends Error {}

type Writing = { id: number; document: DocumentNode; file: string };

async function writeLines(
  context: Context,
  { id, document, file }: Writing,
): Promise<Pick<OperationData, "objectCount" | "rootObjectCount">> {
  const out = createWriteStream(file);
  let [objectCount, rootObjectCount] = [0, 0];
  let next: Map<string, string> | null = new Map();
  while (next && !canceled.has(id)) {
    // A fresh loader each page, so that what was read does not pile up.
    const pageContext = { ...context, load: createLoad(context.devShop), bulk: true };
    const paged = pageOf(document, next);
    const operation = getOperationAST(paged);
    if (!operation) throw new Error("A bulk query without operation was let through");
    const { data, errors } = await resolve(
      { document: paged, operation, variables: {} },
      pageContext,
    );
    if (errors?.some(({ extensions }) => extensions?.["code"] === "ACCESS_DENIED"))
      throw new Refused();
    if (errors?.[0] || !data) throw new Error(errors?.[0]?.message ?? "No data");
    const page = linesOf(data);
    objectCount += page.lines.length;
    rootObjectCount += page.rootObjects;
    if (page.lines.length > 0 && !out.write(`${page.lines.join("\n")}\n`)) await once(out, "drain");
    next = page.next.size > 0 ? page.next : null;
  }
  out.end();
  await once(out, "close");
  return { objectCount, rootObjectCount };
}

async function finish(devShop: DevShop, id: number, to: Partial<OperationData>): Promise<void> {
  const entry = await change(devShop, { id, to });
  const data = OperationData.parse(entry.data);
  await devShop.commerce.finishBulkOperation({
    adminGraphqlApiId: gid("BulkOperation", id),
    status: data.status.toLowerCase(),
    errorCode: data.errorCode?.toLowerCase() ?? null,
    type: "query",
    completedAt: data.completedAt ?? entry.updatedAt,
  });
}

function change(
  devShop: DevShop,
  { id, to }: { id: number; to: Partial<OperationData> },
): Promise<Entry> {
  return devShop.store.transaction(async (tx) => {
    const [entry] = await tx.lock("bulk_operation", [id]);
    if (!entry) throw new Error(`No bulk operation ${String(id)}`);
    const updatedAt = timestamp(devShop.clock.now());
    const changed = { ...entry, updatedAt, data: { ...entry.data, ...to } };
    await tx.put("bulk_operation", changed);
    return changed;
  });
}
