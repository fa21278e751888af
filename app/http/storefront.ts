import { z } from "zod";
import type { AppContext } from "#app/context.server.ts";
import type { Answer, ProxyRequest } from "#app/http/raw-request.ts";
import { linkOf, storefrontPanel } from "#app/queries/storefront-panel.ts";
import { findShopperRedemption } from "#app/queries/storefront-redemption.ts";
import { storefrontTexts, type Refusal } from "#app/queries/storefront-texts.ts";
import { admitShopper } from "#app/usecases/admit-shopper.ts";
import { redeemReward, type RedeemResult } from "#app/usecases/redeem-reward.ts";

type StorefrontContext = Pick<AppContext, "shopContext">;
type Ctx = ReturnType<AppContext["shopContext"]>;
type Locale = "en" | "zh-CN";

const MAX_BYTES = 8 * 1024;

const Redeem = z.object({
  reward: z.string().min(1).max(40),
  /** Chosen by the shopper's browser, once per intent. */
  request: z.string().regex(/^[A-Za-z0-9-]{8,64}$/),
});

/**
 * Answers what the storefront asks through the app proxy. Who asks is what Shopify signed, and
 * nothing else; what changes something is a POST with a header that no other site can send.
 */
export async function answerStorefront(
  context: StorefrontContext,
  request: ProxyRequest,
): Promise<Answer> {
  const { caller, path, method } = request;
  const ctx = context.shopContext(caller.shopId, "customer");
  const locale = localeOf(request);
  if (path === "/proxy/panel") {
    return method === "GET" ? answerPanel(ctx, request, locale) : refuse(405, "malformed", locale);
  }
  if (path === "/proxy/redeem") {
    return method === "POST"
      ? answerRedeem(ctx, request, locale)
      : refuse(405, "malformed", locale);
  }
  if (path === "/proxy/redemption" && method === "GET") {
    return answerRedemption(ctx, request, locale);
  }
  return refuse(404, "not-found", locale);
}

async function answerPanel(ctx: Ctx, { caller }: ProxyRequest, locale: Locale): Promise<Answer> {
  const shopper = await admitShopper(ctx, caller.customerId);
  const memberId = shopper?.memberId ?? null;
  return { status: 200, body: { json: await storefrontPanel(ctx, { memberId, locale }) } };
}

async function answerRedeem(ctx: Ctx, request: ProxyRequest, locale: Locale): Promise<Answer> {
  const { caller, headers } = request;
  const isJson = headers["content-type"]?.split(";")[0]?.trim() === "application/json";
  if (headers["x-laurel"] !== "1" || !isJson) return refuse(403, "malformed", locale);
  const body = await request.readBody(MAX_BYTES);
  if (body === null) return refuse(413, "malformed", locale);
  const wish = Redeem.safeParse(parseJson(body));
  if (!wish.success) return refuse(422, "malformed", locale);

  const shopper = await admitShopper(ctx, caller.customerId);
  if (!shopper || caller.customerId === null) return refuse(403, "signed-out", locale);
  if (shopper.tooOften) return refuse(429, "too-often", locale);
  const result = await redeemReward(ctx, {
    memberId: shopper.memberId,
    customerId: caller.customerId,
    rewardId: wish.data.reward,
    requestId: wish.data.request,
  });
  return answerOf(result, locale);
}

function answerOf(result: RedeemResult, locale: Locale): Answer {
  if (result.ok) {
    const { redemptionId: id, code, state } = result;
    return { status: 200, body: { json: { ok: true, id, code, state, link: linkOf(code) } } };
  }
  if (result.reason !== "too-few-points") return refuse(409, result.reason, locale);
  const missing = result.missingPoints.toLocaleString(locale);
  const message = storefrontTexts[locale].tooFew(missing);
  return { status: 409, body: { json: { ok: false, message } } };
}

async function answerRedemption(ctx: Ctx, request: ProxyRequest, locale: Locale): Promise<Answer> {
  const id = z.uuid().safeParse(request.query.get("id"));
  if (!id.success || request.caller.customerId === null) return refuse(404, "not-found", locale);
  const { customerId } = request.caller;
  const redemption = await findShopperRedemption(ctx, { customerId, redemptionId: id.data });
  return redemption
    ? { status: 200, body: { json: redemption } }
    : refuse(404, "not-found", locale);
}

function refuse(status: number, reason: Refusal, locale: Locale): Answer {
  const message = storefrontTexts[locale].refusals[reason];
  return { status, body: { json: { ok: false, message } } };
}

function localeOf({ query }: ProxyRequest): Locale {
  return query.get("locale")?.toLowerCase().startsWith("zh") ? "zh-CN" : "en";
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return undefined;
  }
}
