import type { ShopContext, Tx } from "#app/db/context.ts";
import { readPage, type Mark, type PageWish } from "#app/queries/keyset-page.ts";
import { listTierNames } from "#app/queries/tier-names.ts";

export type MemberSort = "newest" | "oldest" | "most" | "least";

export type MembersWish = PageWish & {
  search: string;
  /** A tier's id, `none` for members without one, or empty for all. */
  tier: string;
  sort: MemberSort;
};

/** One page of members, as searched, filtered and sorted. */
export async function membersPage(ctx: ShopContext, wish: MembersWish) {
  return ctx.inTransaction(async (tx) => {
    const found = await readPage(wish, {
      read: (from) => listMembers(tx, ctx.shopId, { ...wish, ...from }),
      markOf: (row) => markOf(row, wish.sort),
    });
    const customers = await firstCustomers(tx, ctx.shopId, found.rows);
    return {
      links: found.links,
      tiers: await listTierNames(tx, ctx.shopId),
      members: found.rows.map((row) => ({
        id: row.id,
        name: row.displayName ?? row.email,
        email: row.displayName === null ? null : row.email,
        customerNumber: numberOf(customers.get(row.id)),
        erased: row.erasedAt !== null,
        tierId: row.tierId,
        available: Number(row.availablePoints + row.debtPoints),
        pending: Number(row.pendingPoints),
        joinedAt: row.joinedAt.toISOString(),
      })),
    };
  });
}

type ListWish = MembersWish & { mark: Mark | null; backwards: boolean; limit: number };
type MemberRow = Awaited<ReturnType<typeof listMembers>>[number];

async function listMembers(tx: Tx, shopId: bigint, wish: ListWish) {
  const column = wish.sort === "newest" || wish.sort === "oldest" ? "joinedAt" : "availablePoints";
  const falling = wish.sort === "newest" || wish.sort === "most";
  const order = falling === wish.backwards ? "asc" : "desc";
  return tx.member.findMany({
    where: {
      shopId,
      mergedInto: null,
      ...tierFilter(wish.tier),
      AND: [
        await searchFilter(tx, shopId, wish.search),
        wish.mark ? beyond(wish.mark, column, order) : {},
      ],
    },
    orderBy: [{ [column]: order }, { id: order }],
    take: wish.limit,
    select: {
      id: true,
      displayName: true,
      email: true,
      erasedAt: true,
      tierId: true,
      availablePoints: true,
      pendingPoints: true,
      debtPoints: true,
      joinedAt: true,
    },
  });
}

function tierFilter(tier: string) {
  if (tier === "") return {};
  return { tierId: tier === "none" ? null : tier };
}

/** By name and e-mail, or by the number of a customer. */
async function searchFilter(tx: Tx, shopId: bigint, search: string) {
  const needle = search.trim().toLowerCase();
  if (needle === "") return {};
  const digits = /(\d+)$/.exec(needle)?.[1];
  if (digits === undefined) return { searchText: { contains: needle } };
  const alias = await tx.alias.findUnique({
    where: { shopId_customerId: { shopId, customerId: `gid://shopify/Customer/${digits}` } },
    select: { memberId: true },
  });
  const byText = { searchText: { contains: needle } };
  return alias ? { OR: [byText, { id: alias.memberId }] } : byText;
}

/** Rows that come after a mark in the order of the list. */
function beyond(mark: Mark, column: "joinedAt" | "availablePoints", order: "asc" | "desc") {
  const value = column === "joinedAt" ? parseTime(mark.value) : parsePoints(mark.value);
  if (value === null) return {};
  const past = order === "asc" ? "gt" : "lt";
  return {
    OR: [{ [column]: { [past]: value } }, { [column]: value, id: { [past]: mark.id } }],
  };
}

function markOf(row: MemberRow, sort: MemberSort): Mark {
  const byTime = sort === "newest" || sort === "oldest";
  return {
    value: byTime ? row.joinedAt.toISOString() : row.availablePoints.toString(),
    id: row.id,
  };
}

function parseTime(text: string): Date | null {
  const time = new Date(text);
  return Number.isNaN(time.getTime()) ? null : time;
}

function parsePoints(text: string): bigint | null {
  return /^-?\d{1,18}$/.test(text) ? BigInt(text) : null;
}

async function firstCustomers(tx: Tx, shopId: bigint, rows: { id: string }[]) {
  const aliases = await tx.alias.findMany({
    where: { shopId, memberId: { in: rows.map(({ id }) => id) } },
    orderBy: { since: "desc" },
    select: { memberId: true, customerId: true },
  });
  return new Map(aliases.map(({ memberId, customerId }) => [memberId, customerId]));
}

/** What people see of a customer's id: the number at its end. */
export function numberOf(customerId: string | undefined): string | null {
  return customerId?.split("/").at(-1) ?? null;
}
