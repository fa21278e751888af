import type { Documents, Kind } from "#dev-shop/model.ts";
import type { Exchange } from "#dev-shop/storefront/http.ts";
import { html } from "#dev-shop/admin/html.ts";
import type { Html } from "#dev-shop/admin/html.ts";
import { sendAdminPage } from "#dev-shop/admin/layout.ts";

export type ListPage<K extends Kind> = {
  kind: K;
  title: string;
  columns: string[];
  row: (document: Documents[K]) => Html;
};

/** A searchable list of documents, newest first, a page at a time. */
export async function sendListPage<K extends Kind>(exchange: Exchange, page: ListPage<K>) {
  const { devShop, url } = exchange;
  const search = url.searchParams.get("q") ?? "";
  const { items, cursors, hasMore } = await devShop.store.list(page.kind, {
    ...(search === "" ? {} : { search }),
    sort: "createdAt",
    reverse: true,
    limit: 50,
    after: url.searchParams.get("after") ?? undefined,
  });
  const next = new URLSearchParams({ q: search, after: cursors.at(-1) ?? "" });
  await sendAdminPage(exchange, {
    title: page.title,
    content: html`<h1>${page.title}</h1>
      <form class="search" role="search">
        <label for="q">Search ${page.title.toLowerCase()}</label>
        <input id="q" type="search" name="q" value="${search}" />
        <button>Search</button>
      </form>
      ${
        items.length === 0
          ? html`<p class="empty">${search === "" ? "Nothing here yet." : "Nothing matches."}</p>`
          : html`<div class="scroll" tabindex="0" role="region" aria-label="${page.title}">
              <table>
                <thead>
                  <tr>
                    ${page.columns.map((column) => html`<th scope="col">${column}</th>`)}
                  </tr>
                </thead>
                <tbody>
                  ${items.map((item) => page.row(item))}
                </tbody>
              </table>
            </div>`
      }
      ${hasMore && html`<p><a rel="next" href="?${next.toString()}">Older</a></p>`}`,
  });
}
