import type { Tx } from "#app/db/context.ts";
import type { Reason } from "#app/domain/engine/state.ts";
import { parseExact } from "#app/domain/exact-json.ts";
import type { LocalText } from "#app/domain/program/basics.ts";
import type { TierLevel } from "#app/domain/program/tiers.ts";
import type { Receipt } from "#app/domain/receipt.ts";
import type { ReceiptNames } from "#app/domain/receipt-names.ts";
import { nameOfActivity } from "#app/domain/activity-receipt-text.ts";
import { formatReceipt } from "#app/domain/receipt-text.ts";
import type { StorefrontFormat } from "#app/queries/storefront-format.ts";

const ROWS = 20;

/** What was posted of one source at one moment. */
type Row = {
  seq: bigint;
  source: string;
  happenedAt: Date;
  points: bigint;
  reasons: Reason[];
  /** As exact JSON. */
  receipt: string | null;
  /** Of an order, if it is known. */
  orderName: string | null;
  /** Of a redemption. */
  rewardName: LocalText | null;
};

type Change = Omit<Row, "receipt"> & { receipt: Receipt | null };

type Wish = {
  changes: Row[];
  tiers: TierLevel[];
  names: ReceiptNames;
  format: StorefrontFormat;
};

/** What made a member's points more or less, newest first, in plain words. */
export function storefrontHistory(wish: Wish) {
  return wish.changes.map((row) => {
    const receipt = row.receipt === null ? null : parseExact<Receipt>(row.receipt);
    const change = { ...row, receipt };
    const why = whyOf(change, wish);
    return {
      id: row.seq.toString(),
      text: textOf(change, wish),
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
    SELECT change.*,
      CASE WHEN source LIKE 'order:%' THEN (
        SELECT o.name FROM order_fact o
        WHERE o.shop_id = ${shopId} AND o.order_id = substr(change.source, 7))
      END AS "orderName",
      CASE WHEN source LIKE 'redemption:%' THEN (
        SELECT r.reward -> 'name' FROM redemption r
        WHERE r.shop_id = ${shopId} AND r.id = substr(change.source, 12)::uuid)
      END AS "rewardName"
    FROM (
      SELECT max(seq) AS seq, source, happened_at AS "happenedAt",
             array_agg(DISTINCT reason) AS reasons,
             (array_agg(receipt ORDER BY seq DESC) FILTER (WHERE receipt IS NOT NULL))[1]::text
               AS receipt,
             sum(points * ((to_account IN ('pending', 'available', 'debt'))::int
               - (from_account IN ('pending', 'available', 'debt'))::int))::bigint AS points
      FROM transfer WHERE shop_id = ${shopId} AND member_id = ${memberId}::uuid
      GROUP BY source, happened_at, recorded_at
    ) change WHERE points <> 0
    ORDER BY "happenedAt" DESC, seq DESC LIMIT ${ROWS}`;
}

function textOf(change: Change, { tiers, names, format }: Wish): string {
  const { history } = format.texts;
  const { reasons, points, source, receipt, rewardName } = change;
  if (reasons.includes("expired") || reasons.includes("closed")) return history.expired;
  if (rewardName !== null) {
    const reward = format.name(rewardName);
    return points > 0n ? history.returned(reward) : reward;
  }
  if (source.startsWith("adjustment:")) return points > 0n ? history.given : history.taken;
  if (source.startsWith("order:")) {
    const name = change.orderName || (source.split("/").at(-1) ?? "");
    return points > 0n ? history.order(name) : history.refund(name);
  }
  if (receipt?.kind === "activity") return nameOfActivity(receipt, format.locale, names);
  if (reasons.includes("tier-gift-returned")) return history.giftReturned;
  if (!reasons.includes("tier-gift")) return history.corrected;
  const tier = tiers.find(({ id }) => source === `gift:${id}`);
  return tier ? history.gift(format.name(tier.name)) : history.given;
}

/** The receipt of an award, a sentence a line. */
function whyOf({ receipt, points }: Change, { names, format }: Wish): string | null {
  if (!receipt || points <= 0n) return null;
  // What others can get is not for every shopper to read.
  const shown = receipt.kind === "order" ? { ...receipt, skipped: [] } : receipt;
  return formatReceipt(shown, format.locale, names).join("\n");
}
