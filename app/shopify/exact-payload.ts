import { reviveStorable } from "#app/domain/storable-text.ts";

/** Integers of this many digits may not fit a number; these escapes may not fit the database. */
const NEEDS_CARE = /\d{16}|\\u(?:0000|d[89a-f])/i;

/**
 * JSON as Shopify sends it, except that integers a number cannot hold come out as bigints: Shopify
 * may use ids beyond 2^53. Its texts are such as can be kept. Throws a SyntaxError for what is no
 * JSON.
 */
export function parsePayload(text: string): unknown {
  return NEEDS_CARE.test(text) ? JSON.parse(text, revive) : JSON.parse(text);
}

function revive(key: string, value: unknown, context?: { source?: string }): unknown {
  if (typeof value !== "number" || Number.isSafeInteger(value)) return reviveStorable(key, value);
  const source = context?.source ?? "";
  return /^-?\d+$/.test(source) ? BigInt(source) : value;
}
