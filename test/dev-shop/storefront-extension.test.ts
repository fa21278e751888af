import { expect, test } from "vitest";

import type { DevShop } from "#dev-shop/dev-shop.ts";
import { gid } from "#dev-shop/model.ts";
import { activateBlock } from "#dev-shop/storefront/activations.ts";

import { aCustomer, aStorefront } from "#test/dev-shop/a-storefront.ts";
import { aProduct } from "#test/dev-shop/a-shop.ts";

const badge = { extension: "club", block: "badge", template: null };

test("an embed that is on stands before the end of the body, its assets once", async () => {
  const { devShop, visit } = await aStorefront();
  const visitor = visit();
  expect((await visitor.get("/")).text).not.toContain("club-badge");

  await activateBlock(devShop, badge);
  await activateBlock(devShop, { extension: "club", block: "note", template: "product" });
  const product = await aProduct(devShop, 1250, { title: "Teapot <b>" });
  const { text } = await visitor.get(`/products/${product.handle}`);

  expect(text).toMatch(/<\/club-badge>\s*<\/div>\s*<\/body>/);
  expect(text).toContain('<p class="club-note">Teapot &lt;b&gt; £12.50</p>');
  expect(text.match(/club\.js" defer/g)).toHaveLength(1);
  const asset = /href="(\/extensions\/club\/[^"]+club\.css)"/.exec(text)?.[1] ?? "";
  expect((await visitor.get(asset)).text).toContain("#123456");
});

test("a guest is greeted in the language of the address, and may sign in there", async () => {
  const { devShop, visit } = await aStorefront();
  await activateBlock(devShop, badge);

  expect((await visit().get("/")).text).toContain("Join us /account/login");
  expect((await visit().get("/zh-cn/")).text).toMatch(/加入我们 \/zh-cn\/account\/login\s+zh-CN/);
  expect((await visit().get("/?locale=zh-CN")).text).toContain("加入我们");
});

test("a customer's own metafields are objects under $app, and snippets see the block", async () => {
  const { devShop, visit } = await aStorefront();
  const ada = await aCustomer(devShop, { firstName: "<Ada>" });
  await putMetafield(devShop, gid("Customer", ada.id), {
    key: "club",
    type: "json",
    value: JSON.stringify({ points: 1, tier: { name: "Gold" } }),
  });
  await activateBlock(devShop, { ...badge, settings: { tone: "warm" } });
  const visitor = visit();

  const signedIn = await visitor.get(`/dev/sign-in?customer=${String(ada.id)}&return_to=/`);
  expect([signedIn.status, signedIn.location]).toEqual([303, "/"]);
  const { text } = await visitor.get("/");

  expect(text).toMatch(/Hello &lt;Ada&gt;, warm\s+1 point Gold/);
  expect(text).not.toContain("warm hidden");
  expect((await visitor.get("/zh-cn")).text).toMatch(/，您好, warm\s+1 分 Gold/);
});

test("an embed with available_if waits for the app's word", async () => {
  const { devShop, visit } = await aStorefront();
  await activateBlock(devShop, { extension: "club", block: "secret", template: null });
  expect((await visit().get("/")).text).not.toContain("secret");

  const installation = await devShop.store.findByKey("app_installation", devShop.app.clientId);
  const owner = gid("AppInstallation", installation?.id ?? 0);
  const open = { namespace: "club", key: "open", type: "boolean", value: "true" };
  await putMetafield(devShop, owner, open);

  expect((await visit().get("/")).text).toContain("secret");
});

test("after the app is uninstalled, nothing of it is left in the theme", async () => {
  const { devShop, visit } = await aStorefront();
  await activateBlock(devShop, badge);
  await devShop.commerce.uninstall();

  expect((await visit().get("/")).text).not.toContain("club");
});

test("an asset's name cannot lead out of the extension", async () => {
  const { visit } = await aStorefront();
  const answer = await visit().get("/extensions/club/1/assets/..%2Fshopify.extension.toml");
  expect(answer.status).toBe(404);
});

async function putMetafield(
  devShop: DevShop,
  ownerGid: string,
  {
    namespace = `app--${String(devShop.app.id)}`,
    ...rest
  }: {
    namespace?: string;
    key: string;
    type: string;
    value: string;
  },
): Promise<void> {
  const at = "2026-06-01T12:00:00Z";
  const id = devShop.store.ids.next("metafield");
  await devShop.store.put("metafield", {
    ...{ id, createdAt: at, updatedAt: at, ownerGid, namespace },
    ...rest,
  });
}
