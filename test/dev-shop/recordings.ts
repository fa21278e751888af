/** Recorded requests to real shops and what Shopify answered, as a flat list. */
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

import type { Json } from "#test/dev-shop/an-admin-client.ts";

const FOLDER = new URL("../../../shared/data/shopify-recordings/", import.meta.url).pathname;

export type Recorded = {
  file: string;
  /** Where in the file, such as `validation/omnibus`. */
  place: string;
  query: string;
  variables: Record<string, Json>;
  answer: { data?: Record<string, Json> | null; errors?: RecordedError[] };
};
export type RecordedError = { message: string; path?: Json[]; extensions?: Record<string, Json> };

export function hasRecordings(): boolean {
  return existsSync(FOLDER);
}

/**
 * The files in which one of the words occurs, each with its pairs of request and answer, in order.
 */
export function recordingsAbout(words: RegExp): Map<string, Recorded[]> {
  const files = readdirSync(FOLDER).filter((name) => name.endsWith(".json") && words.test(name));
  return new Map(files.map((file) => [file, pairsOf(file)]));
}

function pairsOf(file: string): Recorded[] {
  const content = JSON.parse(readFileSync(join(FOLDER, file), "utf8")) as Json;
  const pairs: Recorded[] = [];
  collect({ file, pairs, value: content, place: [] });
  return pairs;
}

type Collecting = { file: string; pairs: Recorded[]; value: Json | undefined; place: string[] };

function collect({ file, pairs, value, place }: Collecting): void {
  if (Array.isArray(value)) {
    value.forEach((item, index) => {
      collect({ file, pairs, value: item, place: [...place, String(index)] });
    });
    return;
  }
  if (!isObject(value)) return;
  const pair = pairOf(value);
  if (pair) pairs.push({ file, place: place.join("/"), ...pair });
  for (const [key, request] of Object.entries(asObject(value["requests"]))) {
    const answered = pairOf({ ...asObject(request), response: value[key] ?? null });
    if (answered) pairs.push({ file, place: [...place, "requests", key].join("/"), ...answered });
  }
  for (const [key, inner] of Object.entries(value)) {
    // What a proxy asked on its own account repeats what is recorded beside it.
    if (key === "upstreamCalls" || key === "requests") continue;
    collect({ file, pairs, value: inner, place: [...place, key] });
  }
}

function pairOf(value: Record<string, Json>): Omit<Recorded, "file" | "place"> | null {
  const request = asObject(value["request"]);
  const query = value["query"] ?? value["document"] ?? request["query"] ?? request["document"];
  const answer = answerIn(value["response"] ?? value["payload"]);
  if (typeof query !== "string" || !answer) return null;
  return { query, variables: asObject(value["variables"] ?? request["variables"]), answer };
}

/** The answer itself, or wrapped in `body`, `payload` or `response`. */
function answerIn(value: Json | undefined): Recorded["answer"] | null {
  if (!isObject(value)) return null;
  if ("data" in value || Array.isArray(value["errors"])) return value as Recorded["answer"];
  return answerIn(value["payload"] ?? value["body"] ?? value["response"] ?? value["result"]);
}

function asObject(value: Json | undefined): Record<string, Json> {
  return isObject(value) ? value : {};
}

export function isObject(value: Json | undefined): value is Record<string, Json> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
