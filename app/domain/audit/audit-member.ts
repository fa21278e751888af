import type {
  AuditedTransfer,
  LedgerFault,
  MemberRecord,
  Root,
  Standing,
} from "#app/domain/audit/records.ts";
import {
  memberOfKey,
  nameOf,
  sameBytes,
  walkChain,
  type Walk,
} from "#app/domain/audit/walk-chain.ts";
import { auditHeads } from "#app/domain/audit/audit-heads.ts";
import { balancesOf, flowsOf, type Flows } from "#app/domain/engine/flows.ts";

/**
 * Adds a member up again from their transfers and compares chain, balances, lots and flows with
 * what stands, and the chain with where it stood at the end of each closed day.
 */
export function auditMember(record: MemberRecord, roots: Root[]): LedgerFault[] {
  const { memberId, standing, transfers, heads } = record;
  if (!standing) return auditNobody(record);
  const flows = flowsOf(transfers);
  const off = offFlows(flows, standing);
  const isOff = (transfer: AuditedTransfer) =>
    [...flowsOf([transfer]).keys()].some((key) => off.has(key));
  // What stands beyond the end that the member's row names is no link of the chain.
  const links = transfers.filter(({ seq }) => seq <= standing.chainSeq);
  const walk = walkChain(links, standing.chainHash, isOff);
  const chain = [...walk.faults, ...auditEnd(record, standing, walk)];
  // Sums that disagree are what a broken chain leads to: they are told after it.
  return [
    ...chain,
    ...auditHeads({ transfers: links, heads, roots }, chain),
    ...auditSums(memberId, standing, flows),
    ...auditPosted(memberId, standing),
    ...auditLifetimes(memberId, standing),
    ...[...off].map((key): LedgerFault => flowFault(memberId, key, { flows, standing })),
  ];
}

/** Rows of a member who is not there. */
function auditNobody({ memberId, transfers, heads }: MemberRecord): LedgerFault[] {
  const [first] = transfers;
  const seq = first?.seq.toString() ?? null;
  if (first && heads.length === 0) {
    return [
      {
        kind: "inserted",
        memberId,
        seq,
        says: `${nameOf(first)} was inserted: there is no such member.`,
      },
    ];
  }
  return [
    {
      kind: "missing",
      memberId,
      seq,
      says: `Member ${memberId} is missing: the roots know ${heads.at(-1)?.seq ?? 0n} transfers of them, and ${transfers.length} are there.`,
    },
  ];
}

/** The end of the chain, as far as the walk could follow it. */
function auditEnd({ memberId, transfers }: MemberRecord, standing: Standing, walk: Walk) {
  const { chainSeq, chainHash } = standing;
  const beyond = transfers.find(({ seq }) => seq > chainSeq);
  if (beyond) return [insertedAtEnd(beyond, chainSeq)];
  if (walk.seq < chainSeq) {
    const first = (walk.seq + 1n).toString();
    return [
      {
        kind: "cut-off" as const,
        memberId,
        seq: first,
        says: `The transfers of member ${memberId} from ${first} to ${chainSeq} are missing: the end of the chain was cut off.`,
      },
    ];
  }
  const isKnown = walk.faults.some(({ seq }) => seq === walk.seq.toString());
  if (isKnown || sameBytes(walk.hash, chainHash)) return [];
  const last = transfers.at(-1);
  const says = last
    ? `${nameOf(last)} ends the chain with another hash than the member's row holds: ` +
      "one of the two was changed."
    : `The row of member ${memberId} ends the chain with a hash, but there is no transfer.`;
  return [{ kind: "chain-end" as const, memberId, seq: walk.seq.toString(), says }];
}

function insertedAtEnd(transfer: AuditedTransfer, chainSeq: bigint): LedgerFault {
  const { memberId, seq, key } = transfer;
  const owner = memberOfKey(key);
  const moved = owner === null || owner === memberId ? "" : ` Its key says member ${owner}.`;
  return {
    kind: "inserted",
    memberId,
    seq: seq.toString(),
    says: `${nameOf(transfer)} was inserted: by the member's row the chain ends at ${chainSeq}.${moved}`,
  };
}

function auditSums(memberId: string, standing: Standing, flows: Flows): LedgerFault[] {
  const balances = balancesOf(flows);
  const accounts = ["pending", "available", "reserved", "debt"] as const;
  const wrong = accounts.filter((account) => balances[account] !== standing.balances[account]);
  const lots = lotsOf(flows);
  const lotNames = [...new Set([...Object.keys(lots), ...Object.keys(standing.lots)])].sort();
  const wrongLots = lotNames.filter((lot) => (lots[lot] ?? 0n) !== (standing.lots[lot] ?? 0n));
  return [
    ...wrong.map((account): LedgerFault => {
      return {
        kind: "balance",
        memberId,
        seq: null,
        says: `The ${account} balance of member ${memberId} says ${standing.balances[account]}; the transfers come to ${balances[account]}.`,
      };
    }),
    ...wrongLots.map((lot): LedgerFault => {
      return {
        kind: "lot",
        memberId,
        seq: null,
        says: `Lot ${lot} of member ${memberId} holds ${standing.lots[lot] ?? 0n}; the transfers come to ${lots[lot] ?? 0n}.`,
      };
    }),
  ];
}

function postedOf({ posted }: Standing) {
  return posted === "unreadable" ? null : posted;
}

function auditPosted(memberId: string, { posted }: Standing): LedgerFault[] {
  if (posted !== "unreadable") return [];
  const says = `What the row of member ${memberId} says of their transfers cannot be read.`;
  return [{ kind: "flow", memberId, seq: null, says }];
}

/** Lots whose dates are not those that were written with the member. */
function auditLifetimes(memberId: string, standing: Standing): LedgerFault[] {
  const { lifetimes } = standing;
  return Object.entries(postedOf(standing)?.lifetimes ?? {}).flatMap(([lot, written]) => {
    const found = lifetimes[lot];
    if (found === undefined || found === written) return [];
    const says = `Lot ${lot} of member ${memberId} lives ${found}; by the member's row ${written}.`;
    return [{ kind: "lot" as const, memberId, seq: null, says }];
  });
}

/** What each lot holds by the flows: in and out of the account of available points. */
function lotsOf(flows: Flows): Record<string, bigint> {
  const points: Record<string, bigint> = {};
  for (const { lot, from, to, points: moved } of flows.values()) {
    const change = (to === "available" ? moved : 0n) - (from === "available" ? moved : 0n);
    points[lot] = (points[lot] ?? 0n) + change;
  }
  return points;
}

/** Flows that are not what the member's row says; none where the row's are not known. */
function offFlows(flows: Flows, standing: Standing): Set<string> {
  const posted = postedOf(standing);
  if (posted === null) return new Set();
  const kept = posted.flows;
  const keys = [...new Set([...flows.keys(), ...Object.keys(kept)])];
  return new Set(keys.filter((key) => (flows.get(key)?.points ?? 0n) !== (kept[key] ?? 0n)));
}

function flowFault(
  memberId: string,
  key: string,
  { flows, standing }: { flows: Flows; standing: Standing },
): LedgerFault {
  const [kept, found] = [postedOf(standing)?.flows[key] ?? 0n, flows.get(key)?.points ?? 0n];
  return {
    kind: "flow",
    memberId,
    seq: null,
    says: `By the row of member ${memberId} the flow ${key} is ${kept}; the transfers come to ${found}.`,
  };
}
