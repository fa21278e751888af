import { gid } from "#dev-shop/model.ts";
import type { Customer } from "#dev-shop/model.ts";
import { readForm } from "#dev-shop/storefront/http.ts";
import type { Exchange } from "#dev-shop/storefront/http.ts";
import { formatMinor } from "#dev-shop/storefront/money-format.ts";
import { definitionList } from "#dev-shop/admin/definition-list.ts";
import { html } from "#dev-shop/admin/html.ts";
import type { Html } from "#dev-shop/admin/html.ts";
import { sendAdminPage } from "#dev-shop/admin/layout.ts";
import { sendListPage } from "#dev-shop/admin/list-page.ts";
import { stateOf } from "#dev-shop/admin/order-state.ts";
import { goBack } from "#dev-shop/admin/route.ts";
import type { AdminRoute, Outcome } from "#dev-shop/admin/route.ts";

export const customerRoutes: AdminRoute[] = [
  { method: "GET", pattern: /^\/admin\/customers$/, answer: listCustomers },
  { method: "GET", pattern: /^\/admin\/customers\/(\d+)$/, answer: showCustomer },
  { method: "POST", pattern: /^\/admin\/customers\/(\d+)\/merge$/, answer: acting(merge) },
  { method: "POST", pattern: /^\/admin\/customers\/(\d+)\/data-request$/, answer: acting(ask) },
  { method: "POST", pattern: /^\/admin\/customers\/(\d+)\/redact$/, answer: acting(redact) },
];

function nameOf({ firstName, lastName, email, id }: Customer): string {
  return [firstName, lastName].filter(Boolean).join(" ") || email || `Customer ${id}`;
}

async function listCustomers(exchange: Exchange): Promise<void> {
  const { shop } = exchange.devShop;
  await sendListPage(exchange, {
    kind: "customer",
    title: "Customers",
    columns: ["Name", "E-mail", "Orders", "Spent", "Tags"],
    row: (customer) =>
      html`<tr>
        <td><a href="/admin/customers/${customer.id}">${nameOf(customer)}</a></td>
        <td>${customer.email}</td>
        <td class="number">${customer.numberOfOrders}</td>
        <td class="number">${formatMinor(customer.amountSpent, shop.currency)}</td>
        <td>${customer.tags.join(", ")}</td>
      </tr>`,
  });
}

async function showCustomer(exchange: Exchange, [id = ""]: string[]) {
  const { store } = exchange.devShop;
  const customer = await store.find("customer", Number(id));
  if (!customer) return "not-found";
  return sendAdminPage(exchange, {
    title: nameOf(customer),
    content: html`<p><a href="/admin/customers">Customers</a></p>
      <h1>
        ${nameOf(customer)} ${customer.redactedAt && html`<span class="badge">redacted</span>`}
      </h1>
      <p>
        ${customer.email} ·
        <a href="/dev/sign-in?customer=${customer.id}">Open the shop as this customer</a>
      </p>
      ${await ordersCard(exchange, customer)} ${await metafieldsCard(exchange, customer)}
      ${mergeCard(customer)} ${privacyCard(customer)}`,
  });
}

async function ordersCard({ devShop }: Exchange, customer: Customer): Promise<Html> {
  const { items } = await devShop.store.list("order", {
    customerId: customer.id,
    sort: "createdAt",
    reverse: true,
    limit: 20,
  });
  const rows = items.map(
    (order) =>
      html`<li>
        <a href="/admin/orders/${order.id}">${order.name}</a> ${order.createdAt.slice(0, 10)}
        ${formatMinor(order.totals.currentTotal.shop, order.currency)}
        <span class="badge">${stateOf(order)}</span>
      </li>`,
  );
  return html`<section class="card">
    <h2>Orders</h2>
    ${
      rows.length > 0
        ? html`<ul class="plain">
            ${rows}
          </ul>`
        : html`<p>None yet.</p>`
    }
  </section>`;
}

async function metafieldsCard({ devShop }: Exchange, customer: Customer): Promise<Html | false> {
  const owner = gid("Customer", customer.id);
  const { items } = await devShop.store.list("metafield", { owner, limit: 50 });
  if (items.length === 0) return false;
  const rows = items.map(({ namespace, key, value }) => {
    return [`${namespace}.${key}`, html`<code>${value}</code>`] as const;
  });
  return html`<section class="card">
    <h2>Metafields</h2>
    ${definitionList(rows)}
  </section>`;
}

function mergeCard(customer: Customer): Html {
  return html`<section class="card">
    <h2>Merge</h2>
    <form method="post" action="/admin/customers/${customer.id}/merge">
      <div class="field">
        <label for="other">E-mail or id of the customer who goes into this one</label>
        <input id="other" name="other" required />
      </div>
      <button>Merge</button>
    </form>
  </section>`;
}

function privacyCard(customer: Customer): Html {
  return html`<section class="card">
    <h2>Privacy</h2>
    <form method="post" action="/admin/customers/${customer.id}/data-request">
      <button>Request customer data</button>
    </form>
    <form method="post" action="/admin/customers/${customer.id}/redact">
      <button class="danger">Erase personal data</button>
    </form>
  </section>`;
}

type Act = (exchange: Exchange, customer: Customer, form: URLSearchParams) => Promise<Outcome>;

/** Reads customer and form, acts, and goes back to the customer. */
function acting(act: Act): AdminRoute["answer"] {
  return async (exchange, [id = ""]) => {
    const customer = await exchange.devShop.store.find("customer", Number(id));
    if (!customer) return "not-found";
    const outcome = await act(exchange, customer, await readForm(exchange));
    goBack(exchange, `/admin/customers/${customer.id}`, outcome);
    return undefined;
  };
}

async function merge({ devShop }: Exchange, customer: Customer, form: URLSearchParams) {
  const typed = (form.get("other") ?? "").trim();
  const other = /^\d+$/.test(typed)
    ? await devShop.store.find("customer", Number(typed))
    : await devShop.store.findByKey("customer", typed.toLowerCase());
  if (!other) return { problem: "There is no such customer." };
  if (other.id === customer.id) return { problem: "A customer cannot be merged with itself." };
  await devShop.commerce.mergeCustomers({ keepId: customer.id, mergeId: other.id });
  await devShop.commerce.runJobs();
  return { message: `${nameOf(other)} was merged into ${nameOf(customer)}.` };
}

async function ask({ devShop }: Exchange, { id }: Customer): Promise<Outcome> {
  await devShop.commerce.requestCustomerData(id);
  return { message: "The app was asked for this customer's data." };
}

async function redact({ devShop }: Exchange, { id }: Customer): Promise<Outcome> {
  await devShop.commerce.redactCustomer(id);
  return { message: "Personal data was erased, and the app told to do the same." };
}
