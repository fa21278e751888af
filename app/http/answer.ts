import type { ServerResponse } from "node:http";
import type { Answer } from "#app/http/raw-request.ts";

/** Nothing answered in front of Remix is a document, and nothing of it may be kept by a cache. */
const HEADERS = {
  "cache-control": "no-store",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
};

/** Writes an answer; its own headers win over the usual ones. */
export function writeAnswer(response: ServerResponse, { status, headers, body }: Answer): void {
  const text = typeof body === "object" ? JSON.stringify(body.json) : (body ?? "");
  const kind = typeof body === "object" ? "application/json" : "text/plain";
  const closes = status === 413 ? { connection: "close" } : {};
  response.writeHead(status, {
    ...HEADERS,
    ...(text !== "" && { "content-type": `${kind}; charset=utf-8` }),
    "content-length": Buffer.byteLength(text),
    ...closes,
    ...headers,
  });
  response.end(text);
}
