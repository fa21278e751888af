import { Session } from "@shopify/shopify-api";
import type { SessionStorage } from "@shopify/shopify-app-session-storage";
import type { Prisma, PrismaClient } from "#app/db/generated/client.ts";
import { tokenCipher, type TokenCipher, type TokenKeys } from "#app/db/token-cipher.ts";

type SessionRow = Prisma.SessionGetPayload<object>;

/** Shopify's sessions in our database. A row that was tampered with is no session. */
export function sessionStorage(prisma: PrismaClient, keys: TokenKeys): SessionStorage {
  const cipher = tokenCipher(keys);
  const remove = async (ids: string[]): Promise<boolean> => {
    await prisma.session.deleteMany({ where: { id: { in: ids } } });
    return true;
  };
  return {
    storeSession: async (session) => {
      const row = rowOf(session, cipher);
      await prisma.session.upsert({ where: { id: row.id }, create: row, update: row });
      return true;
    },
    loadSession: async (id) => {
      const row = await prisma.session.findUnique({ where: { id } });
      return (row && sessionOf(row, cipher)) ?? undefined;
    },
    deleteSession: (id) => remove([id]),
    deleteSessions: remove,
    findSessionsByShop: async (shop) => {
      const rows = await prisma.session.findMany({ where: { shop }, orderBy: { id: "asc" } });
      return rows.map((row) => sessionOf(row, cipher)).filter((session) => session !== null);
    },
  };
}

/** The id under which a shop's offline session is kept, as Shopify's library spells it. */
export function offlineSessionId(domain: string): string {
  return `offline_${domain}`;
}

function rowOf(session: Session, cipher: TokenCipher): SessionRow {
  const seal = (text: string | undefined, part: string): string | null =>
    text ? cipher.encrypt(text, sealPlace(session.id, part)) : null;
  const online = session.onlineAccessInfo && JSON.stringify(session.onlineAccessInfo);
  return {
    id: session.id,
    shop: session.shop,
    state: session.state,
    isOnline: session.isOnline,
    scope: session.scope ?? null,
    expires: session.expires ?? null,
    // An invalidated session has no token; empty says so.
    accessToken: seal(session.accessToken, "access") ?? "",
    refreshToken: seal(session.refreshToken, "refresh"),
    refreshTokenExpires: session.refreshTokenExpires ?? null,
    onlineAccessInfo: seal(online, "online"),
  };
}

function sessionOf(row: SessionRow, cipher: TokenCipher): Session | null {
  const unseal = (text: string | null, part: string): string | null | undefined =>
    text ? cipher.decrypt(text, sealPlace(row.id, part)) : undefined;
  const accessToken = unseal(row.accessToken, "access");
  const refreshToken = unseal(row.refreshToken, "refresh");
  const online = unseal(row.onlineAccessInfo, "online");
  if (accessToken === null || refreshToken === null || online === null) return null;
  return new Session({
    id: row.id,
    shop: row.shop,
    state: row.state,
    isOnline: row.isOnline,
    accessToken: accessToken ?? "",
    ...(row.scope !== null && { scope: row.scope }),
    ...(row.expires && { expires: row.expires }),
    ...(refreshToken !== undefined && { refreshToken }),
    ...(row.refreshTokenExpires && { refreshTokenExpires: row.refreshTokenExpires }),
    // Our own text, as the library gave it to us.
    ...(online !== undefined && { onlineAccessInfo: JSON.parse(online) as never }),
  });
}

/** Where a token stands; bound into its encryption, so that rows cannot be swapped. */
export function sealPlace(sessionId: string, part: string): string {
  return `session/${sessionId}/${part}`;
}
