/** Session tokens as the admin gives them to the embedded app: JWT, HS256, one minute. */
import { createHmac, randomUUID, timingSafeEqual } from "node:crypto";
import { z } from "zod";

import type { DevShop } from "#dev-shop/dev-shop.ts";

const LIFE_SECONDS = 60;
const LEEWAY_SECONDS = 10;

const Claims = z.object({
  iss: z.string(),
  dest: z.string(),
  aud: z.string(),
  sub: z.string().regex(/^\d+$/),
  exp: z.number(),
  nbf: z.number(),
  iat: z.number(),
  jti: z.string(),
  sid: z.string(),
});
export type SessionClaims = z.infer<typeof Claims>;
type Claimed = { [Name in keyof SessionClaims]?: SessionClaims[Name] | undefined };

/**
 * Follows the machine's clock whatever the shop's says: the app's library checks it with its own.
 * `claims` replaces or leaves out single claims, for tokens that must be refused.
 */
export function mintSessionToken(
  devShop: DevShop,
  { userId = 1, claims = {} }: { userId?: number; claims?: Claimed } = {},
): string {
  const now = Math.floor(Date.now() / 1000);
  const shopUrl = `https://${devShop.shop.myshopifyDomain}`;
  const payload: Claimed = {
    iss: `${shopUrl}/admin`,
    dest: shopUrl,
    aud: devShop.app.clientId,
    sub: String(userId),
    exp: now + LIFE_SECONDS,
    nbf: now,
    iat: now,
    jti: randomUUID(),
    sid: randomUUID(),
    ...claims,
  };
  const head = `${encode({ alg: "HS256", typ: "JWT" })}.${encode(payload)}`;
  return `${head}.${sign(devShop, head).toString("base64url")}`;
}

/** The claims of a token that is genuine, of this shop and app, and of this minute; else null. */
export function verifySessionToken(devShop: DevShop, token: string): SessionClaims | null {
  const [head = "", body = "", signature = "", more] = token.split(".");
  if (more !== undefined || decode(head)?.["alg"] !== "HS256") return null;
  const expected = sign(devShop, `${head}.${body}`);
  const given = Buffer.from(signature, "base64url");
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;

  const claims = Claims.safeParse(decode(body));
  if (!claims.success) return null;
  const now = Date.now() / 1000;
  const { exp, nbf, aud, dest, iss } = claims.data;
  const shopUrl = `https://${devShop.shop.myshopifyDomain}`;
  if (now > exp + LEEWAY_SECONDS || now < nbf - LEEWAY_SECONDS) return null;
  if (aud !== devShop.app.clientId || dest !== shopUrl || iss !== `${shopUrl}/admin`) return null;
  return claims.data;
}

function sign({ app }: DevShop, text: string): Buffer {
  return createHmac("sha256", app.clientSecret).update(text).digest();
}

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString("base64url");
}

function decode(part: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
    return typeof value === "object" && value !== null ? { ...value } : null;
  } catch {
    return null;
  }
}
