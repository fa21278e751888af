import type { ShopContext, Tx } from "#app/db/context.ts";
import { codeToShow, fulfilmentOf } from "#app/domain/fulfilment.ts";
import type { RedemptionState } from "#app/domain/redemption.ts";
import type { Reward } from "#app/domain/program/reward.ts";
import { beginningWith, FEW } from "#app/db/beginning-with.ts";
import { listHandedOver } from "#app/db/vouchers.ts";
import { numberOf } from "#app/queries/members-page.ts";
import { readBeyond, readPage, type Mark, type PageWish } from "#app/queries/keyset-page.ts";

export type RedemptionsWish = PageWish & { search: string; state: RedemptionState | null };

/** One page of redemptions, newest first. */
export async function redemptionsPage(ctx: ShopContext, wish: RedemptionsWish) {
  return ctx.inTransaction(async (tx) => {
    const found = await readPage(wish, {
      read: (from) => listRedemptions(tx, ctx.shopId, { ...wish, ...from }),
      markOf: (row) => ({ value: row.reservedAt.toISOString(), id: row.id }),
    });
    const names = await memberNames(tx, ctx.shopId, found.rows);
    return {
      links: found.links,
      redemptions: found.rows.map((row) => ({
        ...shownRedemption(row),
        memberName: names.get(row.memberId) ?? null,
        customerNumber: numberOf(row.customerId),
      })),
    };
  });
}

type ListWish = RedemptionsWish & { mark: Mark | null; backwards: boolean; limit: number };

async function listRedemptions(tx: Tx, shopId: bigint, wish: ListWish) {
  const order = wish.backwards ? "asc" : "desc";
  const past = wish.backwards ? "gt" : "lt";
  const at = wish.mark ? new Date(wish.mark.value) : null;
  const reached = at && wish.mark && !Number.isNaN(at.getTime()) ? { at, id: wish.mark.id } : null;
  const filter = {
    shopId,
    ...(wish.state ? { state: wish.state } : {}),
    ...(await codeFilter(tx, shopId, wish.search)),
  };
  const read = (place: object, take: number) =>
    tx.redemption.findMany({
      where: { ...filter, ...place },
      orderBy: [{ reservedAt: order }, { id: order }],
      take,
      select: REDEMPTION_COLUMNS,
    });
  if (!reached) return read({}, wish.limit);
  return readBeyond(wish.limit, {
    level: (take) => read({ reservedAt: reached.at, id: { [past]: reached.id } }, take),
    beyond: (take) => read({ reservedAt: { [past]: reached.at } }, take),
  });
}

/** By a whole code, by a whole voucher that was handed over, or by how codes begin. */
async function codeFilter(tx: Tx, shopId: bigint, search: string) {
  const begins = search.replaceAll(/\s/g, "").toUpperCase();
  if (begins === "") return {};
  const code = beginningWith(begins);
  const found = await tx.redemption.findMany({
    where: { shopId, code },
    orderBy: { code: "asc" },
    select: { id: true, code: true },
    take: FEW + 1,
  });
  if (found[0]?.code === begins) return { id: found[0].id };
  const holders = await listHandedOver(tx, shopId, search.trim());
  if (holders.length > 0) return { id: { in: holders } };
  return found.length > FEW ? { code } : { id: { in: found.map(({ id }) => id) } };
}

/** The columns that every page shows of a redemption. */
export const REDEMPTION_COLUMNS = {
  id: true,
  memberId: true,
  customerId: true,
  state: true,
  reward: true,
  costPoints: true,
  code: true,
  discountId: true,
  voucher: true,
  amount: true,
  reservedAt: true,
  endsAt: true,
} as const;

type RedemptionRow = {
  id: string;
  memberId: string;
  state: string;
  reward: unknown;
  costPoints: bigint;
  code: string;
  discountId: string | null;
  voucher: string | null;
  amount: string | null;
  reservedAt: Date;
  endsAt: Date | null;
};

/** A redemption as a page shows it. The code is shown once Shopify honors it. */
export function shownRedemption(row: RedemptionRow) {
  // Written by us from the validated program.
  const reward = row.reward as Reward;
  return {
    id: row.id,
    memberId: row.memberId,
    // Only these are ever written.
    state: row.state as RedemptionState,
    rewardName: reward.name,
    gives: givenBy(reward, row.amount),
    costPoints: Number(row.costPoints),
    code: isMade(row, reward) ? codeToShow({ ...row, reward }) : null,
    reservedAt: row.reservedAt.toISOString(),
    endsAt: row.endsAt?.toISOString() ?? null,
  };
}

/** Shopify knows it by an id; what Shopify does not make is there at once. */
function isMade({ discountId }: RedemptionRow, reward: Reward): boolean {
  const fulfilment = fulfilmentOf(reward);
  return discountId !== null || fulfilment === "at-once" || fulfilment === "staff";
}

/** What points as cash came to, rather than what each step of them gives. */
function givenBy({ gives }: Reward, amount: string | null): Reward["gives"] {
  if (gives.kind !== "points-as-cash" || amount === null) return gives;
  return { kind: "amount-off", amount };
}

/** What members are called, by id. */
export async function memberNames(tx: Tx, shopId: bigint, rows: { memberId: string }[]) {
  const members = await tx.member.findMany({
    where: { shopId, id: { in: rows.map(({ memberId }) => memberId) } },
    select: { id: true, displayName: true, email: true },
  });
  return new Map(members.map(({ id, displayName, email }) => [id, displayName ?? email]));
}
