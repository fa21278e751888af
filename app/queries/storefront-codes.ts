import type { ShopContext, Tx } from "#app/db/context.ts";
import { findMemberOfCustomer } from "#app/db/members.ts";
import { getShop } from "#app/db/shops.ts";
import type { Reward } from "#app/domain/program/reward.ts";
import type { RedemptionState } from "#app/domain/redemption.ts";
import type { StorefrontLocale } from "#app/texts/storefront.ts";
import { storefrontFormat, type StorefrontFormat } from "#app/queries/storefront-format.ts";

/** How long a shopper is told that a code could not be made. */
const REFUSED_SHOWN_MS = 86_400_000;
const MOST_SHOWN = 20;

const SELECTED = {
  id: true,
  state: true,
  code: true,
  reward: true,
  endsAt: true,
} as const;

type Row = {
  id: string;
  state: string;
  code: string;
  reward: unknown;
  endsAt: Date | null;
};

/** The codes a member can use or will soon, and those just refused, newest first. */
export async function listStorefrontCodes(
  tx: Tx,
  ctx: ShopContext,
  { memberId, format }: { memberId: string; format: StorefrontFormat },
) {
  const now = ctx.clock.now();
  const since = new Date(now.getTime() - REFUSED_SHOWN_MS);
  const rows = await tx.redemption.findMany({
    where: {
      shopId: ctx.shopId,
      memberId,
      OR: [
        { state: "requested" },
        { state: "active", OR: [{ endsAt: null }, { endsAt: { gt: now } }] },
        { state: "refused", reservedAt: { gt: since } },
      ],
    },
    orderBy: [{ reservedAt: "desc" }, { id: "asc" }],
    take: MOST_SHOWN,
    select: SELECTED,
  });
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

function codeOf({ id, code, endsAt, ...row }: Row, format: StorefrontFormat) {
  const state = row.state as RedemptionState;
  const usable = state === "active";
  const label = state === "active" || state === "refused" ? format.texts.code[state] : null;
  return {
    id,
    state,
    name: format.name((row.reward as Reward).name),
    waiting: state === "requested",
    usable,
    /** Shown only once it works. */
    code: usable ? code : null,
    label,
    // Ends with a day of the shop: the last moment is of that day.
    ends: usable && endsAt ? format.texts.ends(format.date(endsAt.getTime() - 1)) : null,
    link: usable ? `/discount/${encodeURIComponent(code)}?redirect=/` : null,
  };
}
