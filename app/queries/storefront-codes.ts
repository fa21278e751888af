import type { ShopContext, Tx } from "#app/db/context.ts";
import { findMemberOfCustomer } from "#app/db/members.ts";
import { getShop } from "#app/db/shops.ts";
import { codeToShow } from "#app/domain/fulfilment.ts";
import type { Reward } from "#app/domain/program/reward.ts";
import type { RedemptionState } from "#app/domain/redemption.ts";
import { redeemTexts } from "#app/texts/storefront-redeem.ts";
import type { StorefrontLocale } from "#app/texts/storefront.ts";
import { storefrontFormat, type StorefrontFormat } from "#app/queries/storefront-format.ts";

const DAY_MS = 86_400_000;
/** How long a shopper is told that a code could not be made, or that something was done. */
const REFUSED_SHOWN_MS = DAY_MS;
/** How long what they may still need is shown: the code of a gift card, a voucher, a ticket. */
const DELIVERED_SHOWN_MS = 180 * DAY_MS;
const MOST_SHOWN = 20;

const SELECTED = {
  id: true,
  state: true,
  code: true,
  reward: true,
  endsAt: true,
  voucher: true,
  standing: true,
} as const;

type Row = {
  id: string;
  state: string;
  code: string;
  reward: unknown;
  endsAt: Date | null;
  voucher: string | null;
  standing: boolean;
};

/** The codes a member can use or will soon, and those just refused, newest first. */
export async function listStorefrontCodes(
  tx: Tx,
  ctx: ShopContext,
  { memberId, format }: { memberId: string; format: StorefrontFormat },
) {
  const now = ctx.clock.now();
  const since = new Date(now.getTime() - REFUSED_SHOWN_MS);
  const kept = new Date(now.getTime() - DELIVERED_SHOWN_MS);
  const rows = await tx.$queryRaw<Row[]>`
    SELECT id::text AS id, state, code, reward, ends_at AS "endsAt", voucher, standing
    FROM redemption
    WHERE shop_id = ${ctx.shopId} AND member_id = ${memberId}::uuid AND (
      state IN ('requested', 'waiting')
      OR state = 'active' AND (ends_at IS NULL OR ends_at > ${now})
      OR state = 'refused' AND reserved_at > ${since}
      OR state = 'delivered' AND (ended_at > ${since}
        OR ended_at > ${kept} AND reward #>> '{gives,kind}' = ANY(${KEPT})))
    ORDER BY reserved_at DESC, id LIMIT ${MOST_SHOWN}`;
  return rows.map((row) => codeOf(row, format));
}

/** One code of this customer's, or null: unknown, or somebody else's. */
export async function storefrontCode(
  ctx: ShopContext,
  wish: { customerId: string; id: string; locale: StorefrontLocale },
) {
  return ctx.inTransaction(async (tx) => {
    const memberId = await findMemberOfCustomer(tx, ctx.shopId, wish.customerId);
    if (memberId === null) return null;
    const row = await tx.redemption.findFirst({
      where: { shopId: ctx.shopId, id: wish.id, memberId },
      select: SELECTED,
    });
    if (!row) return null;
    return codeOf(row, storefrontFormat(wish.locale, await getShop(tx, ctx.shopId)));
  });
}

/** What a member may look up again. */
const KEPT = ["gift-card", "voucher", "draw-ticket"];

function codeOf(row: Row, format: StorefrontFormat) {
  const { id, code, endsAt } = row;
  const state = row.state as RedemptionState;
  const reward = row.reward as Reward;
  const active = state === "active";
  const shown = active || state === "delivered" ? codeToShow({ ...row, reward }) : null;
  return {
    id,
    state,
    name: format.name(reward.name),
    waiting: state === "requested",
    /** There is something to use, and to copy for that. */
    usable: shown !== null,
    /** Shown only once it works. */
    code: shown,
    /** Said aloud once it works. */
    ready: shown && format.texts.ready(shown),
    label: labelOf(row, { state, reward, format }),
    // Ends with a day of the shop: the last moment is of that day.
    ends: shown && endsAt ? format.texts.ends(format.date(endsAt.getTime() - 1)) : null,
    link: active ? `/discount/${encodeURIComponent(code)}?redirect=/` : null,
  };
}

type Labelled = { state: RedemptionState; reward: Reward; format: StorefrontFormat };

function labelOf({ standing }: Row, { state, reward, format }: Labelled): string | null {
  const texts = redeemTexts(format.locale);
  const { gives } = reward;
  if (state === "active" && standing) return texts.standing;
  if (state === "active" || state === "refused") return format.texts.code[state];
  if (gives.kind === "voucher" || gives.kind === "service") {
    const own = gives.instructions && format.name(gives.instructions);
    if (own) return own;
  }
  if (state === "waiting") return texts.waiting;
  if (state !== "delivered") return null;
  const known = Object.entries(texts.delivered).find(([kind]) => kind === gives.kind);
  return known?.[1] ?? null;
}
