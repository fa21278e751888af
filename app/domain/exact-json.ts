/** Text of a value in which every bigint stands as {"n":"digits"}; `parseExact` reads it back. */
export function formatExact(value: unknown): string {
  return JSON.stringify(value, (_key, item: unknown) =>
    typeof item === "bigint" ? { n: item.toString() } : item,
  );
}

/** The value that `formatExact` wrote. The caller vouches for its shape: it is our own text. */
export function parseExact<T>(text: string): T {
  return JSON.parse(text, revive) as T;
}

/** As `parseExact`, for JSON that the database driver has already taken apart. */
export function reviveExact<T>(value: unknown): T {
  return parseExact<T>(JSON.stringify(value));
}

function revive(_key: string, item: unknown): unknown {
  if (typeof item !== "object" || item === null || !("n" in item)) return item;
  const digits = item.n;
  return typeof digits === "string" && Object.keys(item).length === 1 ? BigInt(digits) : item;
}
