import type { z } from "zod";

import { timestamp } from "#dev-shop/clock.ts";
import { gid } from "#dev-shop/model.ts";
import type { Entry } from "#dev-shop/model.ts";
import { listConnection } from "#dev-shop/graphql/connections.ts";
import type { PageArgs } from "#dev-shop/graphql/connections.ts";
import type { Context, Resolvers } from "#dev-shop/graphql/context.ts";
import { idArgument } from "#dev-shop/graphql/global-ids.ts";
import { readBulkQuery } from "#dev-shop/graphql/bulk/bulk-query.ts";
import { OperationData, cancelRun, startRun } from "#dev-shop/graphql/bulk/run.ts";

const MAX_RUNNING = 5;

export const bulkOperations: Resolvers = {
  QueryRoot: {
    bulkOperation: (_: unknown, { id }: { id: string }, { load }) =>
      load("bulk_operation", idArgument(id, "BulkOperation")),
    bulkOperations: (_: unknown, args: PageArgs, { devShop }) =>
      listConnection(
        devShop.store,
        { kind: "bulk_operation", listing: { sort: "createdAt" } },
        args,
      ),
    currentBulkOperation: async (_: unknown, __: unknown, { devShop }) =>
      (await devShop.store.list("bulk_operation", { limit: 1, reverse: true })).items[0] ?? null,
  },
  BulkOperation: {
    id: ({ id }: Entry) => gid("BulkOperation", id),
    status: ({ data }: Entry) => OperationData.parse(data).status,
    errorCode: ({ data }: Entry) => OperationData.parse(data).errorCode,
    completedAt: ({ data }: Entry) => OperationData.parse(data).completedAt,
    objectCount: ({ data }: Entry) => String(OperationData.parse(data).objectCount),
    rootObjectCount: ({ data }: Entry) => String(OperationData.parse(data).rootObjectCount),
    fileSize: ({ data }: Entry) => OperationData.parse(data).fileSize?.toString() ?? null,
    url: ({ data }: Entry) => OperationData.parse(data).url,
    partialDataUrl: ({ data }: Entry) => OperationData.parse(data).partialDataUrl,
    query: ({ data }: Entry) => OperationData.parse(data).query,
    type: () => "QUERY",
  },
  Mutation: {
    bulkOperationRunQuery: (
      _: unknown,
      { query, groupObjects }: { query: string; groupObjects?: boolean | null },
      context,
    ) => runQuery(context, { query, groupObjects: groupObjects ?? false }),
    bulkOperationCancel: (_: unknown, { id }: { id: string }, context) => cancel(context, id),
  },
};

async function runQuery(
  context: Context,
  { query, groupObjects }: { query: string; groupObjects: boolean },
) {
  const refused = (userErrors: object[]) => ({ bulkOperation: null, userErrors });
  const reading = readBulkQuery(query);
  if (!reading.ok) {
    return refused(
      reading.messages.map((message) => ({ field: ["query"], message, code: "INVALID" })),
    );
  }
  const { store, clock } = context.devShop;
  const running = await listRunning(context);
  if (running.length >= MAX_RUNNING) {
    const ids = running.map(({ id }) => gid("BulkOperation", id)).join(", ");
    const message = `A bulk query operation for this app and shop is already in progress: ${ids}.`;
    return refused([{ field: null, message, code: "OPERATION_IN_PROGRESS" }]);
  }
  const id = store.ids.next("other");
  const now = timestamp(clock.now());
  const data: z.infer<typeof OperationData> = {
    status: "CREATED",
    query,
    groupObjects,
    errorCode: null,
    completedAt: null,
    objectCount: 0,
    rootObjectCount: 0,
    fileSize: null,
    url: null,
    partialDataUrl: null,
    file: null,
  };
  const entry: Entry = { id, key: `bulk:${String(id)}`, createdAt: now, updatedAt: now, data };
  await store.put("bulk_operation", entry);
  startRun(context, { entry, document: reading.document });
  return { bulkOperation: entry, userErrors: [] };
}

/** One that begins to run between the two reads is in both, and counts once. */
async function listRunning({ devShop: { store } }: Context): Promise<Entry[]> {
  const withStatus = (status: string) =>
    store.list("bulk_operation", { contains: { data: { status } }, limit: MAX_RUNNING });
  const [created, running] = [await withStatus("CREATED"), await withStatus("RUNNING")];
  const byId = new Map([...created.items, ...running.items].map((entry) => [entry.id, entry]));
  return [...byId.values()].sort((a, b) => a.id - b.id);
}

async function cancel(context: Context, globalId: string) {
  const entry = await context.load("bulk_operation", idArgument(globalId, "BulkOperation"));
  if (!entry) {
    const message = "Bulk operation does not exist";
    return { bulkOperation: null, userErrors: [{ field: ["id"], message }] };
  }
  const { status } = OperationData.parse(entry.data);
  if (!["CREATED", "RUNNING", "CANCELING"].includes(status)) {
    const message = `A bulk operation cannot be canceled when it is ${status.toLowerCase()}`;
    return { bulkOperation: entry, userErrors: [{ field: null, message }] };
  }
  return { bulkOperation: await cancelRun(context.devShop, entry), userErrors: [] };
}
