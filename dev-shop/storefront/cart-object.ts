import type { PricedCart } from "#dev-shop/commerce/cart.ts";
import type { DevShop } from "#dev-shop/dev-shop.ts";
import type { Product } from "#dev-shop/model.ts";
import { liquidAmount } from "#dev-shop/storefront/money-format.ts";
import type { Shopper } from "#dev-shop/storefront/shopper.ts";

/** What the shopper's cart costs now, with shipping not yet chosen. */
export async function priceShoppersCart(devShop: DevShop, shopper: Shopper): Promise<PricedCart> {
  return devShop.commerce.priceCart({
    lines: shopper.cart.lines,
    customerId: shopper.customer?.id ?? null,
    email: shopper.customer?.email ?? null,
    codes: shopper.cart.codes,
    address: shopper.customer?.defaultAddress ?? null,
    presentmentCurrency: shopper.currency,
  });
}

/** The cart as Liquid and `/cart.js` show it. */
export async function cartObject(devShop: DevShop, shopper: Shopper, priced: PricedCart) {
  const ids = [...new Set(priced.lines.flatMap(({ productId }) => productId ?? []))];
  const products = await devShop.store.findMany("product", ids);
  const { presentmentCurrency: currency, totals } = priced;
  const amount = (minor: number) => liquidAmount(minor, currency);
  return {
    token: "cart",
    note: null,
    attributes: {},
    currency,
    item_count: priced.lines.reduce((sum, line) => sum + line.quantity, 0),
    requires_shipping: priced.requiresShipping,
    original_total_price: amount(totals.lineItems.presentment),
    total_price: amount(totals.subtotal.presentment),
    items_subtotal_price: amount(totals.subtotal.presentment),
    total_discount: amount(totals.discounts.presentment),
    taxes_included: priced.taxesIncluded,
    discount_codes: priced.codes.map(({ code, applied }) => ({ code, applicable: applied })),
    cart_level_discount_applications: priced.codes
      .filter(({ applied }) => applied)
      .map(({ code, amount: taken }) => ({
        title: code,
        type: "discount_code",
        total_allocated_amount: amount(taken.presentment),
      })),
    refused_codes: priced.codes.filter(({ applied }) => !applied),
    items: priced.lines.map((line, index) =>
      lineObject(line, { index, products, shopper, amount }),
    ),
  };
}

type LineContext = {
  index: number;
  products: (Product | null)[];
  shopper: Shopper;
  amount: (minor: number) => number;
};

function lineObject(
  line: PricedCart["lines"][number],
  { index, products, shopper, amount }: LineContext,
) {
  const product = products.find((candidate) => candidate?.id === line.productId);
  return {
    index: index + 1,
    key: `${String(line.variantId)}:${index}`,
    id: line.variantId,
    variant_id: line.variantId,
    product_id: line.productId,
    title: line.variantTitle ? `${line.title} - ${line.variantTitle}` : line.title,
    product_title: line.title,
    variant_title: line.variantTitle,
    handle: product?.handle ?? null,
    url: product ? `${shopper.rootPath}/products/${product.handle}` : null,
    sku: line.sku,
    vendor: line.vendor,
    quantity: line.quantity,
    gift_card: line.isGiftCard,
    price: amount(line.unitPrice.presentment),
    original_price: amount(line.unitPrice.presentment),
    original_line_price: amount(line.total.presentment),
    final_line_price: amount(line.discountedTotal.presentment),
    line_price: amount(line.discountedTotal.presentment),
    total_discount: amount(line.total.presentment - line.discountedTotal.presentment),
    properties: Object.fromEntries(line.properties.map(({ name, value }) => [name, value])),
    requires_shipping: line.requiresShipping,
    taxable: line.taxable,
  };
}
