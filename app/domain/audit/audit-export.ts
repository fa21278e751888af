import { auditLedger, type LedgerAudit } from "#app/domain/audit/audit-ledger.ts";
import { parseLine, type ExportHeader, type ExportLine } from "#app/domain/audit/export-format.ts";
import type { MemberRecord, Root } from "#app/domain/audit/records.ts";

export type ExportAudit = LedgerAudit & { header: ExportHeader; rootList: Root[] };

type Reading = {
  header: ExportHeader | null;
  roots: Root[];
  audit: ReturnType<typeof auditLedger> | null;
  member: MemberRecord | null;
  end: { members: bigint; transfers: bigint } | null;
};

/**
 * Audits an export line by line, with nothing but the file: one member is held at a time. Throws
 * on what is no export, and on one that was not written to its end.
 */
export async function auditExport(lines: AsyncIterable<string>): Promise<ExportAudit> {
  const reading: Reading = { header: null, roots: [], audit: null, member: null, end: null };
  let number = 0;
  for await (const text of lines) {
    number += 1;
    if (reading.end) throw new Error(`Line ${number} comes after the end.`);
    take(reading, parsed(text, number), number);
  }
  const { header, end } = reading;
  if (!header || !end) throw new Error("The file stops before its end: it was cut off.");
  const audit = auditOf(reading, header).end();
  if (audit.members !== end.members || audit.transfers !== end.transfers) {
    throw new Error(
      `The file says ${end.members} members and ${end.transfers} transfers, and holds ${audit.members} and ${audit.transfers}: lines were removed or inserted.`,
    );
  }
  return { ...audit, header, rootList: reading.roots };
}

function parsed(text: string, number: number): ExportLine {
  try {
    return parseLine(text);
  } catch (cause) {
    throw new Error(`Line ${number} is no line of an export.`, { cause });
  }
}

function take(reading: Reading, line: ExportLine, number: number): void {
  if (line.kind === "ledger") {
    if (reading.header) throw new Error(`Line ${number} is a second header.`);
    reading.header = line;
    return;
  }
  const { header } = reading;
  if (!header) throw new Error("The first line is not the header of an export.");
  switch (line.kind) {
    case "root":
      if (reading.audit) throw new Error(`Line ${number} is a root after the members.`);
      if (line.untilAt <= (reading.roots.at(-1)?.untilAt ?? 0n)) throw outOfPlace(number);
      reading.roots.push(line);
      return;
    case "member":
      if (line.id <= (reading.member?.memberId ?? "")) throw outOfPlace(number);
      finishMember(reading, header);
      reading.member = memberOf(line);
      return;
    case "transfer": {
      const { member } = reading;
      if (member?.memberId !== line.member) throw outOfPlace(number);
      member.transfers.push({ ...line, shopId: header.shopId, memberId: line.member });
      return;
    }
    case "end":
      finishMember(reading, header);
      reading.end = line;
  }
}

function outOfPlace(number: number): Error {
  return new Error(`Line ${number} is out of place.`);
}

function memberOf({ id, standing, heads }: ExportLine & { kind: "member" }): MemberRecord {
  return {
    memberId: id,
    standing: standing && {
      chainSeq: standing.transfers,
      chainHash: standing.hash,
      balances: standing,
      lots: standing.lots,
      lifetimes: {},
      posted: null,
    },
    transfers: [],
    heads: heads.map((head) => ({ ...head, memberId: id })),
  };
}

function auditOf(reading: Reading, { shopId }: ExportHeader) {
  return (reading.audit ??= auditLedger(shopId, reading.roots));
}

function finishMember(reading: Reading, header: ExportHeader): void {
  const audit = auditOf(reading, header);
  if (reading.member) audit.add(reading.member);
  reading.member = null;
}
