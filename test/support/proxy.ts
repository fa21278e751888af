import { createHmac } from "node:crypto";
import type { ProgramInput } from "#app/domain/program/document.ts";
import { aLaurel, type Laurel } from "#test/support/laurel.ts";
import { publishStarter } from "#test/support/loyalty.ts";
import { plainStarter } from "#test/support/shop.ts";

/** What our own page sends with a wish. */
export const OURS = { "content-type": "application/json", "x-laurel": "1" };

export type Ask = {
  customer: number | null;
  locale?: string;
  id?: string;
  body?: unknown;
  text?: string;
  headers?: Record<string, string>;
  forged?: boolean;
};

/** A shop with a program (the starter, without tiers and expiry), asked as through Shopify. */
export async function aProxy(program: Partial<ProgramInput> = {}) {
  const laurel = await aLaurel();
  await laurel.settleDown();
  await publishStarter(laurel, { ...plainStarter, ...program });
  const { url } = laurel.devShop.app;
  const ask = async (method: string, path: string, options: Ask) => {
    const text = options.text ?? JSON.stringify(options.body ?? {});
    const response = await fetch(`${url}/proxy/${path}?${signed(laurel, options).toString()}`, {
      method,
      ...(method === "POST" && { headers: options.headers ?? OURS, body: text }),
    });
    const answer = await response.text();
    const json = (answer ? JSON.parse(answer) : {}) as Record<string, unknown>;
    return { status: response.status, headers: response.headers, json };
  };
  return { laurel, url, ask };
}

/** The query as Shopify signs it; forged, it names somebody else than was signed. */
function signed({ devShop, clock }: Laurel, { customer, locale, id, forged }: Ask) {
  const query = new URLSearchParams({
    ...(locale !== undefined && { locale }),
    ...(id !== undefined && { id }),
    shop: devShop.shop.myshopifyDomain,
    logged_in_customer_id: customer === null ? "" : String(customer),
    path_prefix: "/apps/loyalty",
    timestamp: String(Math.floor(clock.now().getTime() / 1000)),
  });
  const pairs = [...query].map(([name, value]) => `${name}=${value}`).sort();
  const signature = createHmac("sha256", devShop.app.clientSecret).update(pairs.join(""));
  query.set("signature", signature.digest("hex"));
  if (forged) query.set("logged_in_customer_id", "1");
  return query;
}
