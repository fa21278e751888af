import type { CartInput, PricedCart } from "#dev-shop/commerce/cart.ts";
import type { DevShop } from "#dev-shop/dev-shop.ts";
import type { Address } from "#dev-shop/model.ts";
import { cartObject } from "#dev-shop/storefront/cart-object.ts";
import { withCode } from "#dev-shop/storefront/cart-routes.ts";
import { readForm, redirect } from "#dev-shop/storefront/http.ts";
import type { Exchange } from "#dev-shop/storefront/http.ts";
import { presentmentPrice } from "#dev-shop/storefront/liquid-objects.ts";
import { liquidAmount, parseAmount } from "#dev-shop/storefront/money-format.ts";
import { sendPage } from "#dev-shop/storefront/page.ts";
import type { Route } from "#dev-shop/storefront/route.ts";
import { cartCookie } from "#dev-shop/storefront/shopper.ts";
import type { Shopper } from "#dev-shop/storefront/shopper.ts";

export const checkoutRoutes: Route[] = [
  { method: "GET", pattern: /^\/checkout$/, answer: showCheckout },
  { method: "POST", pattern: /^\/checkout$/, answer: actOnCheckout },
];

/**
 * What the form holds; it travels with the page, so that nothing is kept for an unfinished
 * checkout.
 */
type Fields = Record<(typeof FIELDS)[number], string>;

const FIELDS = [
  "email",
  "first_name",
  "last_name",
  "address1",
  "city",
  "zip",
  "country_code",
  "shipping",
  "tip",
] as const;

async function showCheckout(exchange: Exchange, shopper: Shopper): Promise<void> {
  if (shopper.cart.lines.length === 0) {
    redirect(exchange.res, `${shopper.rootPath}/cart`);
    return;
  }
  await sendCheckout(exchange, shopper, { fields: initialFields(exchange.devShop, shopper) });
}

function initialFields({ shop }: DevShop, { customer }: Shopper): Fields {
  const known = { ...customer, ...withoutNulls(customer?.defaultAddress ?? {}) };
  return {
    email: customer?.email ?? "",
    first_name: known.firstName ?? "",
    last_name: known.lastName ?? "",
    address1: known.address1 ?? "",
    city: known.city ?? "",
    zip: known.zip ?? "",
    country_code: known.countryCode ?? shop.countryCode,
    shipping: shop.shippingRates[0]?.code ?? "",
    tip: "",
  };
}

function withoutNulls(address: Partial<Address>): Partial<Address> {
  return Object.fromEntries(Object.entries(address).filter(([, value]) => value !== null));
}

/** The buttons of the checkout form: change something and look again, or pay. */
async function actOnCheckout(exchange: Exchange, shopper: Shopper): Promise<void> {
  const form = await readForm(exchange);
  const fields = Object.fromEntries(
    FIELDS.map((name) => [name, (form.get(name) ?? "").trim().slice(0, 255)]),
  ) as Fields;
  const changed = changedShopper(exchange.devShop, shopper, form);
  const action = form.get("action") ?? "";
  if (action === "pay-now" || action === "pay-later") {
    await pay(exchange, changed, { fields, payment: action === "pay-now" ? "paid" : "pending" });
    return;
  }
  await sendCheckout(exchange, changed, { fields });
}

function changedShopper({ shop }: DevShop, shopper: Shopper, form: URLSearchParams): Shopper {
  const action = form.get("action") ?? "";
  const removed = /^remove-code:(.*)$/.exec(action)?.[1];
  const codes = shopper.cart.codes.filter((code) => code !== removed);
  // Enter in the field presses the form's first button, which is the one that updates.
  const isTyped = action === "apply-code" || action === "update";
  const typed = isTyped ? (form.get("code") ?? "") : "";
  const cart = withCode({ ...shopper.cart, codes }, typed);
  const currencies = [shop.currency, ...Object.keys(shop.presentmentRates)];
  const currency = currencies.find((code) => code === form.get("currency")) ?? shopper.currency;
  return { ...shopper, currency, cart: { ...cart, currency } };
}

type View = { fields: Fields; problems?: string[]; status?: number };

async function sendCheckout(exchange: Exchange, shopper: Shopper, view: View): Promise<void> {
  const { devShop } = exchange;
  const priced = await devShop.commerce.priceCart(cartInput(devShop, shopper, view.fields));
  await sendPage(exchange, shopper, {
    template: "checkout",
    title: "Checkout",
    status: view.status ?? 200,
    headers: { "set-cookie": await cartCookie(exchange, shopper.cart) },
    objects: {
      cart: await cartObject(devShop, shopper, priced),
      checkout: checkoutObject(devShop, shopper, { priced, view }),
    },
  });
}

function cartInput(devShop: DevShop, { cart, customer, currency }: Shopper, fields: Fields) {
  return {
    lines: cart.lines,
    customerId: customer?.id ?? null,
    email: fields.email || null,
    codes: cart.codes,
    shippingCode: fields.shipping || null,
    address: addressOf(devShop, fields),
    presentmentCurrency: currency,
    tip: parseAmount(fields.tip || "0", currency) ?? 0,
  } satisfies CartInput;
}

function addressOf({ shop }: DevShop, fields: Fields): Address {
  const countryCode = /^[A-Z]{2}$/.test(fields.country_code)
    ? fields.country_code
    : shop.countryCode;
  return {
    firstName: fields.first_name || null,
    lastName: fields.last_name || null,
    company: null,
    address1: fields.address1 || null,
    address2: null,
    city: fields.city || null,
    province: null,
    provinceCode: null,
    zip: fields.zip || null,
    country: new Intl.DisplayNames(["en"], { type: "region" }).of(countryCode) ?? null,
    countryCode,
    phone: null,
  };
}

function checkoutObject(
  { shop }: DevShop,
  { currency }: Shopper,
  { priced, view }: { priced: PricedCart; view: View },
) {
  const amount = (minor: number) => liquidAmount(minor, currency);
  const { totals } = priced;
  return {
    ...view.fields,
    currency,
    currencies: [...new Set([shop.currency, ...Object.keys(shop.presentmentRates)])],
    countries: countriesOf(shop.countryCode),
    problems: view.problems ?? [],
    shipping_rates: priced.shippingRates.map(({ code, title, price }) => ({
      code,
      title,
      price: amount(presentmentPrice(shop, price, currency)),
    })),
    requires_shipping: priced.requiresShipping,
    codes: priced.codes.map((result) => ({
      ...result,
      amount: amount(result.amount.presentment),
    })),
    subtotal: amount(totals.lineItems.presentment),
    discounts: amount(totals.discounts.presentment),
    shipping_price: amount(totals.shipping.presentment),
    tax: amount(totals.tax.presentment),
    taxes_included: priced.taxesIncluded,
    tip_amount: amount(priced.tip.presentment),
    total: amount(totals.total.presentment),
  };
}

function countriesOf(own: string): { code: string; name: string }[] {
  const names = new Intl.DisplayNames(["en"], { type: "region" });
  const codes = new Set([own, "US", "GB", "DE", "FR", "CN", "AU", "CA", "JP"]);
  return [...codes].map((code) => ({ code, name: names.of(code) ?? code }));
}

type Payment = { fields: Fields; payment: "paid" | "pending" };

async function pay(exchange: Exchange, shopper: Shopper, { fields, payment }: Payment) {
  const { devShop, res } = exchange;
  const problems = problemsOf(shopper, fields);
  if (problems.length > 0) {
    await sendCheckout(exchange, shopper, { fields, problems, status: 422 });
    return;
  }
  const placed = await devShop.commerce.placeOrder({
    ...cartInput(devShop, shopper, fields),
    payment,
    gateway: payment === "paid" ? "bogus" : "Bank Deposit",
    sourceName: "web",
    locale: shopper.locale,
  });
  if (!placed.ok) {
    await sendCheckout(exchange, shopper, { fields, problems: [placed.reason], status: 422 });
    return;
  }
  const emptied = { ...shopper.cart, lines: [], codes: [] };
  redirect(res, `${shopper.rootPath}/orders/${placed.order.token}?thank_you`, {
    "set-cookie": await cartCookie(exchange, emptied),
  });
}

function problemsOf({ currency }: Shopper, { email, tip }: Fields): string[] {
  return [
    ...(/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email) ? [] : ["email"]),
    ...(parseAmount(tip || "0", currency) === null ? ["tip"] : []),
  ];
}
