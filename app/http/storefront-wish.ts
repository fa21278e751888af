import { z } from "zod";
import type { AppContext } from "#app/context.server.ts";
import type { Answer, ProxyRequest } from "#app/http/raw-request.ts";
import { refuse } from "#app/http/storefront-refusals.ts";
import type { Refusal, StorefrontLocale } from "#app/texts/storefront.ts";
import { welcomeCustomer } from "#app/usecases/welcome-customer.ts";

export type StorefrontContext = ReturnType<AppContext["shopContext"]>;

/** A whole number, as JSON has it or as a form does. */
export const WholeNumber = z
  .union([
    z.number(),
    z
      .string()
      .regex(/^\d{1,9}$/)
      .transform(Number),
  ])
  .pipe(z.number().int());

const MAX_BODY_BYTES = 8_192;

type Read<Wish> =
  { ok: true; memberId: string; customerId: string; wish: Wish } | { ok: false; answer: Answer };

/**
 * What a signed-in shopper asks to be done, and which member they are. Shopify's signature covers
 * neither method nor body, and another site can make a browser send a form: only JSON with a header
 * of our own gets in, which no form can send.
 */
export async function readWish<Wish>(
  ctx: StorefrontContext,
  request: ProxyRequest,
  { schema, locale }: { schema: z.ZodType<Wish>; locale: StorefrontLocale },
): Promise<Read<Wish>> {
  const refused = (status: number, why: Refusal): Read<Wish> => ({
    ok: false,
    answer: refuse(status, why, locale),
  });
  const { customerId } = request.caller;
  if (request.headers["x-laurel"] !== "1") return refused(403, "malformed");
  if (!isJson(request)) return refused(415, "malformed");
  if (customerId === null) return refused(403, "signed-out");
  const body = await request.readBody(MAX_BODY_BYTES);
  if (body === null) return refused(413, "malformed");
  const wish = schema.safeParse(parseJson(body));
  if (!wish.success) return refused(422, "malformed");
  const memberId = await welcomeCustomer(ctx, customerId);
  if (memberId === null) return refused(409, "member-gone");
  return { ok: true, memberId, customerId, wish: wish.data };
}

function isJson({ headers }: ProxyRequest): boolean {
  return /^application\/json\s*(;|$)/i.test(headers["content-type"] ?? "");
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return null; // Not JSON: refused by the schema like any other body that says nothing.
  }
}
