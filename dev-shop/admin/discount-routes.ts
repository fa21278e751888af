import { timestamp } from "#dev-shop/clock.ts";
import type { DevShop } from "#dev-shop/dev-shop.ts";
import type { Discount } from "#dev-shop/model.ts";
import type { Exchange } from "#dev-shop/storefront/http.ts";
import { formatMinor } from "#dev-shop/storefront/money-format.ts";
import { definitionList } from "#dev-shop/admin/definition-list.ts";
import { html } from "#dev-shop/admin/html.ts";
import { sendAdminPage } from "#dev-shop/admin/layout.ts";
import { sendListPage } from "#dev-shop/admin/list-page.ts";
import { goBack } from "#dev-shop/admin/route.ts";
import type { AdminRoute } from "#dev-shop/admin/route.ts";

export const discountRoutes: AdminRoute[] = [
  { method: "GET", pattern: /^\/admin\/discounts$/, answer: listDiscounts },
  { method: "GET", pattern: /^\/admin\/discounts\/(\d+)$/, answer: showDiscount },
  { method: "POST", pattern: /^\/admin\/discounts\/(\d+)\/deactivate$/, answer: deactivate },
];

async function listDiscounts(exchange: Exchange): Promise<void> {
  const { devShop } = exchange;
  await sendListPage(exchange, {
    kind: "discount",
    title: "Discounts",
    columns: ["Code", "Title", "Value", "State", "Used"],
    row: (discount) =>
      html`<tr>
        <td><a href="/admin/discounts/${discount.id}">${discount.codes[0]?.code}</a></td>
        <td>${discount.title}</td>
        <td>${valueOf(devShop, discount)}</td>
        <td><span class="badge">${stateOf(devShop, discount)}</span></td>
        <td class="number">${usesOf(discount)}</td>
      </tr>`,
  });
}

function stateOf({ clock }: DevShop, { startsAt, endsAt }: Discount): string {
  const now = timestamp(clock.now());
  if (startsAt > now) return "scheduled";
  return endsAt !== null && endsAt <= now ? "expired" : "active";
}

function valueOf({ shop }: DevShop, { kind }: Discount): string {
  if (kind.type === "amount") return formatMinor(kind.amount, shop.currency);
  if (kind.type === "percentage") return `${Number(kind.percentage) * 100} %`;
  return kind.type === "freeShipping" ? "Free shipping" : "Buy X get Y";
}

function usesOf({ codes }: Discount): number {
  return codes.reduce((sum, { usageCount }) => sum + usageCount, 0);
}

async function showDiscount(exchange: Exchange, [id = ""]: string[]) {
  const { devShop } = exchange;
  const discount = await devShop.store.find("discount", Number(id));
  if (!discount) return "not-found";
  const state = stateOf(devShop, discount);
  const codes = discount.codes.map(
    ({ code, usageCount }) => html`<li><code>${code}</code> used ${usageCount}</li>`,
  );
  return sendAdminPage(exchange, {
    title: discount.title,
    content: html`<p><a href="/admin/discounts">Discounts</a></p>
      <h1>${discount.title} <span class="badge">${state}</span></h1>
      <section class="card">
        <h2>Codes</h2>
        <ul class="plain">
          ${codes}
        </ul>
        ${definitionList(factsOf(devShop, discount))}
      </section>
      ${
        state !== "expired" &&
        html`<form method="post" action="/admin/discounts/${discount.id}/deactivate">
          <button class="danger">Deactivate</button>
        </form>`
      }`,
  });
}

function factsOf(devShop: DevShop, discount: Discount): [string, string][] {
  return [
    ["Value", valueOf(devShop, discount)],
    ["Applies to", appliesTo(discount)],
    ["For", audience(discount)],
    ["Minimum", minimum(devShop, discount)],
    ["From", discount.startsAt],
    ["Until", discount.endsAt ?? "no end"],
    ["Uses", `${usesOf(discount)} of ${discount.usageLimit ?? "any number"}`],
    ["Once per customer", discount.appliesOncePerCustomer ? "yes" : "no"],
    ["Combines with", combinations(discount)],
  ];
}

function appliesTo({ kind }: Discount): string {
  if (kind.type === "freeShipping") return "shipping";
  if (kind.type === "function") return `as ${kind.functionHandle} says`;
  const items = kind.type === "bxgy" ? kind.gets.items : kind.items;
  if (items.all) return "the whole order";
  const { productIds, variantIds, collectionIds } = items;
  return [
    `${productIds.length} products`,
    `${variantIds.length} variants`,
    `${collectionIds.length} collections`,
  ].join(", ");
}

function audience({ context }: Discount): string {
  if (context.kind === "all") return "everybody";
  if (context.kind === "segments") return `${context.segmentIds.length} segments`;
  return `customers ${context.customerIds.join(", ")}`;
}

function minimum({ shop }: DevShop, { minimum: wanted }: Discount): string {
  if (wanted.kind === "none") return "none";
  if (wanted.kind === "quantity") return `${wanted.quantity} pieces`;
  return formatMinor(wanted.subtotal, shop.currency);
}

function combinations({ combinesWith }: Discount): string {
  const { orderDiscounts, productDiscounts, shippingDiscounts } = combinesWith;
  const names = [
    orderDiscounts && "order",
    productDiscounts && "product",
    shippingDiscounts && "shipping",
  ].filter(Boolean);
  return names.length > 0 ? `${names.join(", ")} discounts` : "no others";
}

/** As Shopify does it: a deactivated discount is one that ended now. */
async function deactivate(exchange: Exchange, [id = ""]: string[]) {
  const { devShop } = exchange;
  const discount = await devShop.store.find("discount", Number(id));
  if (!discount) return "not-found";
  await devShop.commerce.updateDiscount(discount.id, { endsAt: timestamp(devShop.clock.now()) });
  goBack(exchange, `/admin/discounts/${discount.id}`, { message: "Deactivated." });
  return undefined;
}
