import { z } from "zod";
import type { Customer } from "#dev-shop/model.ts";
import { findSignedCookie, signedCookie } from "#dev-shop/storefront/cookies.ts";
import type { Exchange } from "#dev-shop/storefront/http.ts";

const Cart = z.object({
  lines: z.array(
    z.object({
      variantId: z.number().int(),
      quantity: z.number().int().min(1),
      properties: z.array(z.object({ name: z.string(), value: z.string() })).default([]),
    }),
  ),
  codes: z.array(z.string()).default([]),
  currency: z.string().nullable().default(null),
});
export type Cart = z.infer<typeof Cart>;

/** Who looks at the storefront, in which language, with what in the cart. */
export type Shopper = {
  customer: Customer | null;
  cart: Cart;
  locale: string;
  /** Such as `/zh-cn`; empty for the shop's own language. */
  rootPath: string;
  /** The path without the language. */
  path: string;
  currency: string;
};

const CUSTOMER_COOKIE = "dev_shop_customer";
const CART_COOKIE = "dev_shop_cart";

export async function shopperOf(exchange: Exchange): Promise<Shopper> {
  const { devShop } = exchange;
  const cart = await readCart(exchange);
  const currencies = [devShop.shop.currency, ...Object.keys(devShop.shop.presentmentRates)];
  return {
    customer: await findSignedInCustomer(exchange),
    cart,
    ...placeOf(exchange),
    currency: currencies.find((code) => code === cart.currency) ?? devShop.shop.currency,
  };
}

async function findSignedInCustomer({ devShop, req }: Exchange): Promise<Customer | null> {
  const id = await findSignedCookie(devShop, req, CUSTOMER_COOKIE);
  if (id === null) return null;
  const customer = await devShop.store.find("customer", Number(id));
  return customer && customer.redactedAt === null ? customer : null;
}

async function readCart({ devShop, req }: Exchange): Promise<Cart> {
  const text = await findSignedCookie(devShop, req, CART_COOKIE);
  if (text === null) return { lines: [], codes: [], currency: null };
  return Cart.parse(JSON.parse(text));
}

/** Language and path: by the path's first part as on Shopify, or by `?locale=`. */
function placeOf({ devShop, url }: Exchange): Pick<Shopper, "locale" | "rootPath" | "path"> {
  const { shop } = devShop;
  const [, first = ""] = url.pathname.split("/");
  const wanted = url.searchParams.get("locale") ?? first;
  const locale = shop.locales.find((name) => name.toLowerCase() === wanted.toLowerCase());
  const isInPath = shop.locales.some((name) => name.toLowerCase() === first.toLowerCase());
  const rest = isInPath ? url.pathname.slice(first.length + 1) : url.pathname;
  return {
    locale: locale ?? shop.locale,
    rootPath: locale && locale !== shop.locale ? `/${locale.toLowerCase()}` : "",
    path: rest === "" ? "/" : rest,
  };
}

/** The header that signs a customer in, or out. */
export async function customerCookie({ devShop }: Exchange, customerId: number | null) {
  const value = customerId === null ? null : String(customerId);
  return signedCookie(devShop, CUSTOMER_COOKIE, value);
}

/** The header that keeps a cart. */
export async function cartCookie({ devShop }: Exchange, cart: Cart): Promise<string> {
  return signedCookie(devShop, CART_COOKIE, JSON.stringify(cart));
}
