import type { Address } from "#dev-shop/model.ts";

/** An address as a MailingAddress; one without its own id, as those of orders are. */
export function addressOf(address: Address | null) {
  if (!address) return null;
  const { countryCode, firstName, lastName, ...rest } = address;
  return {
    ...rest,
    firstName,
    lastName,
    name: [firstName, lastName].filter(Boolean).join(" ") || null,
    countryCodeV2: countryCode,
    countryCode,
    formattedArea:
      [address.city, address.provinceCode, address.country].filter(Boolean).join(" ") || null,
  };
}
