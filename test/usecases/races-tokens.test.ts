import { randomBytes, randomUUID } from "node:crypto";
import type { Pool } from "pg";
import { expect, onTestFinished, test } from "vitest";
import type { Config } from "#app/config.server.ts";
import { accessTokens, type FreshTokens } from "#app/db/access-tokens.ts";
import { openDatabase } from "#app/db/database.server.ts";
import { offlineSessionId, sealPlace } from "#app/db/sessions.ts";
import { tokenCipher } from "#app/db/token-cipher.ts";
import { ShopifyUnavailable } from "#app/shopify/errors.ts";
import { refreshToken } from "#app/shopify/refresh-token.ts";
import { testDatabase } from "#test/support/database.ts";
import { breaks, brokenRounds, times, together } from "#test/support/race.ts";

const ROUNDS = 4;
const PROCESSES = 5;
const HOUR_MS = 3_600_000;

/** Shopify's side: a refresh token works once; the newest pair alone is good. */
function aTokenEndpoint() {
  let [current, asked] = [0, 0];
  return {
    refresh: (_domain: string, refreshToken: string): Promise<FreshTokens | null> => {
      asked += 1;
      if (refreshToken !== `refresh-${current}`) return Promise.resolve(null);
      current += 1;
      return Promise.resolve({
        accessToken: `access-${current}`,
        expiresAt: new Date(Date.now() + HOUR_MS),
        refreshToken: `refresh-${current}`,
        refreshTokenExpiresAt: new Date(Date.now() + 90 * 24 * HOUR_MS),
        scope: "",
      });
    },
    newest: () => `access-${current}`,
    asked: () => asked,
  };
}

/** A shop whose access token has run out, and Shopify's endpoint for it. */
async function anExpiredShop() {
  const database = openDatabase((await testDatabase()).appUrl);
  onTestFinished(() => database.close());
  const cipher = tokenCipher([{ id: "k1", bytes: randomBytes(32) }]);
  const domain = `${randomUUID()}.myshopify.com`;
  const id = offlineSessionId(domain);
  const run = async () => {
    const session = {
      ...{ shop: domain, state: "", isOnline: false, expires: new Date(0) },
      accessToken: cipher.encrypt("access-0", sealPlace(id, "access")),
      refreshToken: cipher.encrypt("refresh-0", sealPlace(id, "refresh")),
    };
    const where = { id };
    await database.prisma.session.upsert({ where, create: { id, ...session }, update: session });
    return aTokenEndpoint();
  };
  return { database, cipher, domain, id, run };
}

test("refresh × refresh: several processes refresh once, and all hold the newest token", async () => {
  const { database, cipher, domain, run } = await anExpiredShop();
  const broken = await brokenRounds(ROUNDS, async () => {
    const shopify = await run();
    const { refresh } = shopify;
    const ask = () => accessTokens({ pool: database.pool, cipher, refresh })({ domain });
    const tokens = await together(...times(PROCESSES, ask));
    return shopify.asked() === 1 && tokens.every((token) => token === shopify.newest());
  });
  expect(broken).toBe(0);
});

test("whose token is refused is not given it again by a refresh that began before", async () => {
  const { database, cipher, domain, run } = await anExpiredShop();
  const { refresh, newest } = await run();
  let connect = () => {};
  const free = new Promise<void>((resolve) => (connect = resolve));
  // All connections of this process are taken; another process is faster.
  const busy = {
    query: database.pool.query.bind(database.pool),
    connect: () => free.then(() => database.pool.connect()),
  } as unknown as Pool;
  const here = accessTokens({ pool: busy, cipher, refresh });
  const first = here({ domain });
  const token = await accessTokens({ pool: database.pool, cipher, refresh })({ domain });
  expect(token).toBe("access-1");
  const second = here({ domain, refused: "access-1" });
  await here({ domain });
  connect();
  expect(await first).toBe("access-1");
  expect(await second).toBe("access-2");
  expect(newest()).toBe("access-2");
});

const config = { SHOPIFY_API_KEY: "key", SHOPIFY_API_SECRET: "secret" } as Config;
test.each([
  ["a page of somebody in between", "<html>Bad Request</html>", true],
  ["an answer that blames nobody", '{"errors":"[API] Busy"}', true],
  ["one that blames our secret", '{"error":"invalid_client"}', true],
  ["a refusal of the token", '{"error":"invalid_grant"}', false],
  ["a refusal of what we ask", '{"error":"invalid_request"}', false],
])("400 or 401 with %s: %s, and the tokens are kept: %s", async (_what, text, keeps) => {
  for (const status of [400, 401]) {
    const { database, cipher, domain, run } = await anExpiredShop();
    const shopify = await run();
    const send = () => Promise.resolve(new Response(text, { status }));
    const refused = accessTokens({
      pool: database.pool,
      cipher,
      refresh: (domain, token) => refreshToken(config, send, { domain, token }),
    })({ domain });
    if (keeps) await expect(refused).rejects.toThrow(ShopifyUnavailable);
    else expect(await refused).toBeNull();
    const { refresh } = shopify;
    const later = await accessTokens({ pool: database.pool, cipher, refresh })({ domain });
    expect(later).toBe(keeps ? "access-1" : null);
  }
});

test("refresh × refresh, without a lock: a shop loses its access", async () => {
  const { database, cipher, id, domain, run } = await anExpiredShop();
  const isBroken = await breaks(async () => {
    const shopify = await run();
    const naive = async () => {
      const row = await database.prisma.session.findUniqueOrThrow({ where: { id } });
      const old = cipher.decrypt(row.refreshToken ?? "", sealPlace(id, "refresh")) ?? "";
      const fresh = await shopify.refresh(domain, old);
      const refreshToken = fresh && cipher.encrypt(fresh.refreshToken, sealPlace(id, "refresh"));
      await database.prisma.session.update({ where: { id }, data: { refreshToken } });
      return fresh?.accessToken ?? null;
    };
    const tokens = await together(...times(PROCESSES, naive));
    return tokens.every((token) => token === shopify.newest());
  });
  expect(isBroken).toBe(true);
});
