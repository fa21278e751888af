import { localPath, readForm, redirect } from "#dev-shop/storefront/http.ts";
import type { Exchange } from "#dev-shop/storefront/http.ts";
import { signedCookie } from "#dev-shop/storefront/cookies.ts";
import { findInstallation } from "#dev-shop/storefront/extension-blocks.ts";
import { definitionList } from "#dev-shop/admin/definition-list.ts";
import { html } from "#dev-shop/admin/html.ts";
import type { Html } from "#dev-shop/admin/html.ts";
import { ADMIN_LOCALES, LOCALE_COOKIE, appName, sendAdminPage } from "#dev-shop/admin/layout.ts";
import type { AdminRoute } from "#dev-shop/admin/route.ts";

export const homeRoutes: AdminRoute[] = [
  { method: "GET", pattern: /^\/admin$/, answer: showHome },
  { method: "POST", pattern: /^\/admin\/locale$/, answer: changeLocale },
];

async function showHome(exchange: Exchange): Promise<void> {
  const { shop, clock } = exchange.devShop;
  await sendAdminPage(exchange, {
    title: "Home",
    content: html`<h1>${shop.name}</h1>
      <p class="soft">
        ${shop.myshopifyDomain}, ${clock.now().toISOString().slice(0, 16).replace("T", " ")} UTC
      </p>
      ${await countTiles(exchange)} ${await appCard(exchange)}`,
  });
}

async function countTiles({ devShop }: Exchange): Promise<Html> {
  const kinds = ["order", "customer", "product", "discount"] as const;
  const tiles = kinds.map(async (kind) => {
    const count = await devShop.store.count(kind, {});
    return html`<li>
      <a href="/admin/${kind}s"><strong>${count.toLocaleString("en")}</strong> ${kind}s</a>
    </li>`;
  });
  return html`<ul class="tiles">
    ${await Promise.all(tiles)}
  </ul>`;
}

async function appCard({ devShop }: Exchange): Promise<Html> {
  const { app } = devShop;
  const { waiting, delivered, failed } = await devShop.webhooks.counts();
  const installed = await findInstallation(devShop);
  return html`<section class="card">
    <h2>${appName(app)}</h2>
    ${
      installed
        ? html`<p><a class="button" href="/admin/apps/${app.handle}">Open app</a></p>`
        : html`<p>Not installed. <a href="/admin/settings/apps">Install it</a></p>`
    }
    ${definitionList([
      ["Webhooks waiting", waiting],
      ["Delivered", delivered],
      ["Failed", failed],
    ])}
  </section>`;
}

async function changeLocale(exchange: Exchange): Promise<void> {
  const form = await readForm(exchange);
  const locale = ADMIN_LOCALES.find((known) => known === form.get("locale")) ?? "en";
  redirect(exchange.res, localPath(form.get("return_to"), "/admin"), {
    "set-cookie": await signedCookie(exchange.devShop, LOCALE_COOKIE, locale),
  });
}
