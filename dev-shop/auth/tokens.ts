/** Access and refresh tokens: made, found, revoked. Kept as hashes, on the machine's clock. */
import { createHash, randomBytes } from "node:crypto";
import { z } from "zod";

import type { DevShop } from "#dev-shop/dev-shop.ts";
import type { AppInstallation, Entry } from "#dev-shop/model.ts";
import type { StoreAccess } from "#dev-shop/store/access.ts";
import { timestamp } from "#dev-shop/clock.ts";

/** Tokens live on the machine's clock, since a replay may set the shop's to a year long gone. */
const ACCESS_LIFE_MS = 60 * 60 * 1000;
const REFRESH_LIFE_MS = 90 * 24 * 60 * 60 * 1000;
/** How long a used refresh token still helps a caller that lost the answer. */
const REUSE_LIFE_MS = 30 * 24 * 60 * 60 * 1000;
const ONLINE_LIFE_MS = 24 * 60 * 60 * 1000;

const AccessToken = z.object({
  type: z.literal("access"),
  mode: z.enum(["offline", "online"]),
  installationId: z.number(),
  /** Null: does not expire. */
  expiresAt: z.number().nullable(),
  userId: z.number().nullable(),
});

const RefreshToken = z.object({
  type: z.literal("refresh"),
  installationId: z.number(),
  expiresAt: z.number(),
  /** The one it was given in exchange for, which dies when this one is first used. */
  replaces: z.string().nullable(),
  firstUsedAt: z.number().nullable(),
});

export type TokenPair = {
  access_token: string;
  expires_in?: number;
  refresh_token?: string;
  refresh_token_expires_in?: number;
};

type Making = { devShop: DevShop; tx: StoreAccess; installation: AppInstallation };

/** A new offline token; when expiring, with its refresh token. */
export async function issueOfflineToken(
  { devShop, tx, installation }: Making,
  { expiring, replaces = null }: { expiring: boolean; replaces?: string | null },
): Promise<TokenPair> {
  const now = Date.now();
  const accessToken = `shpat_${randomBytes(16).toString("hex")}`;
  const access: z.infer<typeof AccessToken> = {
    type: "access",
    mode: "offline",
    installationId: installation.id,
    expiresAt: expiring ? now + ACCESS_LIFE_MS : null,
    userId: null,
  };
  await keep({ devShop, tx }, { token: accessToken, data: access });
  if (!expiring) return { access_token: accessToken };

  const refreshToken = `shprt_${randomBytes(16).toString("hex")}`;
  const refresh: z.infer<typeof RefreshToken> = {
    type: "refresh",
    installationId: installation.id,
    expiresAt: now + REFRESH_LIFE_MS,
    replaces,
    firstUsedAt: null,
  };
  await keep({ devShop, tx }, { token: refreshToken, data: refresh });
  return {
    access_token: accessToken,
    expires_in: ACCESS_LIFE_MS / 1000,
    refresh_token: refreshToken,
    refresh_token_expires_in: REFRESH_LIFE_MS / 1000,
  };
}

export async function issueOnlineToken(
  { devShop, tx, installation }: Making,
  userId: number,
): Promise<{ access_token: string; expires_in: number }> {
  const token = `shpua_${randomBytes(16).toString("hex")}`;
  const data: z.infer<typeof AccessToken> = {
    type: "access",
    mode: "online",
    installationId: installation.id,
    expiresAt: Date.now() + ONLINE_LIFE_MS,
    userId,
  };
  await keep({ devShop, tx }, { token, data });
  return { access_token: token, expires_in: ONLINE_LIFE_MS / 1000 };
}

/** A new pair for a refresh token, or null when it is unknown, too old or replaced for good. */
export async function exchangeRefreshToken(
  devShop: DevShop,
  refreshToken: string,
): Promise<{ pair: TokenPair; installation: AppInstallation } | null> {
  return devShop.store.transaction(async (tx) => {
    const key = hashOf(refreshToken);
    const known = await tx.findByKey("token", key);
    if (!known) return null;
    // Locked and read again, so that two refreshes at once see each other.
    const [entry] = await tx.lock("token", [known.id]);
    const token = RefreshToken.safeParse(entry?.data);
    if (!entry || !token.success) return null;
    const now = Date.now();
    const { expiresAt, firstUsedAt, replaces, installationId } = token.data;
    if (now > expiresAt || (firstUsedAt !== null && now > firstUsedAt + REUSE_LIFE_MS)) return null;
    const installation = await tx.find("app_installation", installationId);
    if (!installation || installation.uninstalledAt !== null) return null;

    if (firstUsedAt === null) {
      await tx.put("token", { ...entry, data: { ...token.data, firstUsedAt: now } });
      if (replaces) await forget(tx, replaces);
    }
    const pair = await issueOfflineToken(
      { devShop, tx, installation },
      { expiring: true, replaces: key },
    );
    return { pair, installation };
  });
}

export type FoundAccess = {
  installation: AppInstallation;
  mode: "offline" | "online";
  /** The setting of that name for the app, if there is one. */
  setting: Entry | null;
};

type FoundRow = { token: Entry; installation: AppInstallation; setting: Entry | null };

/**
 * What an access token opens, or null when it opens nothing (any more). One statement: it is asked
 * each time.
 */
export async function findAccess(
  devShop: DevShop,
  token: string,
  settingName: string,
): Promise<FoundAccess | null> {
  const [row] = await devShop.store.query<FoundRow>(
    `select t.doc token, i.doc installation,
       (select s.doc from doc_key sk join doc_setting s on s.id = sk.id
         where sk.kind = 'setting' and sk.key = $2) setting
     from doc_key k join doc_token t on t.id = k.id
     join doc_app_installation i on i.id = (t.doc->'data'->>'installationId')::bigint
     where k.kind = 'token' and k.key = $1`,
    [hashOf(token), settingName],
  );
  const access = AccessToken.safeParse(row?.token.data);
  if (!row || !access.success) return null;
  const { expiresAt, mode } = access.data;
  if (expiresAt !== null && Date.now() > expiresAt) return null;
  if (row.installation.uninstalledAt !== null) return null;
  return { installation: row.installation, mode, setting: row.setting };
}

export function revokeToken(devShop: DevShop, token: string): Promise<void> {
  return forget(devShop.store, hashOf(token));
}

/** Every token of the installation stops working. */
export async function revokeAll(tx: StoreAccess, installationId: number): Promise<void> {
  const filter = { contains: { data: { installationId } }, limit: 10_000 };
  const { items } = await tx.list("token", filter);
  await tx.remove("token", ...items.map(({ id }) => id));
}

/** Makes every token of the app look as if its time had passed; for tests of refreshing. */
export async function expireAccessTokens(devShop: DevShop): Promise<void> {
  const { items } = await devShop.store.list("token", {
    contains: { data: { type: "access" } },
    limit: 10_000,
  });
  const expired = items.map((entry) => ({ ...entry, data: { ...entry.data, expiresAt: 0 } }));
  await devShop.store.put("token", ...expired);
}

async function keep(
  { devShop, tx }: Pick<Making, "devShop" | "tx">,
  { token, data }: { token: string; data: Entry["data"] },
): Promise<void> {
  const now = timestamp(new Date());
  const id = devShop.store.ids.next("other");
  await tx.put("token", { id, key: hashOf(token), createdAt: now, updatedAt: now, data });
}

async function forget(tx: StoreAccess, key: string): Promise<void> {
  const entry = await tx.findByKey("token", key);
  if (entry) await tx.remove("token", entry.id);
}

function hashOf(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}
