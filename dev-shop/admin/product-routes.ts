import type { Exchange } from "../storefront/http.ts";
import { formatMinor } from "../storefront/money-format.ts";
import { html } from "./html.ts";
import { sendAdminPage } from "./layout.ts";
import { sendListPage } from "./list-page.ts";
import type { AdminRoute } from "./route.ts";

export const productRoutes: AdminRoute[] = [
  { method: "GET", pattern: /^\/admin\/products$/, answer: listProducts },
  { method: "GET", pattern: /^\/admin\/products\/(\d+)$/, answer: showProduct },
];

async function listProducts(exchange: Exchange): Promise<void> {
  await sendListPage(exchange, {
    kind: "product",
    title: "Products",
    columns: ["Product", "State", "Vendor", "Type", "Tags"],
    row: (product) =>
      html`<tr>
        <td><a href="/admin/products/${product.id}">${product.title}</a></td>
        <td><span class="badge">${product.status.toLowerCase()}</span></td>
        <td>${product.vendor}</td>
        <td>${product.productType}</td>
        <td>${product.tags.join(", ")}</td>
      </tr>`,
  });
}

async function showProduct(exchange: Exchange, [id = ""]: string[]) {
  const { store, shop } = exchange.devShop;
  const product = await store.find("product", Number(id));
  if (!product) return "not-found";
  const collections = await store.findMany("collection", product.collectionIds);
  const variants = product.variants.map(
    ({ title, sku, price }) => html`<li>${title} ${sku} ${formatMinor(price, shop.currency)}</li>`,
  );
  return sendAdminPage(exchange, {
    title: product.title,
    content: html`<p><a href="/admin/products">Products</a></p>
      <h1>${product.title} <span class="badge">${product.status.toLowerCase()}</span></h1>
      <section class="card">
        <p><a href="/products/${product.handle}">View in the shop</a></p>
        <dl>
          <div>
            <dt>Tags</dt>
            <dd>${product.tags.join(", ") || "none"}</dd>
          </div>
          <div>
            <dt>Collections</dt>
            <dd>${collections.map((one) => one?.title ?? "").join(", ") || "none"}</dd>
          </div>
          <div>
            <dt>Gift card</dt>
            <dd>${product.isGiftCard ? "yes" : "no"}</dd>
          </div>
        </dl>
        <ul class="plain">
          ${variants}
        </ul>
      </section>`,
  });
}
