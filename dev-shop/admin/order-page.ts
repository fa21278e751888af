import type { Order, OrderLine } from "#dev-shop/order-model.ts";
import type { Exchange } from "#dev-shop/storefront/http.ts";
import { formatMinor } from "#dev-shop/storefront/money-format.ts";
import { definitionList } from "#dev-shop/admin/definition-list.ts";
import { html } from "#dev-shop/admin/html.ts";
import type { Html } from "#dev-shop/admin/html.ts";
import { sendAdminPage } from "#dev-shop/admin/layout.ts";
import { stateOf } from "#dev-shop/admin/order-state.ts";

export async function sendOrderPage(exchange: Exchange, order: Order): Promise<void> {
  const { items: products } = await exchange.devShop.store.list("product", { limit: 100 });
  const choices = products.flatMap((product) =>
    product.variants.map(({ id, title }) => ({ id, title: `${product.title} – ${title}` })),
  );
  await sendAdminPage(exchange, {
    title: `Order ${order.name}`,
    content: html`<p><a href="/admin/orders">Orders</a></p>
      <h1>${order.name} <span class="badge">${stateOf(order)}</span></h1>
      <p>
        ${order.createdAt.replace("T", " ").replace("Z", "")} ·
        ${
          order.customerId === null
            ? (order.email ?? "Guest")
            : html`<a href="/admin/customers/${order.customerId}">${order.email ?? "Customer"}</a>`
        }
        · <a href="/orders/${order.token}">Order status page</a>
      </p>
      ${linesCard(order)} ${totalsCard(order)} ${refundsCard(order)}
      ${order.totals.outstanding.shop > 0 && order.cancelledAt === null && payCard(order)}
      ${canFulfill(order) && fulfillCard(order)} ${refundCard(order)}
      ${order.cancelledAt === null && editCard(order, choices)}
      ${order.cancelledAt === null && cancelCard(order)}`,
  });
}

function money(order: Order, minor: number): string {
  return formatMinor(minor, order.presentmentCurrency);
}

function taken({ discountAllocations }: OrderLine): number {
  return discountAllocations.reduce((sum, { amount }) => sum + amount.presentment, 0);
}

function linesCard(order: Order): Html {
  const rows = order.lines.map(
    (line) =>
      html`<tr>
        <td>${line.title}${line.variantTitle && ` – ${line.variantTitle}`}</td>
        <td class="number">${quantityText(line)}</td>
        <td class="number">${money(order, line.unitPrice.presentment)}</td>
        <td class="number">${taken(line) > 0 && `−${money(order, taken(line))}`}</td>
      </tr>`,
  );
  return html`<section class="card">
    <h2>Lines</h2>
    <div class="scroll" tabindex="0" role="region" aria-label="Lines">
      <table>
        <thead>
          <tr>
            <th scope="col">Product</th>
            <th scope="col" class="number">Quantity</th>
            <th scope="col" class="number">Price</th>
            <th scope="col" class="number">Discount</th>
          </tr>
        </thead>
        <tbody>
          ${rows}
        </tbody>
      </table>
    </div>
  </section>`;
}

function quantityText({ quantity, currentQuantity }: OrderLine): string {
  return currentQuantity === quantity ? String(quantity) : `${quantity} (now ${currentQuantity})`;
}

function totalsCard(order: Order): Html {
  const { totals } = order;
  const rows = [
    ["Subtotal", totals.subtotal],
    ["Shipping", totals.shipping],
    ["Tax", totals.tax],
    ["Tip", order.tip],
    ["Total", totals.total],
    ["Total now", totals.currentTotal],
    ["Received", totals.received],
    ["Refunded", totals.refunded],
    ["Outstanding", totals.outstanding],
  ] as const;
  const codes = order.discountCodes.map(
    ({ code, amount, type }) =>
      html`<li><strong>${code}</strong> −${money(order, amount.presentment)} (${type})</li>`,
  );
  return html`<section class="card">
    <h2>Money</h2>
    ${
      codes.length > 0 &&
      html`<ul class="plain">
        ${codes}
      </ul>`
    }
    ${definitionList(rows.map(([label, { presentment }]) => [label, money(order, presentment)]))}
    <p class="soft">
      ${order.presentmentCurrency}, taxes ${order.taxesIncluded ? "" : "not "}included
    </p>
  </section>`;
}

function refundsCard(order: Order): Html | false {
  if (order.refunds.length === 0) return false;
  const rows = order.refunds.map(
    (refund) =>
      html`<li>
        ${refund.createdAt.replace("T", " ").replace("Z", "")}:
        ${money(order, refund.total.presentment)}, ${refund.lines.length} lines
        ${refund.note && ` (${refund.note})`}
      </li>`,
  );
  return html`<section class="card">
    <h2>Refunds</h2>
    <ul class="plain">
      ${rows}
    </ul>
  </section>`;
}

function payCard(order: Order): Html {
  return html`<section class="card">
    <h2>Payment</h2>
    <form method="post" action="/admin/orders/${order.id}/pay">
      <button class="primary">Mark as paid</button>
    </form>
  </section>`;
}

function canFulfill({ fulfillmentStatus, cancelledAt }: Order): boolean {
  return fulfillmentStatus === "UNFULFILLED" && cancelledAt === null;
}

function fulfillCard(order: Order): Html {
  return html`<section class="card">
    <h2>Fulfillment</h2>
    <form method="post" action="/admin/orders/${order.id}/fulfill">
      <button class="primary">Fulfill everything</button>
    </form>
  </section>`;
}

function quantityField(line: OrderLine, { form, value }: { form: string; value: number }): Html {
  const id = `${form}-${line.id}`;
  return html`<div class="field">
    <label for="${id}">${line.title} (of ${line.currentQuantity})</label>
    <input
      id="${id}"
      name="quantity-${line.id}"
      type="number"
      min="0"
      max="${form === "refund" ? line.currentQuantity : 999}"
      value="${value}"
    />
  </div>`;
}

function refundCard(order: Order): Html {
  const left = order.lines.filter(({ currentQuantity }) => currentQuantity > 0);
  return html`<section class="card">
    <h2>Refund</h2>
    <form method="post" action="/admin/orders/${order.id}/refund">
      ${left.map((line) => quantityField(line, { form: "refund", value: 0 }))}
      <div class="field">
        <label for="shipping">Shipping</label>
        <input id="shipping" name="shipping" inputmode="decimal" placeholder="0.00" />
      </div>
      <div class="field">
        <label for="amount"
          >Amount in ${order.presentmentCurrency} (empty: what the lines are worth)</label
        >
        <input id="amount" name="amount" inputmode="decimal" placeholder="0.00" />
      </div>
      <div class="field">
        <label for="note">Reason</label>
        <input id="note" name="note" />
      </div>
      <button class="primary">Refund</button>
    </form>
  </section>`;
}

function editCard(order: Order, choices: { id: number; title: string }[]): Html {
  return html`<section class="card">
    <h2>Edit</h2>
    <form method="post" action="/admin/orders/${order.id}/edit">
      ${order.lines.map((line) => {
        return quantityField(line, { form: "edit", value: line.currentQuantity });
      })}
      <div class="field">
        <label for="variant">Add a product</label>
        <select id="variant" name="variant">
          <option value="">None</option>
          ${choices.map(({ id, title }) => html`<option value="${id}">${title}</option>`)}
        </select>
      </div>
      <div class="field">
        <label for="add-quantity">Pieces of it</label>
        <input id="add-quantity" name="add-quantity" type="number" min="0" value="1" />
      </div>
      <button>Save edit</button>
    </form>
  </section>`;
}

function cancelCard(order: Order): Html {
  const reasons = ["CUSTOMER", "DECLINED", "FRAUD", "INVENTORY", "STAFF", "OTHER"];
  return html`<section class="card">
    <h2>Cancel</h2>
    <form method="post" action="/admin/orders/${order.id}/cancel">
      <div class="field">
        <label for="reason">Reason</label>
        <select id="reason" name="reason">
          ${reasons.map((name) => html`<option value="${name}">${name.toLowerCase()}</option>`)}
        </select>
      </div>
      <label class="check"
        ><input type="checkbox" name="refund" checked /> Give back what was paid</label
      >
      <button class="danger">Cancel order</button>
    </form>
  </section>`;
}
