import { z } from "zod";
import { reviveStorable } from "#app/domain/storable-text.ts";
import { API_VERSION } from "#app/shopify/api-version.ts";
import { ShopifyAccessLost, ShopifyUnavailable } from "#app/shopify/errors.ts";
import { queryBudget, type QueryBudget } from "#app/shopify/query-budget.ts";

export type AdminParts = {
  send: typeof fetch;
  /** A usable access token, other than the refused one; null if there is none. */
  token(wish: { domain: string; refused?: string }): Promise<string | null>;
  timeoutMs?: number | undefined;
  /** Told, after each answer, what the shop still lets us ask of what it lets us ask at most. */
  noteBudget?(available: number, maximum: number): void;
};

/** Asks the Admin API of one shop and parses what it answers. Throws as the gateway promises. */
export type AdminClient = <T>(question: {
  document: string;
  variables?: Record<string, unknown>;
  answer: z.ZodType<T>;
  /** Which part of the shop's whole budget must be left to others: 0.5 for what has time. */
  leaves?: number;
}) => Promise<T>;

const TIMEOUT_MS = 10_000;
const BRIEFLY_MS = 2_000;
const LONG_MS = 10 * 60_000;
/** Longer waits are the caller's: a drain has other shops to serve. */
const PATIENCE_MS = 5_000;
const THROTTLED_TRIES = 4;

const Cost = z.object({
  requestedQueryCost: z.number(),
  throttleStatus: z.object({
    maximumAvailable: z.number(),
    currentlyAvailable: z.number(),
    restoreRate: z.number().positive(),
  }),
});
const GraphqlError = z.object({
  message: z.string().default(""),
  path: z.array(z.union([z.string(), z.number()])).optional(),
  extensions: z.object({ code: z.string().optional() }).optional(),
});
const Envelope = z.object({
  data: z.unknown().optional(),
  errors: z.array(GraphqlError).optional(),
  extensions: z.object({ cost: Cost.optional().catch(undefined) }).optional(),
});
type Envelope = z.infer<typeof Envelope>;

/** A client for one shop. Its budget is an estimate: each answer puts it right. */
export function adminClient(parts: AdminParts, domain: string): AdminClient {
  const budget = queryBudget();
  return async ({ document, variables = {}, answer, leaves = 0 }) => {
    for (let tries = 1; ; tries += 1) {
      await budget.wait(document, { patienceMs: PATIENCE_MS, leaves });
      const body = JSON.stringify({ query: document, variables });
      const envelope = await post(parts, domain, body);
      const cost = envelope.extensions?.cost;
      budget.learn(document, cost);
      if (cost) {
        const { currentlyAvailable, maximumAvailable } = cost.throttleStatus;
        parts.noteBudget?.(currentlyAvailable, maximumAvailable);
      }
      if (!isThrottled(envelope)) return parseData(envelope, answer);
      // Nothing was done, so that even a mutation may be repeated.
      if (tries === THROTTLED_TRIES)
        throw new ShopifyUnavailable("Throttled", throttle(budget, document));
    }
  };
}

function throttle(budget: QueryBudget, document: string): number {
  return Math.max(budget.missingMs(document), BRIEFLY_MS);
}

function isThrottled({ errors = [] }: Envelope): boolean {
  return errors.some((error) => error.extensions?.code === "THROTTLED");
}

async function post(parts: AdminParts, domain: string, body: string): Promise<Envelope> {
  const token = await tokenOf(parts, { domain });
  const first = await sendOnce(parts, { domain, token, body });
  if (first !== "refused") return first;
  const second = await tokenOf(parts, { domain, refused: token });
  const envelope = await sendOnce(parts, { domain, token: second, body });
  // Whoever was uninstalled gets no fresh token: this may pass.
  if (envelope === "refused") throw new ShopifyUnavailable("A fresh token is refused", LONG_MS);
  return envelope;
}

async function tokenOf(
  { token }: AdminParts,
  wish: { domain: string; refused?: string },
): Promise<string> {
  const found = await token(wish);
  if (found === null) throw new ShopifyAccessLost("The shop has no usable token");
  return found;
}

async function sendOnce(
  { send, timeoutMs = TIMEOUT_MS }: AdminParts,
  { domain, token, body }: { domain: string; token: string; body: string },
): Promise<Envelope | "refused"> {
  let response: Response;
  let text: string;
  try {
    response = await send(`https://${domain}/admin/api/${API_VERSION}/graphql.json`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-shopify-access-token": token },
      body,
      signal: AbortSignal.timeout(timeoutMs),
    });
    text = await response.text();
  } catch (error) {
    throw new ShopifyUnavailable(`No answer: ${nameOf(error)}`, BRIEFLY_MS, { mayArrive: true });
  }
  if (response.status === 401) return "refused";
  if (!response.ok) {
    const mayArrive = response.status >= 500;
    throw new ShopifyUnavailable(`HTTP ${response.status}`, waitOf(response), { mayArrive });
  }
  const envelope = Envelope.safeParse(parseJson(text));
  if (!envelope.success) throw new ShopifyUnavailable("An answer that is no JSON", BRIEFLY_MS);
  return envelope.data;
}

/** `Retry-After` is in seconds, with decimals. Frozen and vanished shops answer 402, 404 or 423. */
function waitOf(response: Response): number {
  const seconds = Number(response.headers.get("retry-after") ?? Number.NaN);
  if (seconds > 0) return Math.ceil(seconds * 1000);
  return response.status < 500 && response.status !== 429 ? LONG_MS : BRIEFLY_MS;
}

function parseData<T>({ data, errors = [] }: Envelope, answer: z.ZodType<T>): T {
  const code = (error: (typeof errors)[number]): string => error.extensions?.code ?? "";
  const codes = [...new Set(errors.map(code))];
  if (codes.some((each) => each === "INTERNAL_SERVER_ERROR" || each === "TIMEOUT")) {
    const mayArrive = codes.includes("TIMEOUT");
    throw new ShopifyUnavailable("Shopify had an internal error", BRIEFLY_MS, { mayArrive });
  }
  if (codes.includes("SHOP_INACTIVE")) throw new ShopifyUnavailable("The shop is frozen", LONG_MS);
  if (codes.length > 0 && !errors.every((error) => isKeptFromUs(data, error))) {
    const words = errors.map((error) => `${code(error)} ${error.message}`.slice(0, 200));
    throw new Error(`Shopify refused a query: ${words.join("; ")}`);
  }
  const parsed = answer.safeParse(data);
  if (parsed.success) return parsed.data;
  const places = parsed.error.issues.map((issue) => `${issue.path.join(".")} (${issue.code})`);
  throw new Error(`Shopify answered in another shape: ${places.slice(0, 5).join(", ")}`);
}

/**
 * Personal data we may not see comes as null beside an error that says so. If the null took the
 * whole answer with it, nothing was said: it must not look as if the thing were not there.
 */
function isKeptFromUs(data: unknown, { path, extensions }: z.infer<typeof GraphqlError>): boolean {
  if (extensions?.code !== "ACCESS_DENIED" || typeof data !== "object" || data === null)
    return false;
  const field = path?.[0];
  return field !== undefined && Object.entries(data).some(([name, it]) => name === field && it);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text, reviveStorable);
  } catch {
    // A gateway's error page; the caller is told so.
    return undefined;
  }
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : "unknown";
}
