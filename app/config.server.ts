import { z } from "zod";

/** One encryption key: an id that is written in front of what it encrypted, and 32 bytes. */
const EncryptionKey = z
  .string()
  .regex(/^[a-z0-9]{1,16}:[A-Za-z0-9+/]{43}=$/, "Expected <id>:<32 bytes in base64>")
  .transform((text) => {
    const [id = "", base64 = ""] = text.split(":");
    return { id, bytes: Buffer.from(base64, "base64") };
  });

const Environment = z.object({
  /** Any Postgres; the role it names must be laurel_app, or be allowed to become it. */
  DATABASE_URL: z.url(),
  /** A read replica of it, for what the storefront shows; nothing is decided by what it says. */
  DATABASE_REPLICA_URL: z.url().optional(),
  SHOPIFY_API_KEY: z.string().min(1),
  SHOPIFY_API_SECRET: z.string().min(1),
  /** The secret before the last rotation; webhooks signed with it are still accepted. */
  SHOPIFY_API_SECRET_PREVIOUS: z.string().min(1).optional(),
  SHOPIFY_APP_URL: z.url(),
  /** Where App Bridge is loaded from. */
  APP_BRIDGE_URL: z.url().default("https://cdn.shopify.com/shopifycloud/app-bridge.js"),
  /** Set in development: requests to any shop go to this origin instead. */
  SHOPIFY_ORIGIN: z.url().optional(),
  /** Encrypts tokens. The first key writes, all of them read; separated by commas. */
  TOKEN_KEYS: z
    .string()
    .transform((text) => text.split(","))
    .pipe(z.array(EncryptionKey).min(1)),
  /** Keys the hashes that stand for erased customers; must never change. */
  TOMBSTONE_SECRET: z.string().min(32),
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  /** Where Prometheus reads; without it nothing listens. Never open it to the public. */
  METRICS_PORT: z.coerce.number().int().min(0).max(65535).optional(),
  LOG_LEVEL: z.enum(["debug", "info", "warn", "error", "silent"]).default("info"),
});

export type Config = z.infer<typeof Environment>;

/** Reads the environment, once, at start. Throws, naming every variable that is not right. */
export function parseConfig(environment: Record<string, string | undefined>): Config {
  const parsed = Environment.safeParse(environment);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
  throw new Error(`The environment is not right.\n${problems.join("\n")}`);
}

/** The environment of this process. */
export function readConfig(): Config {
  return parseConfig(process.env);
}
