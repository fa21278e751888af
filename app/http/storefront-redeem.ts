import { z } from "zod";
import type { AppContext } from "#app/context.server.ts";
import type { Answer, ProxyRequest } from "#app/http/raw-request.ts";
import { refuse, refuseSaying } from "#app/http/storefront-refusals.ts";
import { storefrontCode } from "#app/queries/storefront-codes.ts";
import { isRedeemingTooFast } from "#app/queries/storefront-pace.ts";
import { storefrontRefusal } from "#app/queries/storefront-refusal.ts";
import { FREE_SIGN } from "#app/queries/storefront-rewards.ts";
import type { StorefrontLocale } from "#app/texts/storefront.ts";
import type { Redeem } from "#app/usecases/redeem-together.ts";
import { welcomeCustomer } from "#app/usecases/welcome-customer.ts";

type ShopContext = ReturnType<AppContext["shopContext"]>;

const MAX_BODY_BYTES = 8_192;

const Wish = z.strictObject({
  /** A reward's id, with a sign where it is to be free. */
  reward: z.string().min(1).max(50),
  /** How many steps of points as cash. */
  steps: z.number().int().min(1).max(1_000_000).optional(),
  /** The points the shopper was shown. */
  cost: z.number().int().min(0).optional(),
  /** One per intent, made by the browser: repeating it changes nothing. */
  request: z.uuid(),
});

/**
 * POST /proxy/redeem. Shopify's signature covers neither method nor body, and another site can
 * make a browser send a form: only JSON with a header of our own gets in, which no form can send.
 */
export async function redeemInStorefront(
  { ctx, redeem }: { ctx: ShopContext; redeem: Redeem },
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
  const { request: requestId } = wish.data;
  if (await isRedeemingTooFast(ctx, { memberId, requestId })) {
    return refuse(429, "too-many", locale);
  }
  const result = await redeem(ctx, { memberId, customerId, ...wishOf(wish.data) });
  if (result.ok) {
    const code = await storefrontCode(ctx, { customerId, id: result.redemptionId, locale });
    // Named at once, though it can be used only when `state` is active.
    return { status: 200, body: { json: { ok: true, ...code, code: result.shown } } };
  }
  if (result.reason === "too-many") return refuse(429, "too-many", locale);
  return refuseSaying(409, await storefrontRefusal(ctx, result, locale));
}

function wishOf({ reward, request, steps, cost }: z.infer<typeof Wish>) {
  const free = reward.endsWith(FREE_SIGN);
  return {
    rewardId: free ? reward.slice(0, -FREE_SIGN.length) : reward,
    requestId: request,
    ...(free && { free }),
    ...(steps !== undefined && { steps }),
    ...(cost !== undefined && !free && { expectedCost: BigInt(cost) }),
  };
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
