/**
 * `POST /admin/oauth/access_token`: session tokens for access tokens, refresh tokens for new
 * pairs.
 */
import { timingSafeEqual } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { z } from "zod";

import type { DevShop } from "#dev-shop/dev-shop.ts";
import { breakAfter, breakBefore } from "#dev-shop/faults-carried-out.ts";
import { readBody, sendJson } from "#dev-shop/graphql/http.ts";
import type { AppInstallation } from "#dev-shop/model.ts";
import { findInstallation } from "#dev-shop/auth/installation.ts";
import { verifySessionToken } from "#dev-shop/auth/session-token.ts";
import {
  exchangeRefreshToken,
  issueOfflineToken,
  issueOnlineToken,
} from "#dev-shop/auth/tokens.ts";

const PATH = "/admin/oauth/access_token";
const MAX_BODY_BYTES = 100_000;
const TOKEN_EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";
const OFFLINE = "urn:shopify:params:oauth:token-type:offline-access-token";
const ONLINE = "urn:shopify:params:oauth:token-type:online-access-token";

const Credentials = z.object({
  client_id: z.string(),
  client_secret: z.string(),
  grant_type: z.string(),
});
const Exchange = z.object({
  subject_token: z.string(),
  subject_token_type: z.literal("urn:ietf:params:oauth:token-type:id_token"),
  requested_token_type: z.enum([OFFLINE, ONLINE]),
  expiring: z.union([z.string(), z.number(), z.boolean()]).optional(),
});
const Refresh = z.object({ refresh_token: z.string() });

/** True when the request was for this endpoint, and is answered. */
export async function handle(
  devShop: DevShop,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<boolean> {
  const { pathname } = new URL(req.url ?? "/", "http://localhost");
  if (pathname !== PATH || req.method !== "POST") return false;
  const body = parse(await readBody(req, MAX_BODY_BYTES), req.headers["content-type"]);
  const fault = devShop.faults.take(["oauth/access_token"]);
  if (fault && breakBefore(res, fault)) return true;

  const answer = await grant(devShop, body);
  if (fault && breakAfter(res, fault)) return true;
  sendJson(res, { status: answer.status, body: answer.body });
  return true;
}

type GrantAnswer = { status: number; body: Record<string, unknown> };

async function grant(devShop: DevShop, body: unknown): Promise<GrantAnswer> {
  const credentials = Credentials.safeParse(body);
  if (!credentials.success) return refused("invalid_request", "A required parameter is missing.");
  const { client_id, client_secret, grant_type } = credentials.data;
  if (client_id !== devShop.app.clientId || !isSecret(devShop, client_secret)) {
    return refused("invalid_client", "The client is unknown or its secret is wrong.");
  }
  if (grant_type === TOKEN_EXCHANGE) return exchange(devShop, body);
  if (grant_type === "refresh_token") return refresh(devShop, body);
  return refused("unsupported_grant_type", "This grant is not one of this endpoint's.");
}

async function exchange(devShop: DevShop, body: unknown): Promise<GrantAnswer> {
  const asked = Exchange.safeParse(body);
  if (!asked.success) return refused("invalid_request", "A required parameter is missing.");
  const { subject_token, requested_token_type, expiring } = asked.data;
  const claims = verifySessionToken(devShop, subject_token);
  if (!claims) return refused("invalid_subject_token", "The session token is not valid.");
  const installation = await findInstallation(devShop);
  if (!installation || installation.uninstalledAt !== null) {
    return refused("application_not_installed", "The app is not installed on this shop.");
  }
  const making = { devShop, tx: devShop.store, installation };
  if (requested_token_type === ONLINE) {
    const token = await issueOnlineToken(making, Number(claims.sub));
    return { status: 200, body: { ...token, ...onlineDetails(installation, Number(claims.sub)) } };
  }
  const wantsExpiring = ["1", "true"].includes(String(expiring ?? "0"));
  const token = await issueOfflineToken(making, { expiring: wantsExpiring });
  return { status: 200, body: { ...token, scope: installation.scopes.join(",") } };
}

async function refresh(devShop: DevShop, body: unknown): Promise<GrantAnswer> {
  const asked = Refresh.safeParse(body);
  if (!asked.success) return refused("invalid_request", "A required parameter is missing.");
  const renewed = await exchangeRefreshToken(devShop, asked.data.refresh_token);
  if (!renewed) return refused("invalid_grant", "The refresh token is not valid.");
  const scope = renewed.installation.scopes.join(",");
  return { status: 200, body: { ...renewed.pair, scope } };
}

/** The sample user of the shop; online tokens carry who is signed in. */
function onlineDetails({ scopes }: AppInstallation, userId: number): Record<string, unknown> {
  const scope = scopes.join(",");
  return {
    scope,
    associated_user_scope: scope,
    associated_user: {
      id: userId,
      first_name: "Sam",
      last_name: "Merchant",
      email: "owner@example.com",
      email_verified: true,
      account_owner: true,
      locale: "en",
      collaborator: false,
    },
  };
}

function refused(error: string, description: string): GrantAnswer {
  return { status: 400, body: { error, error_description: description } };
}

function isSecret({ app }: DevShop, given: string): boolean {
  const [expected, actual] = [Buffer.from(app.clientSecret), Buffer.from(given)];
  return expected.length === actual.length && timingSafeEqual(expected, actual);
}

function parse(text: string, contentType = ""): unknown {
  if (contentType.includes("x-www-form-urlencoded")) {
    return Object.fromEntries(new URLSearchParams(text));
  }
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
