import { z } from "zod";
import type { AdminClient } from "#app/shopify/admin-client.ts";
import { EXPORT, EXPORTED_ORDERS, START_EXPORT } from "#app/shopify/documents/orders.ts";
import { ShopifyUnavailable } from "#app/shopify/errors.ts";
import type { OrderExport } from "#app/shopify/gateway.ts";

/** Other exports of ours are under way; five at a time are allowed. */
const BUSY_MS = 60_000;

/**
 * Has Shopify write all orders we may read into a file. If the answer is lost, it may write one
 * that nobody fetches: that is why this needs no key.
 */
export async function startOrderExport(ask: AdminClient): Promise<string> {
  const { bulkOperationRunQuery: started } = await ask({
    document: START_EXPORT,
    variables: { query: EXPORTED_ORDERS },
    answer: z.object({ bulkOperationRunQuery: Started }),
  });
  if (started.bulkOperation) return started.bulkOperation.id;
  const codes = started.userErrors.map(({ code }) => code ?? "");
  if (codes.some((code) => code === "OPERATION_IN_PROGRESS" || code === "LIMIT_REACHED")) {
    throw new ShopifyUnavailable("Other exports are under way", BUSY_MS);
  }
  throw new Error(`Shopify refused an export: ${codes.join(", ")}`);
}

const Started = z.object({
  bulkOperation: z.object({ id: z.string() }).nullable(),
  userErrors: z.array(z.object({ code: z.string().nullish(), message: z.string() })),
});

/** How far an export is. Shopify forgets it, and what it wrote, after a week. */
export async function findOrderExport(ask: AdminClient, operationId: string): Promise<OrderExport> {
  const { bulkOperation: found } = await ask({
    document: EXPORT,
    variables: { id: operationId },
    answer: z.object({ bulkOperation: Operation.nullable() }),
  });
  if (!found) return { state: "failed", why: "gone" };
  const orders = BigInt(found.rootObjectCount);
  switch (found.status) {
    case "CREATED":
    case "RUNNING":
    case "CANCELING":
      return { state: "running", orders };
    case "COMPLETED":
      return { state: "ready", orders, url: found.url, bytes: Number(found.fileSize ?? 0) };
    case "FAILED":
      return { state: "failed", why: FAILURES.get(found.errorCode ?? "") ?? "error" };
    default:
      return { state: "failed", why: found.status === "CANCELED" ? "canceled" : "gone" };
  }
}

const FAILURES = new Map<string, "denied" | "timeout">([
  ["ACCESS_DENIED", "denied"],
  ["TIMEOUT", "timeout"],
]);

const Operation = z.object({
  status: z.string(),
  errorCode: z.string().nullable(),
  rootObjectCount: z.union([z.string(), z.number()]),
  fileSize: z.union([z.string(), z.number()]).nullable(),
  url: z.string().nullable(),
});
