import { divideRounded, minusBag, sumBags } from "#dev-shop/commerce/money.ts";
import { gid } from "#dev-shop/model.ts";
import type { MoneyBag } from "#dev-shop/model.ts";
import type { Order, OrderLine, ShippingLine, TaxLine } from "#dev-shop/order-model.ts";
import type { Resolver, Resolvers } from "#dev-shop/graphql/context.ts";
import { moneySet } from "#dev-shop/graphql/money-values.ts";
import { allocationOf, sumOf } from "#dev-shop/graphql/orders/discount-applications.ts";

type Line = { in: Order; line: OrderLine };
type Shipping = { in: Order; shipping: ShippingLine };

const money =
  (amount: (line: OrderLine, order: Order) => MoneyBag): Resolver =>
  ({ in: order, line }: Line) =>
    moneySet(order, amount(line, order));

export const lineItemTypes: Resolvers = {
  LineItem: {
    id: ({ line }: Line) => gid("LineItem", line.id),
    title: ({ line }: Line) => line.title,
    name: ({ line }: Line) => [line.title, line.variantTitle].filter(Boolean).join(" - "),
    variantTitle: ({ line }: Line) => line.variantTitle,
    sku: ({ line }: Line) => line.sku,
    vendor: ({ line }: Line) => line.vendor,
    quantity: ({ line }: Line) => line.quantity,
    currentQuantity: ({ line }: Line) => line.currentQuantity,
    refundableQuantity: ({ line }: Line) => line.currentQuantity,
    taxable: ({ line }: Line) => line.taxable,
    requiresShipping: ({ line }: Line) => line.requiresShipping,
    isGiftCard: ({ line }: Line) => line.isGiftCard,
    customAttributes: ({ line }: Line) =>
      line.properties.map(({ name, value }) => ({ key: name, value })),
    product: ({ line }: Line, _: unknown, { load }) => load("product", line.productId),
    variant: async ({ line }: Line, _: unknown, { load }) => {
      const product = await load("product", line.productId);
      const variant = product?.variants.find(({ id }) => id === line.variantId);
      return product && variant ? { of: product, variant } : null;
    },
    discountAllocations: ({ in: order, line }: Line) =>
      line.discountAllocations.map((allocation) => allocationOf(order, allocation)),
    taxLines: ({ in: order, line }: Line) =>
      line.taxLines.map((taxLine) => taxLineOf(order, taxLine)),
    originalUnitPriceSet: money(({ unitPrice }) => unitPrice),
    originalTotalSet: money(grossOf),
    discountedUnitPriceAfterAllDiscountsSet: money((line) =>
      share(netOf(line), { of: 1, in: line.quantity }),
    ),
    priceAfterAllDiscountsBeforeTaxesSet: money((line, { taxesIncluded }) => {
      const taxes = sumBags(line.taxLines.map(({ price }) => price));
      const net = taxesIncluded ? minusBag(netOf(line), taxes) : netOf(line);
      return share(net, { of: line.currentQuantity, in: line.quantity });
    }),
    totalDiscountSet: money((line, order) =>
      sumOf(
        line.discountAllocations.filter(
          ({ applicationIndex }) =>
            order.discountApplications[applicationIndex]?.allocationMethod !== "across",
        ),
      ),
    ),
  },
  ShippingLine: {
    id: ({ shipping }: Shipping) => gid("ShippingLine", shipping.id),
    code: ({ shipping }: Shipping) => shipping.code,
    title: ({ shipping }: Shipping) => shipping.title,
    custom: () => false,
    isRemoved: () => false,
    source: () => "shopify",
    originalPriceSet: ({ in: order, shipping }: Shipping) => moneySet(order, shipping.price),
    discountedPriceSet: ({ in: order, shipping }: Shipping) =>
      moneySet(order, minusBag(shipping.price, sumOf(shipping.discountAllocations))),
    discountAllocations: ({ in: order, shipping }: Shipping) =>
      shipping.discountAllocations.map((allocation) => allocationOf(order, allocation)),
    taxLines: ({ in: order, shipping }: Shipping) =>
      shipping.taxLines.map((taxLine) => taxLineOf(order, taxLine)),
  },
};

export function taxLineOf(order: Order, { title, rate, price }: TaxLine) {
  const ratePercentage = Number(rate) * 100;
  return { title, rate: Number(rate), ratePercentage, priceSet: moneySet(order, price) };
}

function grossOf({ unitPrice, quantity }: OrderLine): MoneyBag {
  return { shop: unitPrice.shop * quantity, presentment: unitPrice.presentment * quantity };
}

function netOf(line: OrderLine): MoneyBag {
  return minusBag(grossOf(line), sumOf(line.discountAllocations));
}

/** The part of an amount that falls on so many of all. */
function share(amount: MoneyBag, part: { of: number; in: number }): MoneyBag {
  if (part.in === 0) return { shop: 0, presentment: 0 };
  const shareOf = (minor: number) =>
    Number(divideRounded(BigInt(minor) * BigInt(part.of), BigInt(part.in)));
  return { shop: shareOf(amount.shop), presentment: shareOf(amount.presentment) };
}
