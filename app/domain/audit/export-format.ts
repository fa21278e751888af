import { z } from "zod";
import type { AuditedTransfer, MemberRecord, Root } from "#app/domain/audit/records.ts";

/** What stands at the top of an export. */
export type ExportHeader = { shop: string; shopId: bigint; exportedAt: Date };

const FORMAT = "laurel.ledger.1";

/** One line of an export, as text. docs/ledger.md describes every field. */
export const lineOf = {
  header: ({ shop, shopId, exportedAt }: ExportHeader) =>
    write({ kind: "ledger", format: FORMAT, shop, shopId, exportedAt }),
  root: ({ day, untilAt, members, previous, root }: Root) =>
    write({ kind: "root", day, untilAt, members, previous, root }),
  member: ({ memberId, standing, heads }: MemberRecord) =>
    write({
      ...{ kind: "member", id: memberId },
      standing: standing && {
        transfers: standing.chainSeq,
        hash: standing.chainHash,
        ...standing.balances,
        lots: standing.lots,
      },
      heads: heads.map(({ untilAt, seq, hash }) => ({ untilAt, seq, hash })),
    }),
  transfer: ({ shopId: _, memberId, ...transfer }: AuditedTransfer) =>
    write({ kind: "transfer", member: memberId, ...transfer }),
  end: (counts: { members: bigint; transfers: bigint }) => write({ kind: "end", ...counts }),
};

/** Numbers as decimal text and bytes as hex, so that no reader loses a digit. */
function write(line: Record<string, unknown>): string {
  return JSON.stringify(line, plain);
}

/** Looks at what stands in the line: of a Buffer, `value` is already an object of numbers. */
function plain(this: Record<string, unknown>, key: string, value: unknown): unknown {
  const own = this[key];
  if (typeof own === "bigint") return own.toString();
  return own instanceof Uint8Array ? Buffer.from(own).toString("hex") : value;
}

const whole = z
  .string()
  .regex(/^-?\d+$/)
  .transform(BigInt);
const bytes = z
  .string()
  .regex(/^([0-9a-f]{2})*$/)
  .transform((hex): Uint8Array => Buffer.from(hex, "hex"));
const account = z.enum(
  "pending available reserved debt issued redeemed expired adjusted forgiven".split(" ") as [
    ...AuditedTransfer["from"][],
  ],
);

const Line = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("ledger"),
    format: z.literal(FORMAT),
    shop: z.string(),
    shopId: whole,
    exportedAt: z.iso.datetime().transform((text) => new Date(text)),
  }),
  z.object({
    kind: z.literal("root"),
    day: z.string(),
    untilAt: whole,
    members: whole,
    previous: bytes,
    root: bytes,
  }),
  z.object({
    kind: z.literal("member"),
    id: z.string(),
    standing: z
      .object({
        ...{ transfers: whole, hash: bytes },
        ...{ pending: whole, available: whole, reserved: whole, debt: whole },
        lots: z.record(z.string(), whole),
      })
      .nullable(),
    heads: z.array(z.object({ untilAt: whole, seq: whole, hash: bytes })),
  }),
  z.object({
    kind: z.literal("transfer"),
    member: z.string(),
    ...{ seq: whole, key: z.string(), from: account, to: account, points: whole },
    ...{ source: z.string(), lot: z.string(), reason: z.string(), author: z.string() },
    version: z.number().int().nullable(),
    ...{ happenedAt: whole, recordedAt: whole },
    receipt: z.unknown(),
    ...{ commitment: bytes, hash: bytes },
  }),
  z.object({ kind: z.literal("end"), members: whole, transfers: whole }),
]);

export type ExportLine = z.infer<typeof Line>;

/** Reads one line; throws what is wrong with it. */
export function parseLine(text: string): ExportLine {
  return Line.parse(JSON.parse(text));
}
