import { z } from "zod";
import { ShopifyUnavailable } from "#app/shopify/errors.ts";

/** What Shopify says of a wish that it did not fulfil. */
export const UserErrors = z.array(
  z.object({
    code: z.string().nullable(),
    field: z.array(z.string()).nullable(),
    message: z.string(),
  }),
);

/**
 * What became of a wish of which nothing was made. Shopify's own trouble may pass; its answer
 * says that nothing was done.
 */
export function refusalOf(
  userErrors: z.infer<typeof UserErrors>,
  what: string,
): { ok: false; reason: "taken" } | { ok: false; reason: "refused"; detail: string } {
  const codes = userErrors.map(({ code }) => code);
  if (codes.includes("TAKEN")) return { ok: false, reason: "taken" };
  if (codes.length === 0 || codes.includes("INTERNAL_ERROR")) {
    throw new ShopifyUnavailable(`Shopify did not make a ${what}`, 5_000);
  }
  const detail = userErrors.map(({ code, field, message }) =>
    [code, field?.join("."), message].filter((part) => part).join(" "),
  );
  return { ok: false, reason: "refused", detail: detail.join("; ") };
}
