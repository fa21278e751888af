import type { Reward } from "#app/domain/program/reward.ts";
import type { StorefrontFormat } from "#app/queries/storefront-format.ts";

/** The rewards of a program, the cheapest first; `points` is null for whoever has no account. */
export function storefrontRewards(
  rewards: Reward[],
  points: number | null,
  format: StorefrontFormat,
) {
  return rewards
    .filter(({ retired }) => !retired)
    .sort((one, other) => one.costPoints - other.costPoints)
    .map((reward) => {
      const { id, costPoints } = reward;
      const name = format.name(reward.name);
      const cost = format.points(costPoints);
      const missing = points === null ? 0 : Math.max(0, costPoints - points);
      return {
        id,
        name,
        mark: markOf(reward, format),
        shipping: reward.gives.kind === "free-shipping",
        detail: detailOf(reward, format),
        cost,
        costPoints,
        affordable: points !== null && missing === 0,
        missing: missing > 0 ? format.texts.missing(format.count(missing)) : null,
        percent: missing > 0 ? Math.floor((100 * (costPoints - missing)) / costPoints) : null,
        confirm: format.texts.confirm(cost, name),
      };
    });
}

/** A word or two for the stamp beside the reward; null where a picture stands there. */
function markOf({ gives }: Reward, format: StorefrontFormat): string | null {
  if (gives.kind === "amount-off") return format.briefMoney(gives.amount);
  return gives.kind === "percentage-off" ? `${gives.percent}%` : null;
}

function detailOf({ minimumOrder, validDays }: Reward, format: StorefrontFormat): string | null {
  const parts = [
    minimumOrder === null ? null : format.texts.minimum(format.briefMoney(minimumOrder)),
    validDays === null ? null : format.texts.validDays(validDays),
  ];
  return parts.filter((part) => part !== null).join(" · ") || null;
}
