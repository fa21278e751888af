import { z } from "zod";
import type { AppContext } from "#app/context.server.ts";
import type { Answer, ProxyRequest } from "#app/http/raw-request.ts";
import { refuse, refuseSaying } from "#app/http/storefront-refusals.ts";
import { storefrontCode } from "#app/queries/storefront-codes.ts";
import { isRedeemingTooFast } from "#app/queries/storefront-pace.ts";
import { storefrontTexts, type StorefrontLocale } from "#app/texts/storefront.ts";
import { redeemReward } from "#app/usecases/redeem-reward.ts";
import { welcomeCustomer } from "#app/usecases/welcome-customer.ts";

type ShopContext = ReturnType<AppContext["shopContext"]>;

const MAX_BODY_BYTES = 8_192;

const Wish = z.strictObject({
  reward: z.string().min(1).max(40),
  /** One per intent, made by the browser: repeating it changes nothing. */
  request: z.uuid(),
});

/**
 * POST /proxy/redeem. Shopify's signature covers neither method nor body, and another site can
 * make a browser send a form: only JSON with a header of our own gets in, which no form can send.
 */
export async function redeemInStorefront(
  ctx: ShopContext,
  request: ProxyRequest,
  locale: StorefrontLocale,
): Promise<Answer> {
  const { customerId } = request.caller;
  if (request.headers["x-laurel"] !== "1") return refuse(403, "malformed", locale);
  if (!isJson(request)) return refuse(415, "malformed", locale);
  if (customerId === null) return refuse(403, "signed-out", locale);
  const body = await request.readBody(MAX_BODY_BYTES);
  if (body === null) return refuse(413, "malformed", locale);
  const wish = Wish.safeParse(parseJson(body));
  if (!wish.success) return refuse(422, "malformed", locale);

  const memberId = await welcomeCustomer(ctx, customerId);
  if (memberId === null) return refuse(409, "member-gone", locale);
  const { reward: rewardId, request: requestId } = wish.data;
  if (await isRedeemingTooFast(ctx, { memberId, requestId })) {
    return refuse(429, "too-many", locale);
  }
  const result = await redeemReward(ctx, { memberId, customerId, rewardId, requestId });
  if (result.ok) {
    const code = await storefrontCode(ctx, { customerId, id: result.redemptionId, locale });
    // Named at once, though it can be used only when `state` is active.
    return { status: 200, body: { json: { ok: true, ...code, code: result.code } } };
  }
  if (result.reason !== "too-few-points") return refuse(409, result.reason, locale);
  const texts = storefrontTexts(locale);
  const missing = result.missingPoints;
  const count = new Intl.NumberFormat(locale).format(missing);
  return refuseSaying(409, texts.tooFew(texts.cost(count, missing)));
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
