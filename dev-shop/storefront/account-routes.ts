import { localPath, readForm, redirect } from "#dev-shop/storefront/http.ts";
import type { Exchange } from "#dev-shop/storefront/http.ts";
import { orderObject } from "#dev-shop/storefront/liquid-objects.ts";
import { orderStatusObject } from "#dev-shop/storefront/order-status.ts";
import { sendPage } from "#dev-shop/storefront/page.ts";
import type { Route } from "#dev-shop/storefront/route.ts";
import { cartCookie, customerCookie } from "#dev-shop/storefront/shopper.ts";
import type { Shopper } from "#dev-shop/storefront/shopper.ts";

export const accountRoutes: Route[] = [
  { method: "GET", pattern: /^\/account$/, answer: showAccount },
  { method: "GET", pattern: /^\/account\/(?:login|register)$/, answer: showSignIn },
  { method: "POST", pattern: /^\/account\/login$/, answer: signIn },
  { method: "GET", pattern: /^\/account\/logout$/, answer: signOut },
  { method: "GET", pattern: /^\/dev\/sign-in$/, answer: signInByLink },
  { method: "GET", pattern: /^\/orders\/([^/]+)$/, answer: showOrderStatus },
];

async function showAccount(exchange: Exchange, shopper: Shopper): Promise<void> {
  const { devShop, res } = exchange;
  if (!shopper.customer) {
    redirect(res, `${shopper.rootPath}/account/login?return_to=${shopper.rootPath}/account`);
    return;
  }
  const { items } = await devShop.store.list("order", {
    customerId: shopper.customer.id,
    sort: "createdAt",
    reverse: true,
    limit: 50,
  });
  await sendPage(exchange, shopper, {
    template: "account",
    title: "Account",
    objects: { orders: items.map((order) => orderObject(order, shopper)) },
  });
}

/** Whoever may open this shop may be any of its sample customers: there are no passwords. */
async function showSignIn(exchange: Exchange, shopper: Shopper): Promise<void> {
  const { devShop, url } = exchange;
  const search = url.searchParams.get("q") ?? "";
  const after = url.searchParams.get("after") ?? undefined;
  const { items, cursors, hasMore } = await devShop.store.list("customer", {
    ...(search === "" ? {} : { search }),
    limit: 24,
    after,
  });
  await sendPage(exchange, shopper, {
    template: "login",
    title: "Sign in",
    objects: {
      search,
      return_to: localPath(url.searchParams.get("return_to"), shopper.rootPath || "/"),
      next_cursor: hasMore ? cursors.at(-1) : null,
      sample_customers: items
        .filter(({ redactedAt }) => redactedAt === null)
        .map(({ id, firstName, lastName, email, numberOfOrders }) => ({
          id,
          name: [firstName, lastName].filter(Boolean).join(" ") || email || String(id),
          email,
          orders_count: numberOfOrders,
        })),
    },
  });
}

async function signIn(exchange: Exchange, shopper: Shopper): Promise<void> {
  const form = await readForm(exchange);
  await signInAs(exchange, shopper, form);
}

async function signInByLink(exchange: Exchange, shopper: Shopper): Promise<void> {
  await signInAs(exchange, shopper, exchange.url.searchParams);
}

async function signInAs(exchange: Exchange, shopper: Shopper, fields: URLSearchParams) {
  const { devShop, res } = exchange;
  const id = Number(/(\d+)$/.exec(fields.get("customer") ?? "")?.[1] ?? 0);
  const customer = await devShop.store.find("customer", id);
  const returnTo = localPath(fields.get("return_to"), shopper.rootPath || "/");
  if (!customer || customer.redactedAt !== null) {
    redirect(res, `${shopper.rootPath}/account/login?return_to=${encodeURIComponent(returnTo)}`);
    return;
  }
  redirect(res, returnTo, { "set-cookie": await customerCookie(exchange, customer.id) });
}

/** Signing out takes the cart along, as on Shopify. */
async function signOut(exchange: Exchange, shopper: Shopper): Promise<void> {
  const cart = { lines: [], codes: [], currency: shopper.cart.currency };
  const cookies = [await customerCookie(exchange, null), await cartCookie(exchange, cart)];
  redirect(exchange.res, shopper.rootPath || "/", { "set-cookie": cookies });
}

/** Whoever has the token may look, as with Shopify's link in the confirmation. */
async function showOrderStatus(exchange: Exchange, shopper: Shopper, [token = ""]: string[]) {
  const order = await exchange.devShop.store.findByKey("order", token);
  if (!order || order.token !== token) return "not-found";
  const inItsCurrency = { ...shopper, currency: order.presentmentCurrency };
  return sendPage(exchange, inItsCurrency, {
    template: "order-status",
    title: order.name,
    objects: {
      order: orderStatusObject(order),
      is_new: exchange.url.searchParams.has("thank_you"),
    },
  });
}
