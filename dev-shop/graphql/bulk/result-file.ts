import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import type { ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";

import type { DevShop } from "#dev-shop/dev-shop.ts";
import { OperationData } from "#dev-shop/graphql/bulk/run.ts";

type Request = {
  pathname: string;
  method: string | undefined;
  range: string | undefined;
  res: ServerResponse;
};

/**
 * `GET /dev/bulk/{id}.jsonl`: the lines of a finished operation, or from a byte on, as the storage
 * that Shopify uses sends them. True when the request was for one.
 */
export async function sendBulkResult(
  { store, faults }: DevShop,
  { pathname, method, range, res }: Request,
): Promise<boolean> {
  const id = /^\/dev\/bulk\/(\d+)\.jsonl$/.exec(pathname)?.[1];
  if (id === undefined || method !== "GET") return false;
  const entry = await store.find("bulk_operation", Number(id));
  const data = entry && OperationData.parse(entry.data);
  const fault = faults.take(["bulk/result"]);
  if (!data?.file || data.status === "EXPIRED" || fault === "server-error") {
    res.writeHead(fault === "server-error" ? 503 : 404).end();
    return true;
  }
  const { size } = await stat(data.file);
  const from = Number(/^bytes=(\d+)-$/.exec(range ?? "")?.[1] ?? 0);
  if (from >= size && from > 0) {
    res.writeHead(416, { "content-range": `bytes */${size}` }).end();
    return true;
  }
  const ranged = from > 0 ? { "content-range": `bytes ${from}-${size - 1}/${size}` } : {};
  const headers = { "content-type": "application/jsonl", "content-length": size - from };
  res.writeHead(from > 0 ? 206 : 200, { ...headers, ...ranged });
  // A lost answer breaks off half-way.
  const end = fault === "lost-answer" ? Math.floor((from + size) / 2) : size;
  const lines = createReadStream(data.file, { start: from, end: end - 1 });
  await pipeline(lines, res, { end: end === size }).catch(() => res.destroy());
  if (end < size) res.write("", () => res.destroy());
  return true;
}
