import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test, vi } from "vitest";
import { createContext, setContext } from "#app/context.server.ts";
import { openAdminPages } from "#bin/admin-pages.ts";
import { buildAdmin } from "#bin/build-admin.ts";
import { aConfig } from "#test/shopify/a-laurel.ts";
import { testDatabase } from "#test/support/database.ts";

/** The admin's pages over HTTP, and all that the process writes. */
async function thePages() {
  buildAdmin();
  const lines: string[] = [];
  for (const channel of ["log", "warn", "error"] as const) {
    vi.spyOn(console, channel).mockImplementation((...words) => void lines.push(words.join(" ")));
  }
  const config = aConfig((await testDatabase()).appUrl, "http://127.0.0.1:9");
  const context = createContext({ config, logTo: { write: (line) => void lines.push(line) } });
  setContext(context);
  const server = (await openAdminPages()).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(async () => {
    vi.restoreAllMocks();
    server.close();
    await context.close();
  });
  const { port } = server.address() as AddressInfo;
  const headers = { "user-agent": "Mozilla/5.0 Chrome/150" };
  const ask = (path: string) =>
    fetch(`http://127.0.0.1:${port}${path}`, { headers, redirect: "manual" });
  return { ask, lines };
}

test("an address that anybody tries is answered, and never written to the log", async () => {
  const { ask, lines } = await thePages();
  const query = "shop=fern.myshopify.com&id_token=SECRETTOKEN&email=jane@example.com";
  expect((await ask(`/nowhere?${query}`)).status).toBe(404);
  expect((await ask(`/.env?${query}`)).status).toBe(404);
  expect((await ask(`/apps?${query}`)).status).toBe(404);
  expect((await ask(`/auth/session-token?${query}`)).status).toBe(200);
  expect((await ask(`/auth/exit-iframe?exitIframe=https://evil.example&${query}`)).status).toBe(
    400,
  );
  expect((await ask(`/app?${query}`)).status).toBeLessThan(500);
  expect(lines.filter((line) => /SECRETTOKEN|jane@/.test(line))).toEqual([]);
  expect(lines.filter((line) => !line.startsWith("{"))).toEqual([]);
});
