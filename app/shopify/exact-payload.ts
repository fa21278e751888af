/** Integers of this many digits may not fit a number. */
const LONG_INTEGER = /\d{16}/;

/**
 * JSON as Shopify sends it, except that integers a number cannot hold come out as bigints: Shopify
 * may use ids beyond 2^53. Throws a SyntaxError for what is no JSON.
 */
export function parsePayload(bytes: Uint8Array): unknown {
  const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  return LONG_INTEGER.test(text) ? JSON.parse(text, keepDigits) : JSON.parse(text);
}

function keepDigits(_key: string, value: unknown, context?: { source?: string }): unknown {
  if (typeof value !== "number" || Number.isSafeInteger(value)) return value;
  const source = context?.source ?? "";
  return /^-?\d+$/.test(source) ? BigInt(source) : value;
}
