import { z } from "zod";
import type { AdminClient } from "#app/shopify/admin-client.ts";
import { SET_METAFIELDS } from "#app/shopify/documents/customers.ts";
import { ShopifyUnavailable } from "#app/shopify/errors.ts";
import type { SyncResult } from "#app/shopify/gateway.ts";

type Value = { customerId: string; json: string };

/** Declared in shopify.app.toml; without a namespace it is the app's own. */
const KEY = "loyalty";
const MAX_VALUES = 25;

/**
 * Writes each customer's metafield. A call is all or nothing at Shopify: one that is refused is
 * halved until the culprits stand alone.
 */
export async function writeMemberMetafields(
  ask: AdminClient,
  values: Value[],
): Promise<SyncResult[]> {
  if (values.length === 0) return [];
  if (values.length > MAX_VALUES) return writeHalves(ask, values);
  const problems = await write(ask, values);
  if (problems.length === 0) {
    return values.map(({ customerId }) => ({ customerId, outcome: "written" }));
  }
  if (values.length > 1) return writeHalves(ask, values);
  const gone = problems.some(({ field }) => field?.at(-1) === "ownerId");
  return values.map(({ customerId }) => ({ customerId, outcome: gone ? "gone" : "refused" }));
}

async function writeHalves(ask: AdminClient, values: Value[]): Promise<SyncResult[]> {
  const middle = Math.ceil(values.length / 2);
  const first = await writeMemberMetafields(ask, values.slice(0, middle));
  return [...first, ...(await writeMemberMetafields(ask, values.slice(middle)))];
}

const Answer = z.object({
  metafieldsSet: z.object({
    userErrors: z.array(
      z.object({ code: z.string().nullable(), field: z.array(z.string()).nullable() }),
    ),
  }),
});

async function write(ask: AdminClient, values: Value[]) {
  const metafields = values.map(({ customerId, json }) => ({
    ownerId: customerId,
    key: KEY,
    type: "json",
    value: json,
  }));
  const { metafieldsSet } = await ask({
    document: SET_METAFIELDS,
    variables: { metafields },
    answer: Answer,
  });
  const { userErrors } = metafieldsSet;
  // Shopify's own trouble is nobody's fault and may pass.
  if (userErrors.some(({ code }) => code === "INTERNAL_ERROR")) {
    throw new ShopifyUnavailable("Shopify did not write metafields", 5_000);
  }
  return userErrors;
}
