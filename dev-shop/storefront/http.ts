import type { IncomingMessage, ServerResponse } from "node:http";
import type { DevShop } from "#dev-shop/dev-shop.ts";

/** One request and its answer, with the shop it is for. */
export type Exchange = {
  devShop: DevShop;
  req: IncomingMessage;
  res: ServerResponse;
  url: URL;
  method: string;
};

const MAX_BODY_BYTES = 1_000_000;

export function exchangeOf(devShop: DevShop, req: IncomingMessage, res: ServerResponse): Exchange {
  const url = new URL(req.url ?? "/", devShop.url || "http://localhost");
  return { devShop, req, res, url, method: req.method ?? "GET" };
}

/** The whole body; more than a megabyte is an error. */
export async function readBody(req: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of req as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) throw new Error("The body is too large");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** The fields of a form or of a JSON object, as text. */
export async function readForm({ req, url }: Exchange): Promise<URLSearchParams> {
  const body = await readBody(req);
  const type = req.headers["content-type"] ?? "";
  const fields = new URLSearchParams();
  if (type.includes("application/json")) {
    const parsed = JSON.parse(body.toString() || "{}") as Record<string, unknown>;
    for (const [name, value] of Object.entries(parsed)) fields.append(name, textOf(value));
    return fields;
  }
  if (!type.includes("multipart/form-data")) return new URLSearchParams(body.toString());
  const request = new Request(url, {
    method: "POST",
    headers: { "content-type": type },
    body: new Uint8Array(body),
  });
  for (const [name, value] of await request.formData()) {
    if (typeof value === "string") fields.append(name, value);
  }
  return fields;
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

export type Headers = Record<string, string | string[]>;

/** Of an answer; 200 unless told. */
export type Head = { status?: number; headers?: Headers };

export function sendHtml(
  res: ServerResponse,
  html: string,
  { status = 200, headers = {} }: Head = {},
): void {
  res.writeHead(status, {
    "content-type": "text/html; charset=utf-8",
    "cache-control": "no-store",
    ...headers,
  });
  res.end(html);
}

export function sendJson(
  res: ServerResponse,
  value: unknown,
  { status = 200, headers = {} }: Head = {},
): void {
  res.writeHead(status, {
    "content-type": "application/json; charset=utf-8",
    "cache-control": "no-store",
    ...headers,
  });
  res.end(JSON.stringify(value));
}

/** After a form: see the other page. */
export function redirect(res: ServerResponse, location: string, headers: Headers = {}) {
  res.writeHead(303, { location, "cache-control": "no-store", ...headers });
  res.end();
}

/** A path within the shop, or the fallback: nothing a link can name leads elsewhere. */
export function localPath(path: string | null, fallback: string): string {
  return path !== null && /^\/(?![/\\])/.test(path) ? path : fallback;
}
