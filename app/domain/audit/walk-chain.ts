import type { AuditedTransfer, LedgerFault } from "#app/domain/audit/records.ts";
import { chainHash } from "#app/domain/chain.ts";

/** Where a walk along a chain ended, and what was wrong on the way. */
export type Walk = { faults: LedgerFault[]; seq: bigint; hash: Uint8Array };

/** A link whose hash is not the one that follows from its row; what comes next tells why. */
type Doubt = { transfer: AuditedTransfer; before: AuditedTransfer | null; computed: Uint8Array };

type Place = {
  /** The hash the next link must rest on. */
  hash: Uint8Array;
  seq: bigint;
  last: AuditedTransfer | null;
  doubt: Doubt | null;
};

/**
 * Computes a member's chain again, link by link, and names each row that is not as it was
 * written. `isOff` says whether the member's flows disagree with a transfer's source: where
 * either of two rows could have been changed, that tells which.
 */
export function walkChain(transfers: AuditedTransfer[], endHash: Uint8Array, isOff: Off): Walk {
  const faults: LedgerFault[] = [];
  const look: Look = { isOff, report: (fault) => faults.push(fault) };
  let place: Place = { hash: new Uint8Array(), seq: 0n, last: null, doubt: null };
  for (const transfer of transfers) place = follow(place, transfer, look);
  const { doubt, seq, hash } = place;
  if (doubt) {
    const onlyHash = sameBytes(doubt.computed, endHash);
    faults.push(onlyHash ? rehashed(doubt.transfer) : nameDoubt(doubt, isOff));
  }
  return { faults, seq, hash };
}

type Look = { isOff: Off; report: (fault: LedgerFault) => void };

function follow(place: Place, transfer: AuditedTransfer, look: Look): Place {
  const { seq } = transfer;
  if (seq === place.seq + 1n) return step(place, transfer, look);
  if (seq > place.seq) return leap(place, transfer, look);
  look.report(misplaced(transfer, place.seq));
  return place;
}

/** Nobody knows on what the first link after a gap must rest. */
function leap({ seq, doubt }: Place, transfer: AuditedTransfer, { isOff, report }: Look): Place {
  if (doubt) report(nameDoubt(doubt, isOff));
  report(missing(transfer.memberId, seq + 1n, transfer.seq - 1n));
  return sound(transfer);
}

function step(
  { hash, last, doubt }: Place,
  transfer: AuditedTransfer,
  { isOff, report }: Look,
): Place {
  const computed = chainHash(hash, transfer);
  if (sameBytes(computed, transfer.hash)) {
    // It rests on the hash that the doubtful row carries: that row's content was changed.
    if (doubt) report(nameDoubt(doubt, isOff));
    return sound(transfer);
  }
  if (doubt && sameBytes(chainHash(doubt.computed, transfer), transfer.hash)) {
    // It rests on the hash that follows from the row: only the row's own hash was changed.
    report(rehashed(doubt.transfer));
    return sound(transfer);
  }
  if (doubt) report(nameDoubt(doubt, isOff));
  return { ...sound(transfer), doubt: { transfer, before: last, computed } };
}

function sound(transfer: AuditedTransfer): Place {
  return { hash: transfer.hash, seq: transfer.seq, last: transfer, doubt: null };
}

function nameDoubt({ transfer, before }: Doubt, isOff: Off): LedgerFault {
  const movedFrom = memberOfKey(transfer.key);
  if (movedFrom !== null && movedFrom !== transfer.memberId) {
    return fault(
      "inserted",
      transfer,
      `${nameOf(transfer)} was moved here: its key says that it belongs to member ${movedFrom}.`,
    );
  }
  if (before && isOff(before) && !isOff(transfer)) {
    return fault(
      "altered",
      before,
      `${nameOf(before)} was changed after it was written, and its hash with it: ${transfer.seq} does not follow from it.`,
    );
  }
  return fault("altered", transfer, `${nameOf(transfer)} was changed after it was written.`);
}

type Off = (transfer: AuditedTransfer) => boolean;

function rehashed(transfer: AuditedTransfer): LedgerFault {
  return fault("altered", transfer, `The hash of ${nameOf(transfer)} was changed.`);
}

function missing(memberId: string, first: bigint, last: bigint): LedgerFault {
  const which = first === last ? `Transfer ${first}` : `Transfers ${first} to ${last}`;
  return {
    kind: "missing",
    memberId,
    seq: first.toString(),
    says: `${which} of member ${memberId} ${first === last ? "is" : "are"} missing.`,
  };
}

/** Only in a file: the database keeps one row of a number. */
function misplaced(transfer: AuditedTransfer, after: bigint): LedgerFault {
  const name = nameOf(transfer);
  const says = `${name} stands after transfer ${after}: it was inserted there, or moved.`;
  return fault("inserted", transfer, says);
}

function fault(
  kind: LedgerFault["kind"],
  { memberId, seq }: AuditedTransfer,
  says: string,
): LedgerFault {
  return { kind, memberId, seq: seq.toString(), says };
}

/** A transfer in words: enough to find the row. */
export function nameOf({ seq, memberId, points, from, to, source }: AuditedTransfer): string {
  return `Transfer ${seq} of member ${memberId} (${points} points, ${from} to ${to}, ${source})`;
}

/** The member that a key was made for; null where it names none. */
export function memberOfKey(key: string): string | null {
  return /@([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(key)?.[1] ?? null;
}

export function sameBytes(one: Uint8Array, other: Uint8Array): boolean {
  return Buffer.compare(one, other) === 0;
}
