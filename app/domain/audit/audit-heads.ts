import type { AuditedTransfer, Head, LedgerFault, Root } from "#app/domain/audit/records.ts";
import { nameOf, sameBytes } from "#app/domain/audit/walk-chain.ts";

type Closed = { transfers: AuditedTransfer[]; heads: Head[]; roots: Root[] };

/**
 * Compares a member's chain with where it stood when each day was closed, which shows what the
 * chain alone cannot: an end that was cut off together with the member's row, a history that was
 * written again from some place on, or a transfer put into a day that was over. What the chain
 * itself has shown is not told twice.
 */
export function auditHeads(
  { transfers, heads, roots }: Closed,
  known: LedgerFault[],
): LedgerFault[] {
  if (known.length > 0) return [];
  const stored = new Map(heads.map((head) => [head.untilAt, head]));
  const expected = headsOf(transfers, roots);
  const ends = [...new Set([...stored.keys(), ...expected.keys()])].sort((a, b) =>
    a < b ? -1 : 1,
  );
  for (const untilAt of ends) {
    const root = roots[indexOfRoot(roots, untilAt - 1n)];
    const [head, should] = [stored.get(untilAt), expected.get(untilAt)];
    if (root?.untilAt !== untilAt) return head ? [stray(head)] : [];
    const found = head ? compare(head, transfers, root) : null;
    if (found) return [found];
    if (should && head?.seq !== should.seq) return [unknownTo(root, should)];
    if (head && !should) return [undated(root, head)];
  }
  return [];
}

/** The last transfer that was recorded in each closed day, by the end of the day. */
function headsOf(transfers: AuditedTransfer[], roots: Root[]): Map<bigint, AuditedTransfer> {
  const heads = new Map<bigint, AuditedTransfer>();
  for (const transfer of transfers) {
    const root = roots[indexOfRoot(roots, transfer.recordedAt)];
    if (root) heads.set(root.untilAt, transfer);
  }
  return heads;
}

/** Which root covers a moment: the first whose day ends after it. */
function indexOfRoot(roots: Root[], moment: bigint): number {
  let [low, high] = [0, roots.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((roots[middle]?.untilAt ?? 0n) > moment) high = middle;
    else low = middle + 1;
  }
  return low;
}

function stray({ memberId, seq }: Head): LedgerFault {
  return {
    kind: "head",
    memberId,
    seq: seq.toString(),
    says: `A head of member ${memberId} (transfer ${seq}) belongs to a day of which there is no root: the root was removed, or the head inserted.`,
  };
}

function compare(head: Head, transfers: AuditedTransfer[], { day }: Root): LedgerFault | null {
  const { memberId, seq } = head;
  // The chain holds, so the transfers are numbered from 1 without a gap.
  const transfer = transfers[Number(seq) - 1];
  if (!transfer) {
    const first = BigInt(transfers.length) + 1n;
    return {
      kind: "cut-off",
      memberId,
      seq: first.toString(),
      says: `The transfers of member ${memberId} from ${first} to ${seq} are missing: the root of ${day} knows them, so the end of the chain was cut off.`,
      day,
    };
  }
  if (sameBytes(transfer.hash, head.hash)) return null;
  return {
    kind: "altered",
    memberId,
    seq: seq.toString(),
    says: `${nameOf(transfer)} is not the one that the root of ${day} knows: it, or what stands before it, was written again with fresh hashes.`,
    day,
  };
}

function unknownTo({ day }: Root, transfer: AuditedTransfer): LedgerFault {
  return {
    kind: "inserted",
    memberId: transfer.memberId,
    seq: transfer.seq.toString(),
    says: `${nameOf(transfer)} is dated before the end of ${day}, but the root of that day does not know it: it was inserted later, or the row of the head was changed.`,
    day,
  };
}

function undated({ day }: Root, { memberId, seq }: Head): LedgerFault {
  return {
    kind: "head",
    memberId,
    seq: seq.toString(),
    says: `The root of ${day} knows transfer ${seq} of member ${memberId} as the last of that day, but none is dated in it.`,
    day,
  };
}
