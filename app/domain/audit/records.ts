import type { ChainedTransfer } from "#app/domain/chain.ts";
import type { Account } from "#app/domain/engine/state.ts";

/** A transfer as it stands, its times in microseconds. */
export type AuditedTransfer = ChainedTransfer<bigint> & {
  from: Account;
  to: Account;
  hash: Uint8Array;
};

/** Where a member's chain stood when a day was closed: its length and the hash of its last link. */
export type Head = { memberId: string; untilAt: bigint; seq: bigint; hash: Uint8Array };

/** A shop's day that was closed: the hash over its heads and over the root before it. */
export type Root = {
  /** The end of the day, in microseconds. */
  untilAt: bigint;
  day: string;
  /** How many heads it holds. */
  members: bigint;
  previous: Uint8Array;
  root: Uint8Array;
};

/** What the tables say a member has: worked out by posting, and worked out again by the audit. */
export type Standing = {
  chainSeq: bigint;
  chainHash: Uint8Array;
  /** Points by account: pending, available, reserved, debt. */
  balances: Record<"pending" | "available" | "reserved" | "debt", bigint>;
  /** Points by lot. */
  lots: Record<string, bigint>;
  /** When each lot begins and ends, in one text. */
  lifetimes: Record<string, string>;
  /** What the member's row says of transfers and lots; null where that is not known. */
  posted:
    | {
        /** Net points by source, lot and pair of accounts. */
        flows: Record<string, bigint>;
        lifetimes: Record<string, string>;
      }
    | "unreadable"
    | null;
};

/** Everything of one member, transfers by seq and heads by day. */
export type MemberRecord = {
  memberId: string;
  /** Null when rows name a member who is not there. */
  standing: Standing | null;
  transfers: AuditedTransfer[];
  heads: Head[];
};

/** One thing that is not as it must be, and where. Holds no personal data. */
export type LedgerFault = {
  kind:
    | "altered"
    | "missing"
    | "inserted"
    | "cut-off"
    | "chain-end"
    | "balance"
    | "lot"
    | "flow"
    | "head"
    | "root";
  /** Empty when it is about the shop as a whole. */
  memberId: string;
  /** The place in the member's chain, if it is about one transfer. */
  seq: string | null;
  /** In plain words. */
  says: string;
  /** The closed day that shows it, if one does. */
  day?: string;
};
