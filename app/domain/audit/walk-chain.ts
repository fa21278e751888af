import type { AuditedTransfer, LedgerFault } from "#app/domain/audit/records.ts";
import { chainHash } from "#app/domain/chain.ts";

/** Where a walk along a chain ended, and what was wrong on the way. */
export type Walk = { faults: LedgerFault[]; seq: bigint; hash: Uint8Array };

/** A link whose hash is not the one that follows from its row; what comes next tells why. */
type Doubt = { transfer: AuditedTransfer; before: AuditedTransfer | null; computed: Uint8Array };

type Place = {
  /** The hash the next link must rest on; null after a gap, where nobody knows it. */
  hash: Uint8Array | null;
  seq: bigint;
  last: AuditedTransfer | null;
  doubt: Doubt | null;
};

/**
 * Computes a member's chain again, link by link, and names each row that is not as it was
 * written. `isOff` says whether the member's flows disagree with a transfer's source: where
 * either of two rows could have been changed, that tells which.
 */
export function walkChain(
  transfers: AuditedTransfer[],
  end: { seq: bigint; hash: Uint8Array } | null,
  isOff: (transfer: AuditedTransfer) => boolean,
): Walk {
  const faults: LedgerFault[] = [];
  let place: Place = { hash: new Uint8Array(), seq: 0n, last: null, doubt: null };
  for (const transfer of transfers) {
    if (transfer.seq !== place.seq + 1n) {
      if (place.doubt) faults.push(nameDoubt(place.doubt, isOff));
      faults.push(missing(transfer.memberId, place.seq + 1n, transfer.seq - 1n));
      place = { ...place, hash: null, doubt: null };
    }
    place = step(place, transfer, (doubt) => faults.push(nameDoubt(doubt, isOff)));
  }
  if (place.doubt) {
    const onlyHash = end?.seq === place.seq && sameBytes(place.doubt.computed, end.hash);
    faults.push(onlyHash ? rehashed(place.doubt.transfer) : nameDoubt(place.doubt, isOff));
  }
  return { faults, seq: place.seq, hash: place.hash ?? new Uint8Array() };
}

function step(place: Place, transfer: AuditedTransfer, report: (doubt: Doubt) => void): Place {
  const next = { hash: transfer.hash, seq: transfer.seq, last: transfer, doubt: null };
  if (place.hash === null) return next;
  const computed = chainHash(place.hash, transfer);
  if (sameBytes(computed, transfer.hash)) {
    // It rests on the hash that the doubtful row carries: that row's content was changed.
    if (place.doubt) report(place.doubt);
    return next;
  }
  if (place.doubt && sameBytes(chainHash(place.doubt.computed, transfer), transfer.hash)) {
    // It rests on the hash that follows from the row: only the row's own hash was changed.
    report({ ...place.doubt, before: null, computed: new Uint8Array() });
    return next;
  }
  if (place.doubt) report(place.doubt);
  return { ...next, doubt: { transfer, before: place.last, computed } };
}

function nameDoubt({ transfer, before, computed }: Doubt, isOff: Off): LedgerFault {
  if (computed.length === 0) return rehashed(transfer);
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
