import type { App } from "#dev-shop/dev-shop.ts";
import { findSignedCookie } from "#dev-shop/storefront/cookies.ts";
import { findInstallation } from "#dev-shop/storefront/extension-blocks.ts";
import { sendHtml } from "#dev-shop/storefront/http.ts";
import type { Exchange } from "#dev-shop/storefront/http.ts";
import { html } from "#dev-shop/admin/html.ts";
import type { Html } from "#dev-shop/admin/html.ts";

export const LOCALE_COOKIE = "dev_shop_admin_locale";
export const ADMIN_LOCALES = ["en", "zh-CN"];

export type AdminPage = { title: string; content: Html; status?: number; frame?: boolean };

const LINKS = [
  { href: "/admin", label: "Home" },
  { href: "/admin/orders", label: "Orders" },
  { href: "/admin/products", label: "Products" },
  { href: "/admin/customers", label: "Customers" },
  { href: "/admin/discounts", label: "Discounts" },
  { href: "/admin/themes/current/editor", label: "Theme editor" },
  { href: "/admin/settings/apps", label: "Apps" },
];

/** Sends a page of the admin, with its menu and what the last form led to. */
export async function sendAdminPage(exchange: Exchange, page: AdminPage): Promise<void> {
  const { devShop, url, res } = exchange;
  const message = url.searchParams.get("message");
  const problem = url.searchParams.get("problem");
  const document = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${page.title} · ${devShop.shop.name}</title>
        <link rel="icon" href="/theme/assets/leaf.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/admin/admin.css" />
      </head>
      <body class="${page.frame ? "framed" : ""}">
        <a class="skip" href="#main">Skip to content</a>
        <header class="top">
          <a class="top__shop" href="/admin">${devShop.shop.name}</a>
          <a href="/" target="_blank" rel="noopener">View shop</a>
          ${localeForm(await adminLocale(exchange), url)}
        </header>
        <div class="columns">
          <nav class="menu" aria-label="Admin">${await menu(exchange)}</nav>
          <main id="main" tabindex="-1">
            ${message && html`<p class="note" role="status">${message}</p>`}
            ${problem && html`<p class="note note--problem" role="alert">${problem}</p>`}
            ${page.content}
          </main>
        </div>
      </body>
    </html>`;
  sendHtml(res, document.markup, { status: page.status ?? 200 });
}

function localeForm(current: string, url: URL): Html {
  const options = ADMIN_LOCALES.map(
    (locale) =>
      html`<option ${locale === current && "selected"} value="${locale}">
        ${locale === "en" ? "English" : "中文"}
      </option>`,
  );
  return html`<form class="top__locale" method="post" action="/admin/locale">
    <input type="hidden" name="return_to" value="${url.pathname}${url.search}" />
    <label for="locale">Language</label>
    <select id="locale" name="locale">
      ${options}
    </select>
    <button>Change</button>
  </form>`;
}

async function menu({ devShop, url }: Exchange): Promise<Html> {
  const { app } = devShop;
  const installed = await findInstallation(devShop);
  const link = ({ href, label }: { href: string; label: string }) => {
    const isHere = href === "/admin" ? url.pathname === href : url.pathname.startsWith(href);
    return html`<li><a href="${href}" ${isHere && html`aria-current="page"`}>${label}</a></li>`;
  };
  return html`<ul>
      ${LINKS.map(link)}
    </ul>
    ${
      installed &&
      html`<h2 class="menu__title">Apps</h2>
        <ul id="app-menu">
          ${link({ href: `/admin/apps/${app.handle}`, label: appName(app) })}
        </ul>`
    }`;
}

/** What the app is called in menus. */
export function appName({ toml, handle }: App): string {
  return typeof toml["name"] === "string" ? toml["name"] : handle;
}

/** The language of the merchant, which the app is told. */
export async function adminLocale({ devShop, req }: Exchange): Promise<string> {
  const chosen = await findSignedCookie(devShop, req, LOCALE_COOKIE);
  return ADMIN_LOCALES.find((locale) => locale === chosen) ?? "en";
}
