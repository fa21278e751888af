import { cartObject, priceShoppersCart } from "#dev-shop/storefront/cart-object.ts";
import { localPath, readForm, redirect, sendJson } from "#dev-shop/storefront/http.ts";
import type { Exchange } from "#dev-shop/storefront/http.ts";
import { sendPage } from "#dev-shop/storefront/page.ts";
import type { Route } from "#dev-shop/storefront/route.ts";
import { cartCookie } from "#dev-shop/storefront/shopper.ts";
import type { Cart, Shopper } from "#dev-shop/storefront/shopper.ts";

export const cartRoutes: Route[] = [
  { method: "GET", pattern: /^\/cart$/, answer: showCart },
  { method: "GET", pattern: /^\/cart(?:\.js|\.json)$/, answer: sendCart },
  { method: "POST", pattern: /^\/cart\/add(\.js)?$/, answer: addToCart },
  { method: "POST", pattern: /^\/cart\/(?:change|update)(\.js)?$/, answer: changeCart },
  { method: "POST", pattern: /^\/cart\/clear(\.js)?$/, answer: clearCart },
  { method: "GET", pattern: /^\/discount\/([^/]+)$/, answer: applyDiscountLink },
  { method: "POST", pattern: /^\/localization$/, answer: changeLocalization },
];

async function showCart(exchange: Exchange, shopper: Shopper): Promise<void> {
  await sendPage(exchange, shopper, { template: "cart", title: "Cart" });
}

async function sendCart(exchange: Exchange, shopper: Shopper): Promise<void> {
  const priced = await priceShoppersCart(exchange.devShop, shopper);
  sendJson(exchange.res, await cartObject(exchange.devShop, shopper, priced));
}

const MOST_PIECES = 1000;

async function addToCart(exchange: Exchange, shopper: Shopper, [suffix]: string[]) {
  const form = await readForm(exchange);
  const items = itemsOf(form);
  const priced = await exchange.devShop.commerce.priceCart({
    lines: items,
    customerId: null,
  });
  if (items.length === 0 || priced.missingVariantIds.length > 0) {
    const description = "The product is not there any more.";
    sendJson(exchange.res, { status: 422, message: "Cart Error", description }, { status: 422 });
    return;
  }
  await answerWithCart(exchange, shopper, {
    cart: { ...shopper.cart, lines: merged([...shopper.cart.lines, ...items]) },
    isScript: isScriptCall(suffix),
    form,
  });
}

function itemsOf(form: URLSearchParams): Cart["lines"] {
  const list = form.get("items");
  const rows = list === null ? [Object.fromEntries(form)] : (JSON.parse(list) as unknown[]);
  return rows.flatMap((row) => {
    const { id, quantity } = row as { id?: unknown; quantity?: unknown };
    const item = { variantId: Number(id), quantity: Number(quantity ?? 1), properties: [] };
    return isItem(item) ? [item] : [];
  });
}

function isItem({ variantId, quantity }: { variantId: number; quantity: number }): boolean {
  const isQuantity = Number.isSafeInteger(quantity) && quantity >= 1 && quantity <= MOST_PIECES;
  return Number.isSafeInteger(variantId) && variantId > 0 && isQuantity;
}

function merged(lines: Cart["lines"]): Cart["lines"] {
  const byVariant = new Map<number, Cart["lines"][number]>();
  for (const line of lines) {
    const earlier = byVariant.get(line.variantId);
    const quantity = Math.min(MOST_PIECES, (earlier?.quantity ?? 0) + line.quantity);
    byVariant.set(line.variantId, { ...line, quantity });
  }
  return [...byVariant.values()];
}

async function changeCart(exchange: Exchange, shopper: Shopper, [suffix]: string[]) {
  const form = await readForm(exchange);
  const quantity = Number(form.get("quantity") ?? 0);
  const isValid = Number.isSafeInteger(quantity) && quantity >= 0 && quantity <= MOST_PIECES;
  const variantId = form.get("id")?.split(":")[0];
  const position = Number(form.get("line") ?? 0) - 1;
  const lines = shopper.cart.lines.flatMap((line, index) => {
    const isMeant = index === position || String(line.variantId) === variantId;
    if (!isMeant || !isValid) return [line];
    return quantity === 0 ? [] : [{ ...line, quantity }];
  });
  const removed = form.get("remove_code");
  const codes = shopper.cart.codes.filter((code) => code !== removed);
  await answerWithCart(exchange, shopper, {
    cart: { ...shopper.cart, lines, codes },
    isScript: isScriptCall(suffix),
    form,
  });
}

async function clearCart(exchange: Exchange, shopper: Shopper, [suffix]: string[]) {
  const form = await readForm(exchange);
  const cart = { ...shopper.cart, lines: [] };
  await answerWithCart(exchange, shopper, { cart, isScript: isScriptCall(suffix), form });
}

function isScriptCall(suffix: string | undefined): boolean {
  return suffix === ".js";
}

type CartAnswer = { cart: Cart; isScript: boolean; form: URLSearchParams };

async function answerWithCart(
  exchange: Exchange,
  shopper: Shopper,
  { cart, isScript, form }: CartAnswer,
): Promise<void> {
  const headers = { "set-cookie": await cartCookie(exchange, cart) };
  if (!isScript) {
    const path = localPath(form.get("return_to"), `${shopper.rootPath}/cart`);
    redirect(exchange.res, path, headers);
    return;
  }
  const changed = { ...shopper, cart };
  const priced = await priceShoppersCart(exchange.devShop, changed);
  sendJson(exchange.res, await cartObject(exchange.devShop, changed, priced), { headers });
}

/** Keeps the code for the cart, whether it applies or not: checkout says so, as on Shopify. */
async function applyDiscountLink(exchange: Exchange, shopper: Shopper, [code = ""]: string[]) {
  const cart = withCode(shopper.cart, code);
  const path = localPath(exchange.url.searchParams.get("redirect"), shopper.rootPath || "/");
  redirect(exchange.res, path, { "set-cookie": await cartCookie(exchange, cart) });
}

/** Adds a code unless it is there, in whatever case. */
export function withCode(cart: Cart, code: string): Cart {
  const typed = code.trim().slice(0, 255);
  const isKnown = cart.codes.some((known) => known.toLowerCase() === typed.toLowerCase());
  return typed === "" || isKnown ? cart : { ...cart, codes: [...cart.codes, typed].slice(-5) };
}

async function changeLocalization(exchange: Exchange, shopper: Shopper): Promise<void> {
  const { shop } = exchange.devShop;
  const form = await readForm(exchange);
  const wanted = form.get("language_code") ?? form.get("locale_code") ?? shopper.locale;
  const locale = shop.locales.find((code) => code.toLowerCase() === wanted.toLowerCase());
  const root = locale === undefined || locale === shop.locale ? "" : `/${locale.toLowerCase()}`;
  const currency = form.get("currency") ?? form.get("currency_code") ?? shopper.cart.currency;
  const path = withoutLocale(localPath(form.get("return_to"), "/"), shop.locales);
  redirect(exchange.res, root === "" ? path : `${root}${path}`.replace(/\/$/, ""), {
    "set-cookie": await cartCookie(exchange, { ...shopper.cart, currency }),
  });
}

function withoutLocale(path: string, locales: string[]): string {
  const first = path.split(/[/?]/)[1] ?? "";
  const isLocale = locales.some((code) => code.toLowerCase() === first.toLowerCase());
  return isLocale ? path.slice(first.length + 1).replace(/^(?!\/)/, "/") : path;
}
