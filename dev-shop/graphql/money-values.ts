/** Minor units of documents as GraphQL's money types. */
import { formatDecimal } from "#dev-shop/commerce/money.ts";
import type { MoneyBag } from "#dev-shop/model.ts";

export type MoneyV2 = { amount: string; currencyCode: string };
export type MoneySet = { shopMoney: MoneyV2; presentmentMoney: MoneyV2 };

export function moneyV2(minor: number, currency: string): MoneyV2 {
  return { amount: formatDecimal(minor, currency), currencyCode: currency };
}

type Currencies = { currency: string; presentmentCurrency: string };

export function moneySet(order: Currencies, { shop, presentment }: MoneyBag): MoneySet {
  return {
    shopMoney: moneyV2(shop, order.currency),
    presentmentMoney: moneyV2(presentment, order.presentmentCurrency),
  };
}
