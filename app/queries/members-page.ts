import type { ShopContext, Tx } from "#app/db/context.ts";
import { listFewNamed } from "#app/db/member-words.ts";
import { searchWordsOf } from "#app/domain/search-words.ts";
import { readBeyond, readPage, type Mark, type PageWish } from "#app/queries/keyset-page.ts";
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
  const filter = {
    shopId,
    mergedInto: null,
    ...tierFilter(wish.tier),
    AND: await searchFilter(tx, shopId, wish.search),
  };
  const read = (place: object, take: number) =>
    tx.member.findMany({
      where: { ...filter, ...place },
      orderBy: [{ [column]: order }, { id: order }],
      take,
      select: MEMBER_COLUMNS,
    });
  const value = wish.mark && valueOf(wish.mark, column);
  if (!wish.mark || value === null) return read({}, wish.limit);
  const past = order === "asc" ? "gt" : "lt";
  const { id } = wish.mark;
  return readBeyond(wish.limit, {
    level: (take) => read({ [column]: value, id: { [past]: id } }, take),
    beyond: (take) => read({ [column]: { [past]: value } }, take),
  });
}

const MEMBER_COLUMNS = {
  id: true,
  displayName: true,
  email: true,
  erasedAt: true,
  tierId: true,
  availablePoints: true,
  pendingPoints: true,
  debtPoints: true,
  joinedAt: true,
} as const;

function tierFilter(tier: string) {
  if (tier === "") return {};
  return { tierId: tier === "none" ? null : tier };
}

/** By how words of name and e-mail begin, or by the number of a customer. */
async function searchFilter(tx: Tx, shopId: bigint, search: string) {
  if (search.trim() === "") return {};
  const digits = /^(?:gid:\/\/shopify\/customer\/|#)?(\d+)$/i.exec(search.trim())?.[1];
  const alias =
    digits === undefined
      ? null
      : await tx.alias.findUnique({
          where: { shopId_customerId: { shopId, customerId: `gid://shopify/Customer/${digits}` } },
          select: { memberId: true },
        });
  return alias ? { id: alias.memberId } : namedFilter(tx, shopId, searchWordsOf(search));
}

/** Few are looked up by their words; of many the list itself comes upon some soon. */
async function namedFilter(tx: Tx, shopId: bigint, words: string[]) {
  if (words.length === 0) return { id: { in: [] } };
  const few = await listFewNamed(tx, shopId, words);
  return {
    ...(few ? { id: { in: few } } : {}),
    AND: words.map(escapeLike).map((word) => ({
      OR: [{ searchText: { startsWith: word } }, { searchText: { contains: ` ${word}` } }],
    })),
  };
}

/** Prisma hands these on to LIKE, where they stand for other letters. */
function escapeLike(text: string): string {
  return text.replaceAll(/[\\%_]/g, "\\$&");
}

/** What rows are sorted by, as the mark has it; null where that makes no sense. */
function valueOf(mark: Mark, column: "joinedAt" | "availablePoints"): Date | bigint | null {
  return column === "joinedAt" ? parseTime(mark.value) : parsePoints(mark.value);
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
