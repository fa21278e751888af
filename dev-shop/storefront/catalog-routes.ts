import type { DevShop } from "#dev-shop/dev-shop.ts";
import type { Product } from "#dev-shop/model.ts";
import { redirect } from "#dev-shop/storefront/http.ts";
import type { Exchange } from "#dev-shop/storefront/http.ts";
import { collectionObject, productObject } from "#dev-shop/storefront/liquid-objects.ts";
import { sendPage } from "#dev-shop/storefront/page.ts";
import type { Route } from "#dev-shop/storefront/route.ts";
import type { Shopper } from "#dev-shop/storefront/shopper.ts";

const MOST_PRODUCTS = 250;

export const catalogRoutes: Route[] = [
  { method: "GET", pattern: /^\/$/, answer: showHome },
  { method: "GET", pattern: /^\/collections$/, answer: showAllProducts },
  { method: "GET", pattern: /^\/collections\/([^/]+)$/, answer: showCollection },
  { method: "GET", pattern: /^(?:\/collections\/[^/]+)?\/products\/([^/]+)$/, answer: showProduct },
  { method: "GET", pattern: /^\/pages\/([^/]+)$/, answer: showPage },
];

async function showHome(exchange: Exchange, shopper: Shopper): Promise<void> {
  const { devShop } = exchange;
  const products = (await listProducts(devShop)).map((one) => productObject(devShop, one, shopper));
  const { items } = await devShop.store.list("collection", { limit: 20 });
  await sendPage(exchange, shopper, {
    template: "index",
    title: devShop.shop.name,
    objects: {
      featured: products.slice(0, 8),
      collections: items.map((collection) => collectionObject(collection, [], shopper)),
    },
  });
}

function showAllProducts({ res }: Exchange, { rootPath }: Shopper): Promise<void> {
  redirect(res, `${rootPath}/collections/all`);
  return Promise.resolve();
}

async function showCollection(exchange: Exchange, shopper: Shopper, [handle = ""]: string[]) {
  const { devShop } = exchange;
  const found = await devShop.store.findByKey("collection", handle);
  if (!found && handle !== "all") return "not-found";

  const collection = found ?? { id: 0, title: "All products", handle, descriptionHtml: "" };
  const all = await listProducts(devShop);
  const products = found ? all.filter((one) => one.collectionIds.includes(found.id)) : all;
  const objects = products.map((product) => productObject(devShop, product, shopper));
  return sendPage(exchange, shopper, {
    template: "collection",
    title: collection.title,
    objects: { collection: collectionObject(collection, objects, shopper) },
  });
}

async function listProducts({ store }: DevShop): Promise<Product[]> {
  const { items } = await store.list("product", { limit: MOST_PRODUCTS });
  return items.filter(({ status, variants }) => status === "ACTIVE" && variants.length > 0);
}

async function showProduct(exchange: Exchange, shopper: Shopper, [handle = ""]: string[]) {
  const { devShop } = exchange;
  const product = await devShop.store.findByKey("product", handle);
  if (!product || product.status !== "ACTIVE") return "not-found";
  return sendPage(exchange, shopper, {
    template: "product",
    title: product.title,
    objects: { product: productObject(devShop, product, shopper) },
  });
}

/** Any handle is a page: it holds nothing but the blocks that apps place in it. */
async function showPage(exchange: Exchange, shopper: Shopper, [handle = ""]: string[]) {
  const words = handle.replaceAll("-", " ");
  const title = words.charAt(0).toUpperCase() + words.slice(1);
  await sendPage(exchange, shopper, {
    template: "page",
    title,
    objects: { page: { title, handle, content: "", url: `${shopper.rootPath}/pages/${handle}` } },
  });
}
