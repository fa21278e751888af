import { createReadStream } from "node:fs";
import type { ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";

import type { DevShop } from "#dev-shop/dev-shop.ts";
import { OperationData } from "#dev-shop/graphql/bulk/run.ts";

/**
 * `GET /dev/bulk/{id}.jsonl`: the lines of a finished operation. True when the request was for
 * one.
 */
export async function sendBulkResult(
  { store }: DevShop,
  { pathname, method, res }: { pathname: string; method: string | undefined; res: ServerResponse },
): Promise<boolean> {
  const id = /^\/dev\/bulk\/(\d+)\.jsonl$/.exec(pathname)?.[1];
  if (id === undefined || method !== "GET") return false;
  const entry = await store.find("bulk_operation", Number(id));
  const file = entry && OperationData.parse(entry.data).file;
  if (!file) {
    res.writeHead(404).end();
    return true;
  }
  const lines = createReadStream(file);
  res.writeHead(200, { "content-type": "application/jsonl" });
  await pipeline(lines, res).catch(() => res.destroy());
  return true;
}
