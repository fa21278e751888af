import type { LoyaltyValue } from "#app/domain/loyalty-value.ts";
import type { StorefrontFormat } from "#app/queries/storefront-format.ts";

/** What a member is told of their standing; null where there is nothing to say. */
export function storefrontMember(value: LoyaltyValue, format: StorefrontFormat) {
  const { texts, count } = format;
  const [lot] = value.expires;
  const free = value.free.reduce((sum, { left }) => sum + left, 0);
  const sentence = (
    points: number,
    text: (count: string, points: bigint) => string,
  ): string | null => (points > 0 ? text(count(points), BigInt(points)) : null);
  return {
    points: count(value.points),
    unit: texts.unit(BigInt(value.points)),
    tier: value.tier ? format.name(value.tier.name) : null,
    next: value.next ? nextText(value.next, format) : null,
    percent: value.next?.percent ?? null,
    pending: sentence(value.pending, texts.pending),
    owed: sentence(value.owed, texts.owed),
    expiring: lot
      ? texts.expiring(count(lot.points), BigInt(lot.points), format.day(lot.on))
      : null,
    free: free > 0 ? texts.free(count(free), free === 1) : null,
    announce: texts.announce(format.points(value.points)),
  };
}

function nextText(next: NonNullable<LoyaltyValue["next"]>, format: StorefrontFormat): string {
  const { measure, missing, name } = next;
  const amount = measure === "spend" ? format.money(missing) : format.count(BigInt(missing));
  return format.texts.next[measure](amount, format.name(name), missing === "1");
}
