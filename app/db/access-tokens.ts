import type { Pool, PoolClient } from "pg";
import { offlineSessionId, sealPlace } from "#app/db/sessions.ts";
import type { TokenCipher } from "#app/db/token-cipher.ts";

/** What Shopify gives for a refresh token. */
export type FreshTokens = {
  accessToken: string;
  expiresAt: Date;
  refreshToken: string;
  refreshTokenExpiresAt: Date;
  scope: string;
};

/** Null: the shop has no usable token; only a merchant who opens the app can bring one. */
export type AccessTokens = (wish: {
  domain: string;
  /** A token that Shopify has just refused: one other than this is wanted. */
  refused?: string;
}) => Promise<string | null>;

type Parts = {
  pool: Pool;
  cipher: TokenCipher;
  /** Asks Shopify. Null if it refuses the refresh token for good; throws if it cannot be asked. */
  refresh(domain: string, refreshToken: string): Promise<FreshTokens | null>;
};

type TokenRow = {
  accessToken: string;
  refreshToken: string | null;
  expires: Date | null;
};

/** A token with less time than this left is replaced before use. */
const MARGIN_MS = 5 * 60_000;

/**
 * Access tokens of shops, refreshed when they have run out: at most one refresh at a time per
 * shop, across processes, since the row is locked from reading to writing. The wait for Shopify
 * inside the transaction is meant; both tokens are stored at once. Tokens live in real time,
 * whatever clock the program follows.
 */
export function accessTokens(parts: Parts): AccessTokens {
  const { pool, cipher } = parts;
  // Those who wait in this process wait here, and not each on a connection of the pool.
  const underWay = new Map<string, Promise<string | null>>();
  return async ({ domain, refused }) => {
    const good = usable(await readTokens(pool, domain), { domain, refused, cipher });
    if (good !== null) return good;
    for (let others = underWay.get(domain); others; others = underWay.get(domain)) {
      const joined = await others;
      // Theirs may have begun before this token was refused, and found just that.
      if (joined === null || joined !== refused) return joined;
    }
    const flight = renew(parts, { domain, refused }).finally(() => underWay.delete(domain));
    underWay.set(domain, flight);
    return flight;
  };
}

function renew(
  { pool, cipher, refresh }: Parts,
  { domain, refused }: { domain: string; refused: string | undefined },
): Promise<string | null> {
  return inTransaction(pool, async (client) => {
    const row = await readTokens(client, domain, "FOR UPDATE");
    const renewed = usable(row, { domain, refused, cipher });
    if (renewed !== null) return renewed;
    const place = sealPlace(offlineSessionId(domain), "refresh");
    const refreshToken = row?.refreshToken && cipher.decrypt(row.refreshToken, place);
    if (!refreshToken) return null;
    const fresh = await refresh(domain, refreshToken);
    if (fresh) await storeTokens(client, { domain, fresh, cipher });
    else await forgetTokens(client, domain);
    return fresh?.accessToken ?? null;
  });
}

async function readTokens(
  client: Pool | PoolClient,
  domain: string,
  lock: "" | "FOR UPDATE" = "",
): Promise<TokenRow | null> {
  const found = await client.query<TokenRow>(
    `SELECT access_token AS "accessToken", refresh_token AS "refreshToken", expires
     FROM session WHERE id = $1 ${lock}`,
    [offlineSessionId(domain)],
  );
  return found.rows[0] ?? null;
}

type Usage = { domain: string; refused: string | undefined; cipher: TokenCipher };

function usable(row: TokenRow | null, { domain, refused, cipher }: Usage): string | null {
  if (!row?.accessToken) return null;
  if (row.expires && row.expires.getTime() - MARGIN_MS < Date.now()) return null;
  const token = cipher.decrypt(row.accessToken, sealPlace(offlineSessionId(domain), "access"));
  return token === refused ? null : token;
}

async function storeTokens(
  client: PoolClient,
  { domain, fresh, cipher }: { domain: string; fresh: FreshTokens; cipher: TokenCipher },
): Promise<void> {
  const id = offlineSessionId(domain);
  await client.query(
    `UPDATE session SET access_token = $2, expires = $3, refresh_token = $4,
       refresh_token_expires = $5, scope = $6
     WHERE id = $1`,
    [
      id,
      cipher.encrypt(fresh.accessToken, sealPlace(id, "access")),
      fresh.expiresAt,
      cipher.encrypt(fresh.refreshToken, sealPlace(id, "refresh")),
      fresh.refreshTokenExpiresAt,
      fresh.scope,
    ],
  );
}

/** Refused for good: nobody needs to ask again. */
async function forgetTokens(client: PoolClient, domain: string): Promise<void> {
  await client.query("UPDATE session SET access_token = '', refresh_token = NULL WHERE id = $1", [
    offlineSessionId(domain),
  ]);
}

async function inTransaction<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query("BEGIN");
    const result = await work(client);
    await client.query("COMMIT");
    client.release();
    return result;
  } catch (error) {
    await client.query("ROLLBACK").catch(() => undefined);
    client.release(true);
    throw error;
  }
}
