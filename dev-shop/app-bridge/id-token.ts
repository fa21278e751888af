import { ask } from "#dev-shop/app-bridge/channel.ts";

let known: { token: string; expiresAt: number } | null = null;

/** A session token that is good for some seconds more. */
export async function idToken(): Promise<string> {
  if (known && known.expiresAt - Date.now() > 10_000) return known.token;
  return freshIdToken();
}

/** A session token made now, whatever is at hand. */
export async function freshIdToken(): Promise<string> {
  const token = await ask("id-token", null);
  known = { token, expiresAt: expiryOf(token) };
  return token;
}

function expiryOf(token: string): number {
  const body = (token.split(".")[1] ?? "").replaceAll("-", "+").replaceAll("_", "/");
  const claims = JSON.parse(atob(body)) as { exp?: number };
  return (claims.exp ?? 0) * 1000;
}
