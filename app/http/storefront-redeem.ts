import { z } from "zod";
import type { Answer, ProxyRequest } from "#app/http/raw-request.ts";
import { refuse, refuseSaying } from "#app/http/storefront-refusals.ts";
import { readWish, WholeNumber, type StorefrontContext } from "#app/http/storefront-wish.ts";
import { storefrontCode } from "#app/queries/storefront-codes.ts";
import { isRedeemingTooFast } from "#app/queries/storefront-pace.ts";
import { storefrontRefusal } from "#app/queries/storefront-refusal.ts";
import { FREE_SIGN } from "#app/queries/storefront-rewards.ts";
import type { StorefrontLocale } from "#app/texts/storefront.ts";
import type { Redeem } from "#app/usecases/redeem-together.ts";

const Wish = z.strictObject({
  /** A reward's id, with a sign where it is to be free. */
  reward: z.string().min(1).max(50),
  /** How many steps of points as cash. */
  steps: WholeNumber.refine((steps) => steps >= 1).optional(),
  /** The points the shopper was shown. */
  cost: WholeNumber.refine((cost) => cost >= 0).optional(),
  /** One per intent, made by the browser: repeating it changes nothing. */
  request: z.uuid(),
});

/** POST /proxy/redeem. */
export async function redeemInStorefront(
  { ctx, redeem }: { ctx: StorefrontContext; redeem: Redeem },
  request: ProxyRequest,
  locale: StorefrontLocale,
): Promise<Answer> {
  const read = await readWish(ctx, request, { schema: Wish, locale });
  if (!read.ok) return read.answer;
  const { memberId, customerId, wish } = read;
  const { request: requestId } = wish;
  if (await isRedeemingTooFast(ctx, { memberId, requestId })) {
    return refuse(429, "too-many", locale);
  }
  const result = await redeem(ctx, { memberId, customerId, ...wishOf(wish) });
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
