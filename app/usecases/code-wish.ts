import type { Redemption } from "#app/db/redemptions.ts";
import type { RewardGives } from "#app/domain/program/reward.ts";
import type { CodeGives, CodeWish, FoundCode } from "#app/shopify/gateway.ts";

/** The discount that a redemption stands for. The same redemption always wishes for the same. */
export function codeWishOf(redemption: Redemption): CodeWish {
  const { id, code, customerId, reward, reservedAt, endsAt } = redemption;
  return {
    code,
    redemptionId: id,
    title: `${reward.name.en} (loyalty ${id})`,
    customerId,
    gives: codeGivesOf(reward.gives),
    minimumOrder: reward.minimumOrder,
    startsAt: reservedAt.getTime(),
    endsAt: endsAt?.getTime() ?? null,
    combinesWith: reward.combinesWith,
  };
}

function codeGivesOf(gives: RewardGives): CodeGives {
  switch (gives.kind) {
    case "amount-off":
    case "free-shipping":
      return gives;
    case "percentage-off":
      return { kind: gives.kind, percent: gives.percent };
    default:
      throw new RangeError(`No code gives a ${gives.kind}`);
  }
}

/**
 * Whose a code is that exists in Shopify: `ours` if id, value and customer are; `altered` if only
 * the id is, because somebody changed it; else `foreign`.
 */
export function decideOwner(found: FoundCode, wish: CodeWish): "ours" | "altered" | "foreign" {
  if (!found.title.includes(wish.redemptionId)) return "foreign";
  const [customerId, ...others] = found.customerIds;
  const sameCustomer = customerId === wish.customerId && others.length === 0;
  return found.sameValue && sameCustomer ? "ours" : "altered";
}
