import { z } from "zod";
import type { AppContext } from "#app/context.server.ts";
import type { Answer, ProxyRequest } from "#app/http/raw-request.ts";
import { tellBirthday } from "#app/http/storefront-birthday.ts";
import { redeemInStorefront } from "#app/http/storefront-redeem.ts";
import { enterInvitation, giveInvitation } from "#app/http/storefront-referral.ts";
import { refuse } from "#app/http/storefront-refusals.ts";
import type { StorefrontContext } from "#app/http/storefront-wish.ts";
import { storefrontCode } from "#app/queries/storefront-codes.ts";
import { storefrontPanel, storefrontSteps } from "#app/queries/storefront-panel.ts";
import { storefrontLocale, type StorefrontLocale } from "#app/texts/storefront.ts";
import { welcomeCustomer } from "#app/usecases/welcome-customer.ts";

/**
 * /proxy/…: what the storefront's panel asks. Who asks is only what Shopify signed; nothing in
 * the query or the body can name a customer.
 */
export async function answerStorefront(
  app: Pick<AppContext, "shopContext" | "readContext" | "redeem" | "guesses">,
  request: ProxyRequest,
): Promise<Answer> {
  const { shopId } = request.caller;
  const ctx = app.shopContext(shopId, "customer");
  // Right after a redemption the panel asks for what is fresh: a replica may not know of it yet.
  const reading = request.query.has("fresh") ? ctx : app.readContext(shopId, "customer");
  const locale = storefrontLocale(request.query.get("locale"));
  switch (`${request.method} ${request.path}`) {
    case "GET /proxy/panel":
      return answerPanel({ ctx, reading }, request, locale);
    case "GET /proxy/steps":
      return answerSteps(reading, request, locale);
    case "GET /proxy/redemption":
      return answerCode(ctx, request, locale);
    case "POST /proxy/redeem":
      return redeemInStorefront({ ctx, redeem: app.redeem }, request, locale);
    case "POST /proxy/birthday":
      return tellBirthday(ctx, request, locale);
    case "POST /proxy/invite":
      return giveInvitation(ctx, request, locale);
    case "POST /proxy/refer":
      return enterInvitation({ ctx, guesses: app.guesses }, request, locale);
  }
  const isOurs = /^\/proxy\/(panel|steps|redeem|redemption|birthday|invite|refer)$/.test(
    request.path,
  );
  return refuse(isOurs ? 405 : 404, "malformed", locale);
}

/** A customer whom the replica knows to have joined costs the original nothing. */
async function answerPanel(
  { ctx, reading }: Record<"ctx" | "reading", StorefrontContext>,
  { caller: { customerId } }: ProxyRequest,
  locale: StorefrontLocale,
): Promise<Answer> {
  const panel = await storefrontPanel(reading, { customerId, locale });
  if (customerId === null || panel.joined) return { status: 200, body: { json: panel } };
  await welcomeCustomer(ctx, customerId);
  return { status: 200, body: { json: await storefrontPanel(ctx, { customerId, locale }) } };
}

async function answerSteps(
  ctx: StorefrontContext,
  { caller: { customerId }, query }: ProxyRequest,
  locale: StorefrontLocale,
): Promise<Answer> {
  // What is no quantity is none: the answer then says which there are.
  const steps = z.coerce.number().int().min(1).catch(0).parse(query.get("steps"));
  const rewardId = query.get("reward") ?? "";
  if (customerId === null) return refuse(403, "signed-out", locale);
  const wish = { customerId, rewardId, steps, locale };
  const quote = await storefrontSteps(ctx, wish);
  return quote ? { status: 200, body: { json: quote } } : refuse(404, "reward-unknown", locale);
}

async function answerCode(
  ctx: StorefrontContext,
  { caller: { customerId }, query }: ProxyRequest,
  locale: StorefrontLocale,
): Promise<Answer> {
  const id = z.uuid().safeParse(query.get("id"));
  if (customerId === null || !id.success) return refuse(404, "unknown-code", locale);
  const code = await storefrontCode(ctx, { customerId, id: id.data, locale });
  if (!code) return refuse(404, "unknown-code", locale);
  return { status: 200, body: { json: { ok: true, ...code } } };
}
