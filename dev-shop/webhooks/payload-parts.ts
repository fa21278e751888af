/** Pieces that several payloads share: money sets, tax lines, addresses. */
import { formatMinor } from "#dev-shop/commerce/money.ts";
import type { Address, MoneyBag } from "#dev-shop/model.ts";
import type { DiscountAllocation, TaxLine } from "#dev-shop/order-model.ts";
import type { Payload } from "#dev-shop/webhooks/events.ts";

export type Currencies = { currency: string; presentmentCurrency: string };

export function moneySet(money: MoneyBag, { currency, presentmentCurrency }: Currencies): Payload {
  return {
    shop_money: { amount: formatMinor(money.shop, currency), currency_code: currency },
    presentment_money: {
      amount: formatMinor(money.presentment, presentmentCurrency),
      currency_code: presentmentCurrency,
    },
  };
}

/** An amount beside its set: `{ price: "10.00", price_set: {…} }`. */
export function moneyFields(name: string, money: MoneyBag, currencies: Currencies): Payload {
  return {
    [name]: formatMinor(money.shop, currencies.currency),
    [`${name}_set`]: moneySet(money, currencies),
  };
}

export function taxLinePayload({ title, rate, price }: TaxLine, currencies: Currencies): Payload {
  return {
    title,
    rate: Number(rate),
    channel_liable: false,
    ...moneyFields("price", price, currencies),
  };
}

export function allocationPayload(
  { amount, applicationIndex }: DiscountAllocation,
  currencies: Currencies,
): Payload {
  return {
    ...moneyFields("amount", amount, currencies),
    discount_application_index: applicationIndex,
  };
}

export function addressPayload(address: Address | null): Payload | null {
  if (!address) return null;
  return {
    first_name: address.firstName,
    address1: address.address1,
    phone: address.phone,
    city: address.city,
    zip: address.zip,
    province: address.province,
    country: address.country,
    last_name: address.lastName,
    address2: address.address2,
    company: address.company,
    latitude: null,
    longitude: null,
    name: [address.firstName, address.lastName].filter(Boolean).join(" "),
    country_code: address.countryCode,
    province_code: address.provinceCode,
  };
}
