/**
 * Edits what was ordered: adds lines at today's price, changes quantities, removes. No discount
 * follows an addition.
 */
import type { Product, Shop, Variant } from "#dev-shop/model.ts";
import type { Order, OrderLine } from "#dev-shop/order-model.ts";
import type { Ids } from "#dev-shop/store/ids.ts";
import type { Payload } from "#dev-shop/webhooks/events.ts";
import { shopTime } from "#dev-shop/webhooks/shop-time.ts";
import type { Changed } from "#dev-shop/commerce/change-order.ts";
import { bag } from "#dev-shop/commerce/money.ts";
import type { EditOrder, OrderRefusal } from "#dev-shop/commerce/order-inputs.ts";
import { exchangeAt, taxOf } from "#dev-shop/commerce/price-in-currency.ts";
import { lineSale } from "#dev-shop/commerce/sales.ts";

export type EditParts = {
  order: Order;
  edit: EditOrder;
  stamp: string;
  shop: Shop;
  /** The variants to add, in the order of `edit.add`. */
  additions: { product: Product; variant: Variant }[];
};

export function decideEdit(ids: Ids, parts: EditParts): Changed | OrderRefusal {
  const { order, edit, stamp } = parts;
  if (order.cancelledAt !== null) return "already-cancelled";
  const lines = order.lines.map((line) => requantified(line, edit));
  const unknown = (edit.setQuantities ?? []).some(
    ({ lineId, quantity }) => quantity < 0 || !order.lines.some(({ id }) => id === lineId),
  );
  if (unknown) return "line-missing";
  const added = (edit.add ?? []).map(({ quantity }, index) =>
    addedLine(ids, { parts, quantity, index }),
  );
  const before = new Map(order.lines.map((line) => [line.id, line]));
  const touched = [...lines, ...added].filter(
    (line) => before.get(line.id)?.currentQuantity !== line.currentQuantity,
  );
  if (touched.length === 0) return "nothing-to-do";

  const change = { ids, taxesIncluded: order.taxesIncluded, actionType: "UPDATE" as const };
  const sales = touched.map((line) => lineSale(change, before.get(line.id) ?? null, line));
  const agreement = {
    id: ids.next("agreement"),
    type: "OrderEditAgreement" as const,
    happenedAt: stamp,
    reason: "EDIT" as const,
    refundId: null,
    sales,
  };
  return {
    order: {
      ...order,
      lines: [...lines, ...added],
      agreements: [...order.agreements, agreement],
      edited: true,
    },
    edit: editedPayload({ id: ids.next("other"), parts, before, touched }),
  };
}

/** A removed piece stays in `quantity`; an added one raises both, and the line's tax with it. */
function requantified(line: OrderLine, { setQuantities = [] }: EditOrder): OrderLine {
  const wanted = setQuantities.find(({ lineId }) => lineId === line.id)?.quantity;
  if (wanted === undefined || wanted === line.currentQuantity) return line;
  if (wanted < line.currentQuantity) return { ...line, currentQuantity: wanted };
  const more = wanted - line.currentQuantity;
  const quantity = line.quantity + more;
  const taxLines = line.taxLines.map((each) => ({
    ...each,
    price: {
      shop: Math.round((each.price.shop * quantity) / line.quantity),
      presentment: Math.round((each.price.presentment * quantity) / line.quantity),
    },
  }));
  return { ...line, currentQuantity: wanted, quantity, taxLines };
}

function addedLine(
  ids: Ids,
  { parts, quantity, index }: { parts: EditParts; quantity: number; index: number },
): OrderLine {
  const addition = parts.additions[index];
  if (!addition) throw new Error("A variant to add was not read");
  const { product, variant } = addition;
  const taxable = variant.taxable && !product.isGiftCard;
  return {
    id: ids.next("line"),
    productId: product.id,
    variantId: variant.id,
    title: product.title,
    variantTitle: variant.title === "Default Title" ? null : variant.title,
    sku: variant.sku,
    vendor: product.vendor,
    quantity,
    currentQuantity: quantity,
    taxable,
    requiresShipping: variant.requiresShipping,
    isGiftCard: product.isGiftCard,
    discountAllocations: [],
    properties: [],
    addedAt: parts.stamp,
    ...pricesOf(parts, { price: BigInt(variant.price), quantity, taxable }),
  };
}

function pricesOf(
  { order, shop }: EditParts,
  { price, quantity, taxable }: { price: bigint; quantity: number; taxable: boolean },
): Pick<OrderLine, "unitPrice" | "taxLines"> {
  const { currency, presentmentCurrency, presentmentRate, taxesIncluded: included } = order;
  const exchange = exchangeAt({ from: currency, to: presentmentCurrency, rate: presentmentRate });
  const shown = exchange.fromShopMoney(price);
  const country = order.shippingAddress?.countryCode ?? shop.countryCode;
  const rate = shop.taxRates[country] ?? shop.taxRates["*"] ?? "0";
  const tax = (unit: bigint) => taxOf(unit * BigInt(quantity), { rate, included });
  const taxLine = { title: shop.taxTitle, rate, price: bag(tax(price), tax(shown)) };
  const isTaxed = taxable && taxLine.price.shop > 0;
  return { unitPrice: bag(price, shown), taxLines: isTaxed ? [taxLine] : [] };
}

/** Only ids and differences, as in Shopify: who wants to know more reads the order. */
function editedPayload({
  id,
  parts,
  before,
  touched,
}: {
  id: number;
  parts: EditParts;
  before: Map<number, OrderLine>;
  touched: OrderLine[];
}): Payload {
  const { order, edit, stamp, shop } = parts;
  const deltas = touched.map((line) => ({
    id: line.id,
    delta: line.currentQuantity - (before.get(line.id)?.currentQuantity ?? 0),
  }));
  const none = { additions: [], removals: [] };
  return {
    order_edit: {
      id,
      app_id: null,
      created_at: shopTime(stamp, shop.timezone),
      committed_at: shopTime(stamp, shop.timezone),
      notify_customer: false,
      order_id: order.id,
      staff_note: edit.note ?? "",
      user_id: null,
      line_items: {
        additions: deltas.filter(({ delta }) => delta > 0),
        removals: deltas
          .filter(({ delta }) => delta < 0)
          .map((each) => ({ id: each.id, delta: -each.delta })),
      },
      discounts: { line_item: none },
      shipping_lines: none,
    },
  };
}
