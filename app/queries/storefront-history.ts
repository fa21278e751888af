import type { Tx } from "#app/db/context.ts";
import type { Reason } from "#app/domain/engine/state.ts";
import { formatCount, type Locale } from "#app/domain/receipt-text.ts";
import { memberTimeline } from "#app/queries/member-timeline.ts";
import { storefrontTexts, type StorefrontTexts } from "#app/queries/storefront-texts.ts";

/** One line of a shopper's history. */
export type HistoryEntry = { id: string; text: string; on: string; points: string };

const SHOWN = 20;

type Timeline = Awaited<ReturnType<typeof memberTimeline>>;
type Entry = Timeline["entries"][number];

/** What lately changed a member's points, newest first; what only moved between states is left out. */
export async function storefrontHistory(
  tx: Tx,
  shopId: bigint,
  wish: { memberId: string; locale: Locale; day: (moment: Date) => string },
): Promise<HistoryEntry[]> {
  const { memberId, locale, day } = wish;
  const { entries } = await memberTimeline(tx, shopId, { memberId, before: null });
  const texts = storefrontTexts[locale];
  return entries
    .map((entry) => ({ entry, change: changeOf(entry) }))
    .filter(({ change }) => change !== 0)
    .slice(0, SHOWN)
    .map(({ entry, change }) => ({
      id: entry.key,
      text: textOf(entry, texts, locale),
      on: day(new Date(entry.happenedAt)),
      points: `${change > 0 ? "+" : "−"}${formatCount(BigInt(Math.abs(change)), locale)}`,
    }));
}

/** What a shopper would call theirs: what can be spent, what is on its way, less what is owed. */
function changeOf({ net }: Entry): number {
  return net.available + net.pending - net.owed;
}

function textOf({ source, reasons }: Entry, texts: StorefrontTexts, locale: Locale): string {
  const has = (reason: Reason) => reasons.includes(reason);
  switch (source.kind) {
    case "order":
      if (has("expired")) return texts.expired;
      return has("refunded") ? texts.refund(source.name) : texts.order(source.name);
    case "redemption": {
      const name = source.name[locale] ?? source.name.en;
      return has("returned") ? texts.givenBack(name) : texts.redeemed(name);
    }
    case "gift":
      if (has("expired")) return texts.expired;
      return has("tier-gift-returned") ? texts.giftReturned : texts.gift;
    case "adjustment":
      return has("expired") ? texts.expired : texts.adjusted;
    default:
      return texts.corrected;
  }
}
