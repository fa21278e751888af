import { reviveStorable } from "#app/domain/storable-text.ts";

/**
 * JSON as Shopify sends it, except that integers a number cannot hold come out as bigints: Shopify
 * may use ids beyond 2^53. Its texts are such as can be kept. Throws a SyntaxError for what is no
 * JSON.
 */
export function parsePayload(text: string): unknown {
  const needsCare = hasLongNumber(text) || hasUnstorableEscape(text);
  return needsCare ? JSON.parse(text, revive) : JSON.parse(text);
}

/** Integers of this many digits may not fit a number. */
const LONG = 16;

/** Of so many characters in a row one stands at every sixteenth place: others are passed over. */
function hasLongNumber(text: string): boolean {
  for (let at = LONG - 1; at < text.length; at += LONG) {
    if (!isDigit(text, at)) continue;
    let [first, last] = [at, at];
    while (isDigit(text, first - 1)) first -= 1;
    while (isDigit(text, last + 1)) last += 1;
    if (last - first >= LONG - 1) return true;
  }
  return false;
}

function isDigit(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 48 && code <= 57;
}

/** Escapes that may stand for what does not fit the database. */
function hasUnstorableEscape(text: string): boolean {
  return text.includes("\\u") && /\\u(?:0000|d[89a-f])/i.test(text);
}

function revive(key: string, value: unknown, context?: { source?: string }): unknown {
  if (typeof value !== "number" || Number.isSafeInteger(value)) return reviveStorable(key, value);
  const source = context?.source ?? "";
  return /^-?\d+$/.test(source) ? BigInt(source) : value;
}
