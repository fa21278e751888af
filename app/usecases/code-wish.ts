import type { Redemption } from "#app/db/redemptions.ts";
import { invariant } from "#app/domain/invariant.ts";
import type { CodeGives, CodeWish, FoundCode } from "#app/shopify/gateway.ts";

/** The discount that a redemption stands for. The same redemption always wishes for the same. */
export function codeWishOf(redemption: Redemption): CodeWish {
  const { id, code, customerId, reward, reservedAt, endsAt, minimumOrder, standing } = redemption;
  return {
    code,
    redemptionId: id,
    title: `${reward.name.en} (loyalty ${id})`,
    customerId,
    gives: codeGivesOf(redemption),
    minimumOrder,
    standing,
    startsAt: reservedAt.getTime(),
    endsAt: endsAt?.getTime() ?? null,
    combinesWith: reward.combinesWith,
  };
}

function codeGivesOf({ reward, amount }: Redemption): CodeGives {
  const { gives, only: items } = reward;
  switch (gives.kind) {
    case "amount-off":
    case "points-as-cash":
      invariant(amount !== null, "what takes off money says how much");
      return { kind: "amount-off", amount, items };
    case "percentage-off": {
      const { percent, atMost } = gives;
      if (atMost === null) return { kind: gives.kind, percent, items };
      return { kind: "by-function", terms: { kind: "percentage", percent, atMost, ...items } };
    }
    case "free-shipping":
      return gives;
    case "free-product": {
      const { products, quantity } = gives;
      return { kind: "by-function", terms: { kind: "free-items", products, quantity } };
    }
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
