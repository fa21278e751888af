import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { timestamp } from "#dev-shop/clock.ts";
import type { DevShop } from "#dev-shop/dev-shop.ts";

const KEY = "cookie-secret";
const secrets = new WeakMap<DevShop, Promise<string>>();

/** The value of a cookie that this shop signed, or null. */
export async function findSignedCookie(devShop: DevShop, req: IncomingMessage, name: string) {
  const [value = "", signature = ""] = (findCookie(req, name) ?? "").split(".");
  const expected = Buffer.from(await signatureOf(devShop, name, value));
  const given = Buffer.from(signature);
  const isOurs = given.length === expected.length && timingSafeEqual(given, expected);
  return isOurs ? Buffer.from(value, "base64url").toString() : null;
}

/** The `Set-Cookie` header that keeps a value; null removes it. */
export async function signedCookie(devShop: DevShop, name: string, text: string | null) {
  if (text === null) return `${name}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax`;
  const value = Buffer.from(text).toString("base64url");
  const signature = await signatureOf(devShop, name, value);
  return `${name}=${value}.${signature}; Path=/; Max-Age=2592000; HttpOnly; SameSite=Lax`;
}

function findCookie(req: IncomingMessage, name: string): string | null {
  const pairs = (req.headers.cookie ?? "").split(/;\s*/).map((pair) => pair.split("="));
  return pairs.find(([key]) => key === name)?.[1] ?? null;
}

async function signatureOf(devShop: DevShop, name: string, value: string): Promise<string> {
  const known = secrets.get(devShop) ?? getSecret(devShop);
  secrets.set(devShop, known);
  return createHmac("sha256", await known)
    .update(`${name}=${value}`)
    .digest("base64url");
}

/** Kept in the shop's database, so that shoppers stay signed in over a restart. */
async function getSecret({ store, clock }: DevShop): Promise<string> {
  const now = timestamp(clock.now());
  return store.transaction(async (tx) => {
    const found = await tx.findByKey("setting", KEY);
    if (found) return String(found.data["secret"]);
    const secret = randomBytes(32).toString("base64url");
    const id = store.ids.next("other");
    await tx.put("setting", { id, key: KEY, createdAt: now, updatedAt: now, data: { secret } });
    return secret;
  });
}
