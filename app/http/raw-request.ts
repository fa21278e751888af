import type { IncomingMessage } from "node:http";

/** A request in front of Remix. The query is decoded; the body is read on demand, once. */
export type RawRequest = {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingMessage["headers"];
  /** All bytes of the body, or null if there are more than `limit`. */
  readBody(limit: number): Promise<Buffer | null>;
};

/** Who a request through the app proxy is for, as Shopify signed it. */
export type SignedCaller = {
  shopId: bigint;
  domain: string;
  /** gid://shopify/Customer/…, or null for a visitor who is not signed in. */
  customerId: string | null;
  /** Where the proxy stands in the storefront: `/apps/loyalty` unless the merchant renamed it. */
  pathPrefix: string;
};

/** A request through the app proxy, after its signature was checked. */
export type ProxyRequest = RawRequest & { caller: SignedCaller };

/** What is answered: no body, a text, or a value written as JSON. */
export type Answer = {
  status: number;
  headers?: Record<string, string>;
  body?: string | { json: unknown };
};

/** Wraps node's request; null if what it asks for is no address, such as `//`. */
export function rawRequestOf(message: IncomingMessage): RawRequest | null {
  const url = URL.parse(message.url ?? "/", "http://app.invalid");
  if (url === null) return null;
  return {
    method: message.method ?? "GET",
    path: url.pathname,
    query: url.searchParams,
    headers: message.headers,
    readBody: (limit) => readBody(message, limit),
  };
}

/** By events: an iterator over each request would cost as much as checking its signature. */
function readBody(message: IncomingMessage, limit: number): Promise<Buffer | null> {
  if (Number(message.headers["content-length"] ?? 0) > limit) return Promise.resolve(null);
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    message.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limit) chunks.push(chunk);
      else resolve(null);
    });
    message.once("end", () => resolve(size <= limit ? Buffer.concat(chunks, size) : null));
    message.once("error", reject);
  });
}
