import { listEarnOffers } from "#app/domain/earn-offers.ts";
import type { Instant } from "#app/domain/order-facts.ts";
import type { State } from "#app/domain/engine/state.ts";
import type { Program } from "#app/domain/program/program.ts";
import { storefrontBirthday } from "#app/queries/storefront-birthday.ts";
import { storefrontEarn } from "#app/queries/storefront-earn.ts";
import type { StorefrontFormat } from "#app/queries/storefront-format.ts";
import { storefrontReferral, tellInvited } from "#app/queries/storefront-referral.ts";

type Looking = {
  program: Program | null;
  at: Instant;
  state: State | null;
  /** The member's own referral code, once it was made. */
  code: string | null;
};

/** Whether the account was closed: then nothing can be had, nor told. */
export function hasLeft(state: State | null): boolean {
  return state !== null && state.traits.closedAt !== null;
}

/** How points are had: by orders and activities, and what a member tells and does for that. */
export function storefrontEarning({ program, at, state, code }: Looking, format: StorefrontFormat) {
  if (program === null || hasLeft(state)) {
    return { earn: [], birthday: null, referral: null, invited: null };
  }
  const { referral } = program.document;
  const offers = listEarnOffers({ program, at, state });
  const earn = storefrontEarn({ program, offers }, format);
  if (state === null) {
    const invited = referral && tellInvited(referral, format);
    return { earn, birthday: null, referral: null, invited };
  }
  return {
    earn,
    birthday: storefrontBirthday({ program, state, offers }, format),
    referral: referral && storefrontReferral({ referral, state, code }, format),
    invited: null,
  };
}
