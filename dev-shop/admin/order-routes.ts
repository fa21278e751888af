import type { OrderChange } from "#dev-shop/commerce/order-inputs.ts";
import type { Order, OrderLine } from "#dev-shop/order-model.ts";
import { readForm } from "#dev-shop/storefront/http.ts";
import type { Exchange } from "#dev-shop/storefront/http.ts";
import { formatMinor, parseAmount } from "#dev-shop/storefront/money-format.ts";
import { html } from "#dev-shop/admin/html.ts";
import { sendListPage } from "#dev-shop/admin/list-page.ts";
import { sendOrderPage } from "#dev-shop/admin/order-page.ts";
import { stateOf } from "#dev-shop/admin/order-state.ts";
import { goBack } from "#dev-shop/admin/route.ts";
import type { AdminRoute, Outcome } from "#dev-shop/admin/route.ts";

export const orderRoutes: AdminRoute[] = [
  { method: "GET", pattern: /^\/admin\/orders$/, answer: listOrders },
  { method: "GET", pattern: /^\/admin\/orders\/(\d+)$/, answer: showOrder },
  { method: "POST", pattern: /^\/admin\/orders\/(\d+)\/refund$/, answer: acting(refund) },
  { method: "POST", pattern: /^\/admin\/orders\/(\d+)\/cancel$/, answer: acting(cancel) },
  { method: "POST", pattern: /^\/admin\/orders\/(\d+)\/edit$/, answer: acting(edit) },
  { method: "POST", pattern: /^\/admin\/orders\/(\d+)\/pay$/, answer: acting(markAsPaid) },
  { method: "POST", pattern: /^\/admin\/orders\/(\d+)\/fulfill$/, answer: acting(fulfill) },
];

async function listOrders(exchange: Exchange): Promise<void> {
  await sendListPage(exchange, {
    kind: "order",
    title: "Orders",
    columns: ["Order", "Date", "E-mail", "State", "Total", "Codes"],
    row: (order) =>
      html`<tr>
        <td><a href="/admin/orders/${order.id}">${order.name}</a></td>
        <td>${order.createdAt.slice(0, 16).replace("T", " ")}</td>
        <td>${order.email ?? "Guest"}</td>
        <td><span class="badge">${stateOf(order)}</span></td>
        <td class="number">${formatMinor(order.totals.currentTotal.shop, order.currency)}</td>
        <td>${order.discountCodes.map(({ code }) => code).join(", ")}</td>
      </tr>`,
  });
}

async function showOrder(exchange: Exchange, [id = ""]: string[]) {
  const order = await exchange.devShop.store.find("order", Number(id));
  return order ? sendOrderPage(exchange, order) : "not-found";
}

type Act = (exchange: Exchange, order: Order, form: URLSearchParams) => Promise<Outcome>;

/** Reads order and form, acts, and goes back to the order. */
function acting(act: Act): AdminRoute["answer"] {
  return async (exchange, [id = ""]) => {
    const order = await exchange.devShop.store.find("order", Number(id));
    if (!order) return "not-found";
    const outcome = await act(exchange, order, await readForm(exchange));
    goBack(exchange, `/admin/orders/${order.id}`, outcome);
    return undefined;
  };
}

async function refund({ devShop }: Exchange, order: Order, form: URLSearchParams) {
  const currency = order.presentmentCurrency;
  const amount = optionalAmount(form.get("amount"), currency);
  const shipping = optionalAmount(form.get("shipping"), currency);
  if (amount === null || shipping === null) return { problem: "An amount looks like 12.50." };
  const lines = order.lines.flatMap((line) => {
    const quantity = quantityOf(form, line);
    return quantity > 0 ? [{ lineId: line.id, quantity }] : [];
  });
  const change = await devShop.commerce.refund({
    orderId: order.id,
    lines,
    ...(shipping === undefined ? {} : { shipping }),
    ...(amount === undefined ? {} : { amount }),
    note: form.get("note") || null,
  });
  return outcomeOf(change, "Refunded.");
}

/** Undefined when left empty, null when it is not an amount. */
function optionalAmount(text: string | null, currency: string): number | null | undefined {
  return text === null || text.trim() === "" ? undefined : parseAmount(text, currency);
}

function quantityOf(form: URLSearchParams, line: OrderLine): number {
  const quantity = Number(form.get(`quantity-${line.id}`) ?? 0);
  return Number.isSafeInteger(quantity) ? quantity : 0;
}

async function cancel({ devShop }: Exchange, order: Order, form: URLSearchParams) {
  const reasons = ["CUSTOMER", "DECLINED", "FRAUD", "INVENTORY", "OTHER", "STAFF"] as const;
  const change = await devShop.commerce.cancel({
    orderId: order.id,
    reason: reasons.find((reason) => reason === form.get("reason")) ?? "OTHER",
    refund: form.get("refund") !== null,
    restock: true,
  });
  return outcomeOf(change, "Cancelled.");
}

async function edit({ devShop }: Exchange, order: Order, form: URLSearchParams) {
  const variantId = Number(form.get("variant") ?? 0);
  const added = Number(form.get("add-quantity") ?? 0);
  const setQuantities = order.lines.flatMap((line) => {
    const quantity = quantityOf(form, line);
    const isChange = form.has(`quantity-${line.id}`) && quantity !== line.currentQuantity;
    return isChange ? [{ lineId: line.id, quantity }] : [];
  });
  const change = await devShop.commerce.editOrder({
    orderId: order.id,
    ...(variantId > 0 && added > 0 ? { add: [{ variantId, quantity: added }] } : {}),
    setQuantities,
  });
  return outcomeOf(change, "Changed.");
}

async function markAsPaid({ devShop }: Exchange, order: Order): Promise<Outcome> {
  await devShop.commerce.markAsPaid({ orderId: order.id });
  return { message: "Marked as paid." };
}

async function fulfill({ devShop }: Exchange, order: Order): Promise<Outcome> {
  if (order.fulfillmentStatus === "FULFILLED") return { problem: REFUSALS["nothing-to-do"] };
  await devShop.commerce.fulfillOrder({ orderId: order.id });
  return { message: "Fulfilled." };
}

const REFUSALS = {
  "order-missing": "The order is not there any more.",
  "line-missing": "A line is not there any more.",
  "quantity-too-high": "There are not so many pieces left.",
  "amount-too-high": "That is more than was paid.",
  "already-cancelled": "The order is cancelled already.",
  "nothing-to-do": "There is nothing to do.",
};

function outcomeOf(change: OrderChange, message: string): Outcome {
  return change.ok ? { message } : { problem: REFUSALS[change.reason] };
}
