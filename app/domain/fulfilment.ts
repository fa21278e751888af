import type { Reward } from "#app/domain/program/reward.ts";

/** How a member comes by what a reward gives. */
export type Fulfilment =
  /** A discount code, made in Shopify and used at checkout. */
  | "code"
  /** Made in Shopify; the member has it from then on. */
  | "gift-card"
  | "store-credit"
  /** Nothing is left to do once it is written down. */
  | "at-once"
  /** Staff does it, and ticks it off. */
  | "staff";

export function fulfilmentOf({ gives }: Pick<Reward, "gives">): Fulfilment {
  switch (gives.kind) {
    case "amount-off":
    case "percentage-off":
    case "points-as-cash":
    case "free-shipping":
    case "free-product":
      return "code";
    case "gift-card":
    case "store-credit":
      return gives.kind;
    case "voucher":
    case "donation":
    case "draw-ticket":
      return "at-once";
    case "service":
      return "staff";
  }
}

/** What the merchant has to grant beyond the installation before such a reward can be given. */
export function scopesFor({ gives }: { gives: Pick<Reward["gives"], "kind"> }): string[] {
  if (gives.kind === "gift-card") return ["read_gift_cards", "write_gift_cards"];
  if (gives.kind !== "store-credit") return [];
  return [
    "read_store_credit_account_transactions",
    "read_store_credit_accounts",
    "write_store_credit_account_transactions",
  ];
}

/** Of these scopes, those that are not granted. */
export function missingScopes(needed: string[], granted: string[]): string[] {
  return needed.filter((scope) => !granted.includes(scope));
}

/** Gift cards take 8 to 20 letters and digits, without dashes. */
export function giftCardCode(code: string): string {
  return code.replaceAll("-", "");
}

/** What a member is shown to use or keep: a code, a card's code, a voucher, a ticket's number. */
export function codeToShow(redemption: {
  reward: Pick<Reward, "gives">;
  code: string;
  voucher: string | null;
}): string | null {
  const { gives } = redemption.reward;
  if (gives.kind === "gift-card") return giftCardCode(redemption.code);
  if (gives.kind === "voucher") return redemption.voucher;
  const isCode = fulfilmentOf({ gives }) === "code" || gives.kind === "draw-ticket";
  return isCode ? redemption.code : null;
}
