import { localPath, readForm, redirect } from "../storefront/http.ts";
import type { Exchange } from "../storefront/http.ts";
import { signedCookie } from "../storefront/cookies.ts";
import { findInstallation } from "../storefront/extension-blocks.ts";
import { html } from "./html.ts";
import { ADMIN_LOCALES, LOCALE_COOKIE, appName, sendAdminPage } from "./layout.ts";
import type { AdminRoute } from "./route.ts";

export const homeRoutes: AdminRoute[] = [
  { method: "GET", pattern: /^\/admin$/, answer: showHome },
  { method: "POST", pattern: /^\/admin\/locale$/, answer: changeLocale },
];

async function showHome(exchange: Exchange): Promise<void> {
  const { devShop } = exchange;
  const { store, app } = devShop;
  const counts = [
    ["Orders", "/admin/orders", await store.count("order", {})],
    ["Customers", "/admin/customers", await store.count("customer", {})],
    ["Products", "/admin/products", await store.count("product", {})],
    ["Discounts", "/admin/discounts", await store.count("discount", {})],
  ] as const;
  const webhooks = await devShop.webhooks.counts();
  const installed = await findInstallation(devShop);
  await sendAdminPage(exchange, {
    title: "Home",
    content: html`<h1>${devShop.shop.name}</h1>
      <p class="soft">
        ${devShop.shop.myshopifyDomain},
        ${devShop.clock.now().toISOString().slice(0, 16).replace("T", " ")} UTC
      </p>
      <ul class="tiles">
        ${counts.map(
          ([label, href, count]) =>
            html`<li>
              <a href="${href}"><strong>${count.toLocaleString("en")}</strong> ${label}</a>
            </li>`,
        )}
      </ul>
      <section class="card">
        <h2>${appName(app)}</h2>
        ${
          installed
            ? html`<p><a class="button" href="/admin/apps/${app.handle}">Open app</a></p>`
            : html`<p>Not installed. <a href="/admin/settings/apps">Install it</a></p>`
        }
        <dl>
          <div>
            <dt>Webhooks waiting</dt>
            <dd>${webhooks.waiting}</dd>
          </div>
          <div>
            <dt>Delivered</dt>
            <dd>${webhooks.delivered}</dd>
          </div>
          <div>
            <dt>Failed</dt>
            <dd>${webhooks.failed}</dd>
          </div>
        </dl>
      </section>`,
  });
}

async function changeLocale(exchange: Exchange): Promise<void> {
  const form = await readForm(exchange);
  const locale = ADMIN_LOCALES.find((known) => known === form.get("locale")) ?? "en";
  redirect(exchange.res, localPath(form.get("return_to"), "/admin"), {
    "set-cookie": await signedCookie(exchange.devShop, LOCALE_COOKIE, locale),
  });
}
