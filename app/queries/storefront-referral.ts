import type { Referral } from "#app/domain/program/activity.ts";
import type { StorefrontFormat } from "#app/queries/storefront-format.ts";
import { referralTexts } from "#app/texts/storefront-referral.ts";

/** What bringing a friend gives the inviter, and what more there is to say. */
export function tellReferral(referral: Referral, format: StorefrontFormat) {
  const texts = referralTexts(format.locale);
  const { inviterPoints, friendPoints } = referral;
  const once = onceText(referral, format, "friend");
  return {
    gives: inviterPoints > 0 ? format.points(inviterPoints) : null,
    detail:
      friendPoints > 0 ? texts.friendGets(format.points(friendPoints), once) : texts.onlyOnce(once),
  };
}

function onceText(
  { minimumOrder, waitDays }: Referral,
  format: StorefrontFormat,
  of: "friend" | "you",
): string {
  const amount = minimumOrder === null ? null : format.briefMoney(minimumOrder);
  const days = format.count(waitDays);
  return referralTexts(format.locale).once({ amount, days, count: waitDays, of });
}
