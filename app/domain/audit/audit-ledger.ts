import { auditMember } from "#app/domain/audit/audit-member.ts";
import { auditRoots } from "#app/domain/audit/roots.ts";
import type { LedgerFault, MemberRecord, Root } from "#app/domain/audit/records.ts";

/** What an audit has looked at, and what it found. */
export type LedgerAudit = {
  members: bigint;
  transfers: bigint;
  roots: bigint;
  /** How many things are wrong, and the first of them. */
  faultCount: bigint;
  faults: LedgerFault[];
};

const SHOWN = 100;

/**
 * Audits a shop's ledger while its members pass by, in the order of their ids: one member is held
 * at a time, whether they come from the database or from an export.
 */
export function auditLedger(shopId: bigint, roots: Root[]) {
  const audit: LedgerAudit = {
    ...{ members: 0n, transfers: 0n, roots: BigInt(roots.length) },
    ...{ faultCount: 0n, faults: [] },
  };
  const rooted = auditRoots(shopId, roots);
  const note = (faults: LedgerFault[]) => {
    audit.faultCount += BigInt(faults.length);
    audit.faults.push(...faults.slice(0, SHOWN - audit.faults.length));
  };
  return {
    add: (record: MemberRecord) => {
      audit.members += 1n;
      audit.transfers += BigInt(record.transfers.length);
      rooted.add(record.heads);
      note(auditMember(record, roots));
    },
    end: (): LedgerAudit => {
      const faults = rooted.end();
      note(faults);
      const doubtful = new Set(faults.map(({ day }) => day));
      return { ...audit, faults: audit.faults.map((fault) => blameHead(fault, doubtful)) };
    },
  };
}

/**
 * Where a head disagrees with the chain and the day's root disagrees with its heads, it is the
 * head that was changed, and not the transfers.
 */
function blameHead(fault: LedgerFault, doubtful: Set<string | undefined>): LedgerFault {
  const { day, memberId, seq } = fault;
  if (fault.kind === "root" || !doubtful.has(day)) return fault;
  return {
    ...fault,
    kind: "head",
    says: `The head of member ${memberId} for ${day} (transfer ${seq}) was changed, inserted or removed: it fits neither the chain nor the root of that day.`,
  };
}
