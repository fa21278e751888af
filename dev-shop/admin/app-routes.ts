import {
  declaredScopes,
  grantScopes,
  installApp,
  revokeScopes,
  uninstallApp,
} from "#dev-shop/auth/installation.ts";
import { findInstallation } from "#dev-shop/storefront/extension-blocks.ts";
import { readForm } from "#dev-shop/storefront/http.ts";
import type { Exchange } from "#dev-shop/storefront/http.ts";
import { html } from "#dev-shop/admin/html.ts";
import type { Html } from "#dev-shop/admin/html.ts";
import { appName, sendAdminPage } from "#dev-shop/admin/layout.ts";
import { goBack } from "#dev-shop/admin/route.ts";
import type { AdminRoute } from "#dev-shop/admin/route.ts";

const PAGE = "/admin/settings/apps";

export const appRoutes: AdminRoute[] = [
  { method: "GET", pattern: /^\/admin\/settings\/apps$/, answer: showApps },
  { method: "GET", pattern: /^\/admin\/oauth\/install$/, answer: showApps },
  { method: "POST", pattern: /^\/admin\/settings\/apps\/install$/, answer: install },
  { method: "POST", pattern: /^\/admin\/settings\/apps\/uninstall$/, answer: uninstall },
  { method: "POST", pattern: /^\/admin\/settings\/apps\/scopes$/, answer: changeScopes },
];

async function showApps(exchange: Exchange): Promise<void> {
  const { devShop } = exchange;
  const installation = await findInstallation(devShop);
  const { scopes, optionalScopes } = declaredScopes(devShop);
  await sendAdminPage(exchange, {
    title: "Apps",
    content: html`<h1>Apps</h1>
      <section class="card">
        <h2>${appName(devShop.app)}</h2>
        <p class="soft">Client id <code>${devShop.app.clientId}</code></p>
        ${installation ? installedPart(devShop.app.handle) : installPart()}
        <h3>Access scopes</h3>
        <ul class="plain">
          ${scopes.map((scope) => html`<li><code>${scope}</code></li>`)}
        </ul>
        ${installation && optionalPart(optionalScopes, installation.scopes)}
      </section>`,
  });
}

function installPart(): Html {
  return html`<form method="post" action="${PAGE}/install">
    <button class="primary">Install app</button>
  </form>`;
}

function installedPart(handle: string): Html {
  return html`<p><a class="button" href="/admin/apps/${handle}">Open app</a></p>
    <form method="post" action="${PAGE}/uninstall">
      <button class="danger">Uninstall</button>
    </form>`;
}

function optionalPart(optional: string[], granted: string[]): Html | false {
  if (optional.length === 0) return false;
  return html`<h3>Optional scopes</h3>
    <form method="post" action="${PAGE}/scopes">
      ${optional.map(
        (scope) =>
          html`<label class="check">
            <input
              type="checkbox"
              name="scope"
              value="${scope}"
              ${granted.includes(scope) && "checked"}
            />
            <code>${scope}</code>
          </label>`,
      )}
      <button>Save scopes</button>
    </form>`;
}

async function install(exchange: Exchange): Promise<void> {
  const { devShop } = exchange;
  await installApp(devShop);
  goBack(exchange, `/admin/apps/${devShop.app.handle}`, { message: "Installed." });
}

async function uninstall(exchange: Exchange): Promise<void> {
  await uninstallApp(exchange.devShop);
  goBack(exchange, PAGE, { message: "Uninstalled." });
}

async function changeScopes(exchange: Exchange): Promise<void> {
  const { devShop } = exchange;
  const form = await readForm(exchange);
  const { optionalScopes } = declaredScopes(devShop);
  const wanted = optionalScopes.filter((scope) => form.getAll("scope").includes(scope));
  await grantScopes(devShop, wanted);
  await revokeScopes(
    devShop,
    optionalScopes.filter((scope) => !wanted.includes(scope)),
  );
  goBack(exchange, PAGE, { message: "Scopes saved." });
}
