import { createHash } from "node:crypto";

/**
 * A transfer as it stands in the ledger, without its hash. Posting has its times as dates; who
 * checks reads them as the database keeps them, in microseconds.
 */
export type ChainedTransfer<Time extends Date | bigint = Date> = {
  shopId: bigint;
  memberId: string;
  seq: bigint;
  key: string;
  from: string;
  to: string;
  points: bigint;
  source: string;
  lot: string;
  reason: string;
  author: string;
  version: number | null;
  happenedAt: Time;
  recordedAt: Time;
  /** The receipt as plain JSON, or null. */
  receipt: unknown;
  commitment: Uint8Array;
};

/**
 * The next link of a member's hash chain: SHA-256 over the link before it and the transfer's
 * canonical bytes, which hold no personal data. A changed, missing or moved row breaks the chain.
 * Whoever has the receipt's canonical text already hands it over.
 */
export function chainHash(
  previous: Uint8Array,
  transfer: ChainedTransfer<Date | bigint>,
  receiptText = canonicalJson(transfer.receipt),
): Uint8Array {
  const text = canonicalText(transfer, receiptText);
  return createHash("sha256").update(previous).update(text).digest();
}

/**
 * A salted hash that stands for a note: it proves the note, and says nothing once the salt is gone.
 */
export function commitmentTo(note: string, salt: Uint8Array): Uint8Array {
  return createHash("sha256").update(salt).update(note).digest();
}

function canonicalText(transfer: ChainedTransfer<Date | bigint>, receiptText: string): string {
  return JSON.stringify([
    "laurel.transfer.1",
    transfer.shopId.toString(),
    transfer.memberId,
    transfer.seq.toString(),
    transfer.key,
    transfer.from,
    transfer.to,
    transfer.points.toString(),
    transfer.source,
    transfer.lot,
    transfer.reason,
    transfer.author,
    transfer.version === null ? "" : transfer.version.toString(),
    microseconds(transfer.happenedAt),
    microseconds(transfer.recordedAt),
    Buffer.from(transfer.commitment).toString("hex"),
    receiptText,
  ]);
}

function microseconds(time: Date | bigint): string {
  return (typeof time === "bigint" ? time : BigInt(time.getTime()) * 1000n).toString();
}

/**
 * JSON with keys in order, as a database may keep an object's keys in an order of its own. A bigint
 * stands as in exact-json.ts, so a value and what was stored of it have the same text.
 */
export function canonicalJson(value: unknown): string {
  if (typeof value === "bigint") return `{"n":"${value.toString()}"}`;
  if (value === undefined) return "null";
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  const fields = value as Record<string, unknown>;
  let text = "";
  for (const key of keysInOrder(fields)) {
    const field = fields[key];
    if (field === undefined) continue;
    text += `${text === "" ? "" : ","}${JSON.stringify(key)}:${canonicalJson(field)}`;
  }
  return `{${text}}`;
}

/** Numbers among them come first: links were always made so, as objects keep them so. */
function keysInOrder(fields: object): string[] {
  const keys = Object.keys(fields).sort();
  if (!keys.some((key) => key < ":")) return keys;
  return Object.keys(Object.fromEntries(keys.map((key) => [key, null])));
}
