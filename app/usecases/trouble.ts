/** What to do about work that failed. */
export type Trouble =
  /** Shopify did not answer, or asked us to wait; what was asked for may still be done. */
  | { kind: "unavailable"; retryAfterMs: number; mayArrive: boolean }
  /** Nothing works until the app is installed again. */
  | { kind: "access-lost" }
  /** A fault of ours. */
  | { kind: "fault"; name: string };

/** Names a failure, by what the gateway throws and nothing that could hold personal data. */
export function troubleOf(error: unknown): Trouble {
  if (!(error instanceof Error)) return { kind: "fault", name: typeof error };
  if (error.name === "ShopifyAccessLost") return { kind: "access-lost" };
  if (error.name === "ShopifyUnavailable") {
    const wait = "retryAfterMs" in error ? error.retryAfterMs : 0;
    const mayArrive = "mayArrive" in error && error.mayArrive === true;
    return { kind: "unavailable", retryAfterMs: typeof wait === "number" ? wait : 0, mayArrive };
  }
  const code = "code" in error && typeof error.code === "string" ? ` ${error.code}` : "";
  return { kind: "fault", name: `${error.name}${code}` };
}

const FIRST_MS = 2_000;
const LONGEST_MS = 3_600_000;

/** How long to wait before the next try: twice as long each time, up to an hour. */
export function backoffMs(attempts: number): number {
  return Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(20, Math.max(0, attempts - 1)));
}
