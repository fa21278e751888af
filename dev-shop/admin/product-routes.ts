import type { Exchange } from "#dev-shop/storefront/http.ts";
import { formatMinor } from "#dev-shop/storefront/money-format.ts";
import { definitionList } from "#dev-shop/admin/definition-list.ts";
import { html } from "#dev-shop/admin/html.ts";
import { sendAdminPage } from "#dev-shop/admin/layout.ts";
import { sendListPage } from "#dev-shop/admin/list-page.ts";
import type { AdminRoute } from "#dev-shop/admin/route.ts";

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
        ${definitionList([
          ["Tags", product.tags.join(", ") || "none"],
          ["Collections", collections.map((one) => one?.title ?? "").join(", ") || "none"],
          ["Gift card", product.isGiftCard ? "yes" : "no"],
        ])}
        <ul class="plain">
          ${variants}
        </ul>
      </section>`,
  });
}
