import { z } from "zod";
import type { Config } from "#app/config.server.ts";
import { ShopifyUnavailable } from "#app/shopify/errors.ts";

const Answer = z.object({
  access_token: z.string().min(1),
  expires_in: z.number().positive(),
  refresh_token: z.string().min(1),
  refresh_token_expires_in: z.number().positive(),
  scope: z.string(),
});

export type RefreshedTokens = {
  accessToken: string;
  expiresAt: Date;
  refreshToken: string;
  refreshTokenExpiresAt: Date;
  scope: string;
};

const TIMEOUT_MS = 10_000;
const RETRY_AFTER_MS = 5_000;

/** Exchanges a refresh token for new tokens. Null if Shopify refuses it for good. */
export async function refreshToken(
  config: Config,
  send: typeof fetch,
  { domain, token }: { domain: string; token: string },
): Promise<RefreshedTokens | null> {
  const response = await ask(config, send, { domain, token });
  const body: unknown = await response.json().catch(() => null);
  if (isRefusal(response.status, body)) return null;
  const answer = Answer.safeParse(body);
  if (!response.ok || !answer.success) {
    throw new ShopifyUnavailable(`No new token: HTTP ${response.status}`, RETRY_AFTER_MS);
  }
  const later = (seconds: number): Date => new Date(Date.now() + seconds * 1000);
  return {
    accessToken: answer.data.access_token,
    expiresAt: later(answer.data.expires_in),
    refreshToken: answer.data.refresh_token,
    refreshTokenExpiresAt: later(answer.data.refresh_token_expires_in),
    scope: answer.data.scope,
  };
}

/**
 * A refusal names what it blames; tokens are not given up because somebody in between says no. A
 * wrong client secret says nothing about the token: that is for us to put right.
 */
function isRefusal(status: number, body: unknown): boolean {
  if (status !== 400 && status !== 401) return false;
  const blamed = z.object({ error: z.string() }).safeParse(body);
  return blamed.success && blamed.data.error !== "invalid_client";
}

async function ask(
  config: Config,
  send: typeof fetch,
  { domain, token }: { domain: string; token: string },
): Promise<Response> {
  try {
    return await send(`https://${domain}/admin/oauth/access_token`, {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json" },
      body: JSON.stringify({
        client_id: config.SHOPIFY_API_KEY,
        client_secret: config.SHOPIFY_API_SECRET,
        grant_type: "refresh_token",
        refresh_token: token,
      }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  } catch (error) {
    // Network trouble or a timeout. The old token still works if Shopify did hand out a new one.
    throw new ShopifyUnavailable(`No new token: ${String(error)}`, RETRY_AFTER_MS);
  }
}
