import type { Tx } from "#app/db/context.ts";
import type { Reason } from "#app/domain/engine/state.ts";
import { reviveExact } from "#app/domain/exact-json.ts";
import type { TierLevel } from "#app/domain/program/tiers.ts";
import type { Receipt } from "#app/domain/receipt.ts";
import type { ReceiptNames } from "#app/domain/receipt-names.ts";
import { nameOfActivity } from "#app/domain/activity-receipt-text.ts";
import { formatReceipt } from "#app/domain/receipt-text.ts";
import { shownSources, type ShownSource } from "#app/queries/member-timeline.ts";
import type { StorefrontFormat } from "#app/queries/storefront-format.ts";

const ROWS = 20;

/** What was posted of one source at one moment. */
type Row = {
  seq: bigint;
  source: string;
  happenedAt: Date;
  points: bigint;
  reasons: Reason[];
  receipt: unknown;
};

type Wish = {
  changes: Row[];
  tiers: TierLevel[];
  names: ReceiptNames;
  format: StorefrontFormat;
};

/** What made a member's points more or less, newest first, in plain words. */
export async function storefrontHistory(tx: Tx, shopId: bigint, wish: Wish) {
  const sources = wish.changes.map(({ source }) => source);
  const shown = await shownSources(tx, shopId, sources);
  return wish.changes.map((row) => {
    const why = whyOf(row, wish);
    return {
      id: row.seq.toString(),
      text: textOf(row, shown(row.source), wish),
      points: wish.format.change(row.points),
      on: wish.format.date(row.happenedAt),
      explained: why !== null,
      why,
    };
  });
}

/**
 * What made a member's points more or less, newest first. What moves among their own accounts
 * changes nothing for them, but setting aside does.
 */
export async function listChanges(tx: Tx, shopId: bigint, memberId: string): Promise<Row[]> {
  return tx.$queryRaw<Row[]>`
    SELECT * FROM (
      SELECT max(seq) AS seq, source, happened_at AS "happenedAt",
             array_agg(DISTINCT reason) AS reasons,
             (array_agg(receipt ORDER BY seq DESC) FILTER (WHERE receipt IS NOT NULL))[1]
               AS receipt,
             sum(points * ((to_account IN ('pending', 'available', 'debt'))::int
               - (from_account IN ('pending', 'available', 'debt'))::int))::bigint AS points
      FROM transfer WHERE shop_id = ${shopId} AND member_id = ${memberId}::uuid
      GROUP BY source, happened_at, recorded_at
    ) change WHERE points <> 0
    ORDER BY "happenedAt" DESC, seq DESC LIMIT ${ROWS}`;
}

function textOf(row: Row, source: ShownSource, { tiers, names, format }: Wish): string {
  const { history } = format.texts;
  const { reasons, points } = row;
  if (reasons.includes("expired") || reasons.includes("closed")) return history.expired;
  if (source.kind === "redemption") {
    const reward = format.name(source.name);
    return points > 0n ? history.returned(reward) : reward;
  }
  if (source.kind === "adjustment") return points > 0n ? history.given : history.taken;
  if (source.kind === "order") {
    return points > 0n ? history.order(source.name) : history.refund(source.name);
  }
  const receipt = row.receipt === null ? null : reviveExact<Receipt>(row.receipt);
  if (receipt?.kind === "activity") return nameOfActivity(receipt, format.locale, names);
  if (reasons.includes("tier-gift-returned")) return history.giftReturned;
  if (!reasons.includes("tier-gift")) return history.corrected;
  const tier = tiers.find(({ id }) => row.source === `gift:${id}`);
  return tier ? history.gift(format.name(tier.name)) : history.given;
}

/** The receipt of an award, a sentence a line. */
function whyOf({ receipt, points }: Row, { names, format }: Wish): string | null {
  if (!receipt || points <= 0n) return null;
  const known = reviveExact<Receipt>(receipt);
  // What others can get is not for every shopper to read.
  const shown = known.kind === "order" ? { ...known, skipped: [] } : known;
  return formatReceipt(shown, format.locale, names).join("\n");
}
