import type { ShopContext } from "#app/db/context.ts";
import type { State } from "#app/domain/engine/state.ts";
import { invitationLink } from "#app/queries/storefront-invitation.ts";
import type { Referral } from "#app/domain/program/activity.ts";
import type { StorefrontFormat } from "#app/queries/storefront-format.ts";
import { standingNow } from "#app/queries/storefront-standing.ts";
import { referralTexts, type Once } from "#app/texts/storefront-referral.ts";

/** What bringing a friend gives the inviter, and what more there is to say. */
export function tellReferral(referral: Referral, format: StorefrontFormat) {
  const texts = referralTexts(format.locale);
  const { inviterPoints } = referral;
  const after = texts.afterTheirs(onceOf(referral, format));
  const friend = friendPoints(referral, format);
  return {
    gives: inviterPoints > 0 ? format.points(inviterPoints) : null,
    detail: friend === null ? after : texts.friendGets(friend, after),
  };
}

/** What a visitor reads who came by a friend's link. */
export function tellInvited(referral: Referral, format: StorefrontFormat) {
  const texts = referralTexts(format.locale);
  const after = texts.afterYours(onceOf(referral, format));
  return { text: texts.invited(friendPoints(referral, format), after) };
}

/** What a member reads of bringing friends, and of the one they came by or could still come by. */
export function storefrontReferral(
  { referral, state, code }: { referral: Referral; state: State; code: string | null },
  format: StorefrontFormat,
) {
  if (state.traits.closedAt !== null) return null;
  const texts = referralTexts(format.locale);
  const { gives, detail } = tellReferral(referral, format);
  const after = texts.afterYours(onceOf(referral, format));
  const comes = cameBy(state) === "open";
  return {
    you: gives && texts.inviterGets(gives),
    friend: `${detail}${format.locale === "en" ? "." : "。"}`,
    code,
    link: code && invitationLink(code),
    linked: code !== null,
    linkless: code === null,
    came: comes ? texts.came(friendPoints(referral, format), after) : null,
    enterable: cameBy(state) === "nobody" && state.firstOrderId === null,
  };
}

/** Whether the program in force rewards bringing friends. */
export async function isReferralOffered(ctx: ShopContext): Promise<boolean> {
  const { program } = await ctx.inTransaction((tx) => standingNow(tx, ctx, null));
  return program !== null && program.document.referral !== null;
}

/** Why no invitation can be entered any more, whatever its code; null where one can. */
export async function whyNotEnterable(
  ctx: ShopContext,
  memberId: string,
): Promise<"no-referral" | "already-referred" | "has-ordered" | null> {
  const { program, state } = await ctx.inTransaction((tx) => standingNow(tx, ctx, memberId));
  if (!program?.document.referral) return "no-referral";
  if (state && cameBy(state) !== "nobody") return "already-referred";
  return state && state.firstOrderId !== null ? "has-ordered" : null;
}

/** Whom a member came by counts as long as their first order is still to come, or is not safe. */
function cameBy({ friend }: State): "nobody" | "open" | "past" {
  if (!friend || friend.refused?.reason === "refused") return "nobody";
  return friend.refused === null && friend.deed === null ? "open" : "past";
}

function friendPoints({ friendPoints: points }: Referral, format: StorefrontFormat): string | null {
  return points > 0 ? format.points(points) : null;
}

function onceOf({ minimumOrder, waitDays }: Referral, format: StorefrontFormat): Once {
  const amount = minimumOrder === null ? null : format.briefMoney(minimumOrder);
  return { amount, days: format.count(waitDays), count: waitDays };
}
