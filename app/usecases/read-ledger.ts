import type { ShopContext, Tx } from "#app/db/context.ts";
import { lockMembers } from "#app/db/ledger.ts";
import { listHistories, listRoots, listStandings, type IdRange } from "#app/db/ledger-audit.ts";
import type { MemberRecord, Root } from "#app/domain/audit/records.ts";

const PAGE = 100;
const FIRST_ID = "00000000-0000-0000-0000-000000000000";
const LAST_ID = "ffffffff-ffff-ffff-ffff-ffffffffffff";

export function readRoots(ctx: ShopContext): Promise<Root[]> {
  return ctx.inTransaction((tx) => listRoots(tx, ctx.shopId));
}

/**
 * All members of a shop with their history, in the order of their ids, page by page, and rows of
 * members who are not there. Points may move meanwhile: what was in motion is read again under
 * the member's lock. Knows of days that were closed by `roots`.
 */
export async function* readMemberRecords(
  ctx: ShopContext,
  roots: Root[],
): AsyncGenerator<MemberRecord> {
  const closedUntil = roots.at(-1)?.untilAt ?? 0n;
  for (let from: string | null = FIRST_ID; from !== null;) {
    const range: IdRange = { from, to: LAST_ID };
    const page = await ctx.inTransaction((tx) => readPage(tx, ctx.shopId, { range, closedUntil }));
    for (const record of page.records) {
      yield isWhole(record) ? record : await readAgain(ctx, record.memberId, closedUntil);
    }
    from = page.next;
  }
}

type Wanted = { range: IdRange; closedUntil: bigint };

async function readPage(
  tx: Tx,
  shopId: bigint,
  { range, closedUntil }: Wanted,
): Promise<{ records: MemberRecord[]; next: string | null }> {
  const standings = await listStandings(tx, shopId, { ...range, limit: PAGE });
  const last = standings.size < PAGE ? range.to : ([...standings.keys()].at(-1) ?? range.to);
  const histories = await listHistories(tx, shopId, { ...range, to: last, closedUntil });
  const ids = [...new Set([...standings.keys(), ...histories.keys()])].sort();
  const records = ids.map((memberId) => ({
    ...(histories.get(memberId) ?? { memberId, transfers: [], heads: [] }),
    standing: standings.get(memberId) ?? null,
  }));
  return { records, next: last === LAST_ID ? null : idAfter(last) };
}

/** Transfers are only added: a history that ends where the member's row says is of its moment. */
function isWhole({ standing, transfers }: MemberRecord): boolean {
  return standing !== null && (transfers.at(-1)?.seq ?? 0n) === standing.chainSeq;
}

async function readAgain(
  ctx: ShopContext,
  memberId: string,
  closedUntil: bigint,
): Promise<MemberRecord> {
  const range = { from: memberId, to: memberId };
  const { records } = await ctx.inTransaction(async (tx) => {
    await lockMembers(tx, ctx.shopId, [memberId]);
    return readPage(tx, ctx.shopId, { range, closedUntil });
  });
  return records[0] ?? { memberId, standing: null, transfers: [], heads: [] };
}

function idAfter(id: string): string {
  const next = (BigInt(`0x${id.replaceAll("-", "")}`) + 1n).toString(16).padStart(32, "0");
  return next.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
