import { Session } from "@shopify/shopify-api";
import { randomBytes, randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { openDatabase, type Database } from "#app/db/database.server.ts";
import { sessionStorage } from "#app/db/sessions.ts";
import { tokenCipher } from "#app/db/token-cipher.ts";
import { onTestFinished } from "vitest";
import { testDatabase } from "#test/support/database.ts";

const older = { id: "k1", bytes: randomBytes(32) };
const newer = { id: "k2", bytes: randomBytes(32) };

test("a session comes back as it was stored, and no token stands in the database", async () => {
  const { database, session, rowOf } = await aSession();
  const storage = sessionStorage(database.prisma, [older]);
  await storage.storeSession(session);

  const loaded = await storage.loadSession(session.id);
  expect(loaded?.equals(session)).toBe(true);
  expect(loaded?.refreshTokenExpires).toEqual(session.refreshTokenExpires);
  const row = await rowOf(session.id);
  for (const secret of ["shpat_secret", "shprt_secret", "ada@example.com"]) {
    expect(row).not.toContain(secret);
  }
  expect(row).toContain("k1:");
});

test("keys rotate: the first writes, all of them read, and without its key a session is none", async () => {
  const { database, session, rowOf } = await aSession();
  await sessionStorage(database.prisma, [older]).storeSession(session);

  const both = sessionStorage(database.prisma, [newer, older]);
  const loaded = await both.loadSession(session.id);
  expect(loaded?.accessToken).toBe("shpat_secret");
  expect(await sessionStorage(database.prisma, [newer]).loadSession(session.id)).toBeUndefined();

  await both.storeSession(session);
  expect(await rowOf(session.id)).toContain("k2:");
});

test("a token that was changed, cut, or moved from another session is no session", async () => {
  const { database, session } = await aSession();
  const { session: other } = await aSession();
  const storage = sessionStorage(database.prisma, [older]);
  await storage.storeSession(session);
  await storage.storeSession(other);
  const { accessToken } = await database.prisma.session.findUniqueOrThrow({
    where: { id: session.id },
  });
  // In the middle: of the last letter before the padding some bits say nothing.
  const other12th = accessToken.at(-12) === "A" ? "B" : "A";
  const changed = `${accessToken.slice(0, -12)}${other12th}${accessToken.slice(-11)}`;
  for (const bad of [changed, accessToken.slice(0, 20), "k1:", "plain", `k9${accessToken}`]) {
    await database.prisma.session.update({
      where: { id: session.id },
      data: { accessToken: bad },
    });
    expect(await storage.loadSession(session.id), bad).toBeUndefined();
  }
  await database.prisma.session.update({ where: { id: other.id }, data: { accessToken } });
  expect(await storage.loadSession(other.id)).toBeUndefined();
});

test("sessions are found by shop and deleted", async () => {
  const { database, session } = await aSession();
  const storage = sessionStorage(database.prisma, [older]);
  await storage.storeSession(session);
  expect((await storage.findSessionsByShop(session.shop)).map(({ id }) => id)).toEqual([
    session.id,
  ]);
  await storage.deleteSession(session.id);
  expect(await storage.loadSession(session.id)).toBeUndefined();
  expect(await storage.findSessionsByShop(session.shop)).toEqual([]);
});

test("the same text is never encrypted alike twice", () => {
  const cipher = tokenCipher([older]);
  expect(cipher.encrypt("text", "here")).not.toBe(cipher.encrypt("text", "here"));
  expect(cipher.decrypt(cipher.encrypt("text", "here"), "here")).toBe("text");
  expect(cipher.decrypt(cipher.encrypt("text", "here"), "there")).toBeNull();
});

async function aSession() {
  const database: Database = openDatabase((await testDatabase()).appUrl);
  onTestFinished(() => database.close());
  const shop = `${randomUUID()}.myshopify.com`;
  const session = new Session({
    id: `offline_${shop}`,
    shop,
    state: "",
    isOnline: false,
    scope: "read_orders",
    accessToken: "shpat_secret",
    refreshToken: "shprt_secret",
    expires: new Date("2026-06-01T13:00:00Z"),
    refreshTokenExpires: new Date("2026-08-30T12:00:00Z"),
    onlineAccessInfo: {
      expires_in: 60,
      associated_user_scope: "",
      associated_user: { id: 7, email: "ada@example.com" },
    },
  });
  const rowOf = async (id: string): Promise<string> =>
    JSON.stringify(await database.prisma.session.findUniqueOrThrow({ where: { id } }));
  return { database, session, rowOf };
}
