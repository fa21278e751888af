/** What a subscription receives of an event: whether at all, and which fields. */
import type { WebhookSubscription } from "#dev-shop/model.ts";
import type { Payload } from "#dev-shop/webhooks/events.ts";

/**
 * The simple part of the search syntax: `field:value` and `field:*`, joined by AND, with `-` or NOT
 * before.
 */
export function matchesFilter(payload: Payload, filter: string | null): boolean {
  if (filter === null || filter.trim() === "") return true;
  return filter.split(/\s+AND\s+/).every((term) => {
    const match = /^(NOT\s+|-)?([\w.]+):("([^"]*)"|\S+)$/.exec(term.trim());
    if (!match) throw new Error(`This filter is not understood here: ${term}`);
    const wanted = match[4] ?? match[3] ?? "";
    return isMet(valueAt(payload, match[2] ?? ""), wanted) === (match[1] === undefined);
  });
}

/** The body, cut down to the fields asked for; `a.b` reaches into objects and lists. */
export function includedFields(
  payload: Payload,
  { includeFields }: Pick<WebhookSubscription, "includeFields">,
): Payload {
  return includeFields === null ? payload : pick(payload, includeFields);
}

function isMet(value: unknown, wanted: string): boolean {
  if (Array.isArray(value)) return value.some((each) => isMet(each, wanted));
  if (wanted === "*") return value !== null && value !== undefined && value !== "";
  if (typeof value === "object" || value === undefined) return false;
  return String(value) === wanted;
}

function valueAt(payload: unknown, path: string): unknown {
  return path.split(".").reduce<unknown>((value, key) => {
    if (Array.isArray(value)) return value.map((each) => valueAt(each, key));
    return isPayload(value) ? value[key] : undefined;
  }, payload);
}

function pick(payload: Payload, paths: string[]): Payload {
  const picked: Payload = {};
  for (const key of new Set(paths.map((path) => path.split(".")[0] ?? path))) {
    if (!(key in payload)) continue;
    const deeper = paths
      .filter((path) => path.startsWith(`${key}.`))
      .map((path) => path.slice(key.length + 1));
    picked[key] = paths.includes(key) ? payload[key] : pickInside(payload[key], deeper);
  }
  return picked;
}

function pickInside(value: unknown, paths: string[]): unknown {
  if (Array.isArray(value)) return value.map((each) => pickInside(each, paths));
  return isPayload(value) ? pick(value, paths) : value;
}

function isPayload(value: unknown): value is Payload {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
