import { z } from "zod";
import type { AppContext } from "#app/context.server.ts";
import type { Answer, ProxyRequest } from "#app/http/raw-request.ts";
import { refuse, refuseSaying } from "#app/http/storefront-refusals.ts";
import { readWish, type StorefrontContext } from "#app/http/storefront-wish.ts";
import { invitationCode, invitationLink } from "#app/queries/storefront-invitation.ts";
import { isTellingTooOften } from "#app/queries/storefront-pace.ts";
import { isReferralOffered, whyNotEnterable } from "#app/queries/storefront-referral.ts";
import { referralTexts, type InvitationRefusal } from "#app/texts/storefront-referral.ts";
import type { StorefrontLocale } from "#app/texts/storefront.ts";
import { getReferralCode } from "#app/usecases/get-referral-code.ts";
import { referFriend, type ReferFriendResult } from "#app/usecases/refer-friend.ts";

const Asked = z.strictObject({ request: z.uuid() });

/** POST /proxy/invite: the code and the link by which a member's friends come, made once. */
export async function giveInvitation(
  ctx: StorefrontContext,
  request: ProxyRequest,
  locale: StorefrontLocale,
): Promise<Answer> {
  const read = await readWish(ctx, request, { schema: Asked, locale });
  if (!read.ok) return read.answer;
  const texts = referralTexts(locale);
  if (!(await isReferralOffered(ctx))) return refuseSaying(409, texts.refusals["no-referral"]);
  const code = await getReferralCode(ctx, read.memberId);
  if (code === null) return refuse(409, "member-gone", locale);
  const said = { code, link: invitationLink(code), message: texts.linkReady };
  return { status: 200, body: { json: { ok: true, ...said } } };
}

const Entered = z.strictObject({
  /** A code, or the link that has it. */
  code: z.string().trim().min(1).max(300),
  request: z.uuid(),
});

/**
 * POST /proxy/refer: a friend says by whose code they came. An answer that will never be another
 * one is `final`.
 */
export async function enterInvitation(
  { ctx, guesses }: { ctx: StorefrontContext; guesses: AppContext["guesses"] },
  request: ProxyRequest,
  locale: StorefrontLocale,
): Promise<Answer> {
  const read = await readWish(ctx, request, { schema: Entered, locale });
  if (!read.ok) return read.answer;
  const { memberId: friendId, wish } = read;
  const { request: requestId } = wish;
  const told = { memberId: friendId, requestId, kind: "referred" as const };
  const who = `${ctx.shopId}:${friendId}`;
  if (guesses.isTooMany(who) || (await isTellingTooOften(ctx, told))) {
    return refuse(429, "too-often", locale);
  }
  const code = invitationCode(wish.code);
  const result = await referFriend(ctx, { friendId, code, requestId });
  const texts = referralTexts(locale);
  if (result.ok) return { status: 200, body: { json: { ok: true, message: texts.entered } } };
  if (result.reason === "unknown-code") guesses.note(who);
  const why = await whyRefused(ctx, friendId, result.reason);
  if (why === "member-gone" || why === "request-reused") return refuse(409, why, locale);
  return refuseSaying(409, texts.refusals[why], { final: why !== "no-referral" });
}

type Reason = Extract<ReferFriendResult, { ok: false }>["reason"];

/**
 * What is told of a refusal. Neither whether a code exists, to those for whom none counts any more,
 * nor whose address it belongs to.
 */
async function whyRefused(
  ctx: StorefrontContext,
  friendId: string,
  reason: Reason,
): Promise<InvitationRefusal | "member-gone" | "request-reused"> {
  switch (reason) {
    case "unknown-code":
      return (await whyNotEnterable(ctx, friendId)) ?? "unknown";
    case "same-address":
    case "in-future":
      return "unknown";
    case "closed":
      return "member-gone";
    default:
      return reason;
  }
}
