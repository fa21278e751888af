import { createHash } from "node:crypto";
import type { Instant, OrderFacts } from "#app/domain/order-facts.ts";

/** `import` brings in what was before us, `full` compares everything, `hourly` what changed. */
export type ComparisonKind = "import" | "full" | "hourly";

export type ComparisonState = "asked" | "exporting" | "reading" | "repairing" | "done" | "failed";

/** Why an order was not with us as the shop has it. */
export type Finding =
  /** It is as we know it. */
  | ""
  /** It was missed; why is looked into at the end. */
  | "missed"
  /** No message about it was ever kept, and none waits. */
  | "silent"
  /** A message came, and could not be kept. */
  | "failed"
  /** A message came, and still waits to be taken up. */
  | "waiting"
  /** Messages came, and said something else. */
  | "differed"
  /** It is of a time before we were told of orders. */
  | "imported"
  /** We keep it, and the shop does not list it. */
  | "unlisted";

/** What a list tells of an order that is too large for it. */
export type ListedOrder = {
  updatedAt: Instant;
  edited: boolean;
  cancelledAt: Instant | null;
  /** Null where it does not name them all. */
  refundIds: string[] | null;
};

/**
 * Whether an order is kept as the shop lists it. That an edited one is known as of the same moment
 * is not enough: of a message alone nobody can tell what was placed. Nor is it for others, since
 * Shopify's moments are seconds: a refund may have followed within one.
 */
export function isKnown(kept: OrderFacts | undefined, listed: ListedOrder): boolean {
  if (!kept || kept.updatedAt < listed.updatedAt) return false;
  if (listed.cancelledAt !== null && kept.cancelledAt === null) return false;
  // Not every refund of an edited order is a change of its own.
  if (listed.edited) return kept.changes.some(({ kind }) => kind === "edit");
  return kept.updatedAt > listed.updatedAt || hasRefunds(kept, listed.refundIds);
}

function hasRefunds({ changes }: OrderFacts, refundIds: string[] | null): boolean {
  const known = new Set(changes.map(({ id }) => id));
  return refundIds?.every((id) => known.has(id)) ?? false;
}

/** What was wrong with an order that the shop lists as of `updatedAt` and we did not know so. */
export function decideFinding(order: {
  updatedAt: Instant;
  /** As of when we knew it, or null. */
  knownAs: Instant | null;
  installedAt: Instant;
}): Finding {
  if (order.knownAs === order.updatedAt) return "differed";
  return order.updatedAt < order.installedAt ? "imported" : "missed";
}

/** A finished comparison, as it is signed. */
export type ComparisonRecord = {
  number: number;
  kind: string;
  state: string;
  author: string;
  startedAt: Date;
  finishedAt: Date;
  coversFrom: Date;
  seen: bigint;
  imported: bigint;
  missed: bigint;
  repaired: bigint;
  unlisted: bigint;
  deleted: bigint;
  note: string;
  previous: string;
};

/** One order with a finding, as it is signed. */
export type SignedFinding = { orderId: string; finding: string; repaired: boolean };

/**
 * The canonical text of a record and its findings: what is signed. Nothing of it can be changed,
 * left out or added without changing the text.
 */
export function comparisonText(record: ComparisonRecord, findings: SignedFinding[]): string {
  return JSON.stringify([
    "laurel.order-comparison.1",
    record.number,
    record.kind,
    record.state,
    record.author,
    record.startedAt.toISOString(),
    record.finishedAt.toISOString(),
    record.coversFrom.toISOString(),
    record.seen.toString(),
    record.imported.toString(),
    record.missed.toString(),
    record.repaired.toString(),
    record.unlisted.toString(),
    record.deleted.toString(),
    record.note,
    record.previous,
    digestOf(findings),
  ]);
}

function digestOf(findings: SignedFinding[]): string {
  const hash = createHash("sha256");
  const sorted = findings.toSorted((one, other) => (one.orderId < other.orderId ? -1 : 1));
  for (const { orderId, finding, repaired } of sorted) {
    hash.update(`${JSON.stringify([orderId, finding, repaired])}\n`);
  }
  return hash.digest("hex");
}
