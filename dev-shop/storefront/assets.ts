import { createReadStream, statSync } from "node:fs";
import type { ServerResponse } from "node:http";
import { extname, join } from "node:path";

const TYPES: Record<string, string> = {
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".json": "application/json",
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".jpeg": "image/jpeg",
  ".wasm": "application/wasm",
};

/** Only a file's own name counts: a path in it would lead out of the folder. */
export function fileName(file: string): string {
  return file.replace(/^.*[/\\]/, "");
}

/** Sends a file of a folder with assets; answers whether it was there. */
export function sendAsset(res: ServerResponse, folder: string, file: string): boolean {
  const path = join(folder, fileName(decodeURIComponent(file)));
  const type = TYPES[extname(path)];
  if (type === undefined || !statSync(path, { throwIfNoEntry: false })?.isFile()) return false;
  res.writeHead(200, { "content-type": type, "cache-control": "public, max-age=31536000" });
  createReadStream(path).pipe(res);
  return true;
}
