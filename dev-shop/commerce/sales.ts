/**
 * Lines of an order's agreements: each says by how much the worth of something in the order
 * changed.
 */
import type { MoneyBag } from "#dev-shop/model.ts";
import type { Order, OrderLine, Sale, ShippingLine } from "#dev-shop/order-model.ts";
import type { Ids } from "#dev-shop/store/ids.ts";
import {
  allocated,
  lineDiscount,
  lineTax,
  lineWorth,
  shippingWorth,
  taxed,
} from "#dev-shop/commerce/order-worth.ts";
import { minusBag, noMoney, sumBags } from "#dev-shop/commerce/money.ts";

type Change = { ids: Ids; taxesIncluded: boolean; actionType: Sale["actionType"] };

/** A line goes from what it was to what it is; null when it was not there. */
export function lineSale(change: Change, before: OrderLine | null, after: OrderLine): Sale {
  const diff = (of: (line: OrderLine, pieces: number) => MoneyBag) =>
    minusBag(
      of(after, after.currentQuantity),
      before ? of(before, before.currentQuantity) : noMoney,
    );
  const tax = diff(lineTax);
  const discount = diff(lineDiscount);
  return {
    ...emptySale(change),
    lineType: after.isGiftCard ? "GIFT_CARD" : "PRODUCT",
    quantity: after.currentQuantity - (before?.currentQuantity ?? 0),
    lineId: after.id,
    totalAmount: withTax(change, { worth: diff(lineWorth), tax }),
    totalTax: tax,
    discountAfterTaxes: discount,
    discountBeforeTaxes: discount,
  };
}

export function shippingSale(change: Change, line: ShippingLine): Sale {
  const discount = allocated(line.discountAllocations);
  const tax = taxed(line.taxLines);
  return {
    ...emptySale(change),
    lineType: "SHIPPING",
    shippingLineId: line.id,
    totalAmount: withTax(change, { worth: shippingWorth(line), tax }),
    totalTax: tax,
    discountAfterTaxes: discount,
    discountBeforeTaxes: discount,
  };
}

/** Shipping given back: negative amounts. */
export function shippingReturn(
  change: Change,
  part: { shippingLineId: number; worth: MoneyBag; tax: MoneyBag },
): Sale {
  const tax = minusBag(noMoney, part.tax);
  return {
    ...emptySale(change),
    lineType: "SHIPPING",
    shippingLineId: part.shippingLineId,
    totalAmount: withTax(change, { worth: minusBag(noMoney, part.worth), tax }),
    totalTax: tax,
  };
}

export function plainSale(change: Change, lineType: "TIP" | "ADJUSTMENT", amount: MoneyBag): Sale {
  return { ...emptySale(change), lineType, totalAmount: amount };
}

/** What stands of an order by its agreements: the sum over all sales. */
export function soldInAll(order: Order): MoneyBag {
  return sumBags(order.agreements.flatMap(({ sales }) => sales.map((sale) => sale.totalAmount)));
}

function emptySale({ ids, actionType }: Change): Omit<Sale, "lineType"> {
  return {
    id: ids.next("agreement"),
    actionType,
    quantity: null,
    lineId: null,
    shippingLineId: null,
    totalAmount: noMoney,
    totalTax: noMoney,
    discountAfterTaxes: noMoney,
    discountBeforeTaxes: noMoney,
  };
}

function withTax(
  { taxesIncluded }: Change,
  { worth, tax }: { worth: MoneyBag; tax: MoneyBag },
): MoneyBag {
  return taxesIncluded ? worth : sumBags([worth, tax]);
}
