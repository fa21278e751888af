import { randomBytes, randomUUID } from "node:crypto";
import { expect, onTestFinished, test } from "vitest";
import { accessTokens, type FreshTokens } from "#app/db/access-tokens.ts";
import { openDatabase } from "#app/db/database.server.ts";
import { offlineSessionId, sealPlace } from "#app/db/sessions.ts";
import { tokenCipher } from "#app/db/token-cipher.ts";
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
