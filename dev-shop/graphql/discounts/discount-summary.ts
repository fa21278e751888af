/** The sentence Shopify writes under a discount, in English, as far as the recordings show it. */
import { formatMinor } from "#dev-shop/commerce/money.ts";
import type { Discount, DiscountItems } from "#dev-shop/model.ts";
import type { Context } from "#dev-shop/graphql/context.ts";

const currencyMarks: Record<string, string> = { USD: "$", CAD: "$", AUD: "$", EUR: "€", GBP: "£" };

export async function summaryOf(context: Context, discount: Discount): Promise<string> {
  const money = moneyIn(context);
  const { minimum, kind, appliesOncePerCustomer } = discount;
  const parts = [await headOf(context, discount)];
  if (minimum.kind === "subtotal") parts.push(`Minimum purchase of ${money(minimum.subtotal)}`);
  if (minimum.kind === "quantity") parts.push(`Minimum quantity of ${String(minimum.quantity)}`);
  if (kind.type === "freeShipping") {
    parts.push(
      kind.countryCodes
        ? `For ${counted(kind.countryCodes.length, "country")}`
        : "For all countries",
    );
    if (kind.maximumShippingPrice !== null) {
      parts.push(`Applies to shipping rates under ${money(kind.maximumShippingPrice)}`);
    }
  }
  if (appliesOncePerCustomer) parts.push("One use per customer");
  return parts.join(" • ");
}

async function headOf(context: Context, { kind }: Discount): Promise<string> {
  const money = moneyIn(context);
  switch (kind.type) {
    case "percentage":
      return `${percent(kind.percentage)} off ${await itemsText(context, kind.items)}`;
    case "amount":
      return `${money(kind.amount)} off ${await itemsText(context, kind.items)}`;
    case "freeShipping":
      return "Free shipping on all products";
    case "function":
      return kind.functionHandle;
    case "bxgy": {
      const free = Number(kind.gets.percentage) === 1;
      const effect = free ? "free" : `at ${percent(kind.gets.percentage)} off`;
      const [buys, gets] = [
        counted(kind.buys.quantity, "item"),
        counted(kind.gets.quantity, "item"),
      ];
      return `Buy ${buys}, get ${gets} ${effect}`;
    }
  }
}

async function itemsText({ load }: Context, items: DiscountItems): Promise<string> {
  if (items.all) return "entire order";
  if (items.collectionIds.length > 0) {
    const [only] = items.collectionIds;
    if (items.collectionIds.length > 1) return counted(items.collectionIds.length, "collection");
    return (await load("collection", only ?? null))?.title ?? "1 collection";
  }
  const count = items.productIds.length + items.variantIds.length;
  const [only] = items.productIds;
  if (count > 1 || only === undefined) return counted(count, "product");
  return (await load("product", only))?.title ?? "1 product";
}

function moneyIn({ devShop }: Context): (minor: number) => string {
  const { currency } = devShop.shop;
  return (minor) => `${currencyMarks[currency] ?? `${currency} `}${formatMinor(minor, currency)}`;
}

function percent(fraction: string): string {
  return `${String(Math.round(Number(fraction) * 10_000) / 100)}%`;
}

function counted(count: number, noun: string): string {
  if (count === 1) return `1 ${noun}`;
  return `${String(count)} ${noun.endsWith("y") ? `${noun.slice(0, -1)}ies` : `${noun}s`}`;
}
