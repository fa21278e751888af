/**
 * A text as Postgres can keep it: it takes neither NUL nor half a pair of surrogates, and JSON may
 * hold both. They become U+FFFD, the sign for what cannot be shown.
 */
export function storableText(text: string): string {
  return text.replace(/[\0\p{Surrogate}]/gu, "\u{FFFD}");
}

/** Reviver for JSON from outside: what it reads can be kept. */
export function reviveStorable(_key: string, value: unknown): unknown {
  return typeof value === "string" ? storableText(value) : value;
}
