import type { ShopContext, Tx } from "#app/db/context.ts";
import { lockMembers } from "#app/db/ledger.ts";
import { listTransfers, type StoredTransfer } from "#app/db/ledger-history.ts";
import { chainHash } from "#app/domain/chain.ts";
import { balancesOf, flowsOf, formatFlows, type FlowRow } from "#app/domain/engine/transfers.ts";

/** Something in the ledger that is not as it must be. Holds no personal data. */
export type LedgerDifference = { memberId: string; law: string; expected: string; found: string };

export type LedgerCheck = {
  /** Members whose whole history was added up. */
  checked: bigint;
  differences: bigint;
  /** The first hundred. */
  details: LedgerDifference[];
};

const PAGE = 200;
const SHOWN = 100;

/**
 * Adds every member up again from their transfers, and compares balances, lots, the engine's
 * flows and the hash chain with what stands. Reads page by page; changes nothing.
 */
export async function checkLedger(ctx: ShopContext): Promise<LedgerCheck> {
  const check: LedgerCheck = { checked: 0n, differences: 0n, details: [] };
  for (let after: string | null = null; ;) {
    const page = await ctx.inTransaction((tx) => checkPage(tx, ctx.shopId, after));
    check.checked += BigInt(page.memberIds.length);
    check.differences += BigInt(page.differences.length);
    check.details.push(...page.differences.slice(0, SHOWN - check.details.length));
    after = page.memberIds.at(-1) ?? null;
    if (page.memberIds.length < PAGE) return check;
  }
}

async function checkPage(tx: Tx, shopId: bigint, after: string | null) {
  const page = await tx.member.findMany({
    where: { shopId, ...(after === null ? {} : { id: { gt: after } }) },
    orderBy: { id: "asc" },
    take: PAGE,
    select: { id: true },
  });
  const memberIds = page.map(({ id }) => id);
  // Nobody settles them between one statement and the next, or the two would seem to differ.
  await lockMembers(tx, shopId, memberIds);
  const members = await tx.member.findMany({
    where: { shopId, id: { in: memberIds } },
    orderBy: { id: "asc" },
  });
  const transfers = await listTransfers(tx, shopId, memberIds);
  const lots = await tx.lot.findMany({ where: { shopId, memberId: { in: memberIds } } });
  const differences = members.flatMap((member) => {
    const own = lots.filter(({ memberId }) => memberId === member.id);
    return differencesOfMember(member, transfers.get(member.id) ?? [], own);
  });
  return { memberIds, differences };
}

type MemberRow = Awaited<ReturnType<Tx["member"]["findMany"]>>[number];
type LotRow = Awaited<ReturnType<Tx["lot"]["findMany"]>>[number];

function differencesOfMember(
  member: MemberRow,
  transfers: StoredTransfer[],
  lots: LotRow[],
): LedgerDifference[] {
  const differences: LedgerDifference[] = [];
  const compare = (law: string, expected: unknown, found: unknown) => {
    if (String(expected) === String(found)) return;
    const texts = { expected: String(expected).slice(0, 200), found: String(found).slice(0, 200) };
    differences.push({ memberId: member.id, law, ...texts });
  };
  const flows = flowsOf(transfers);
  const balances = balancesOf(flows);
  compare("pending is the sum of its transfers", balances.pending, member.pendingPoints);
  compare("available is the sum of its transfers", balances.available, member.availablePoints);
  compare("reserved is the sum of its transfers", balances.reserved, member.reservedPoints);
  compare("debt is the sum of its transfers", balances.debt, member.debtPoints);
  compare("lots are the sum of their transfers", lotsOf(transfers), lotsText(lots));
  const kept = (member.state ?? []) as FlowRow[];
  compare("flows are those of the transfers", flowText(formatFlows(flows)), flowText(kept));
  checkChain(member, transfers, compare);
  return differences;
}

type Compare = (law: string, expected: unknown, found: unknown) => void;

function checkChain(member: MemberRow, transfers: StoredTransfer[], compare: Compare): void {
  let hash: Uint8Array = new Uint8Array();
  let seq = 0n;
  for (const transfer of transfers) {
    seq += 1n;
    compare("transfers follow each other without a gap", seq, transfer.seq);
    hash = chainHash(hash, transfer);
    if (hex(hash) !== hex(transfer.hash)) {
      return compare(
        `link ${seq} of the chain is as it was written`,
        hex(hash),
        hex(transfer.hash),
      );
    }
  }
  compare("the chain ends where the member says", hex(hash), hex(member.chainHash));
  compare("the chain is as long as the member says", seq, member.chainSeq);
}

/** What each lot holds by its transfers: in and out of the account of available points. */
function lotsOf(transfers: StoredTransfer[]): string {
  const points = new Map<string, bigint>();
  for (const { lot, from, to, points: moved } of transfers) {
    const change = (to === "available" ? moved : 0n) - (from === "available" ? moved : 0n);
    if (change !== 0n) points.set(lot, (points.get(lot) ?? 0n) + change);
  }
  const rows = [...points].filter(([, left]) => left !== 0n);
  return rows
    .map(([lot, left]) => `${lot}=${left}`)
    .sort()
    .join(" ");
}

function lotsText(lots: LotRow[]): string {
  return lots
    .map(({ lot, points }) => `${lot}=${points}`)
    .sort()
    .join(" ");
}

function flowText(rows: FlowRow[]): string {
  return rows
    .map((row) => row.join("|"))
    .sort()
    .join(" ");
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex");
}
