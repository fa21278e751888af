import { describe, expect, test } from "vitest";
import { auditExport } from "#app/domain/audit/audit-export.ts";
import { lineOf } from "#app/domain/audit/export-format.ts";
import { ADA, aSmallLedger, BEN, SHOP } from "#test/support/small-ledger.ts";

const header = { shop: "tea.myshopify.com", shopId: SHOP, exportedAt: new Date(0) };

/**
 * Lines 1 to 4 are the header and the roots, 5 is Ada and 6 to 10 her transfers, 11 is Ben and 12
 * to 14 his, 15 is Cleo and 16 hers, 17 is Dan, 18 the end.
 */
function aFile(): string[] {
  const { ada, ben, cleo, dan, roots } = aSmallLedger();
  return [
    lineOf.header(header),
    ...roots.map(lineOf.root),
    ...[ada, ben, cleo, dan].flatMap((member) => [
      lineOf.member(member),
      ...member.transfers.map(lineOf.transfer),
    ]),
    lineOf.end({ members: 4n, transfers: 9n }),
  ];
}

async function* each(lines: string[]): AsyncGenerator<string> {
  for (const line of lines) yield await Promise.resolve(line);
}

async function refusal(lines: string[]): Promise<string> {
  return auditExport(each(lines)).then(
    () => "it verifies",
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
}

/** The file with line `number` put in place of, or before, another. */
const moved = (from: number, to: number) => {
  const lines = aFile();
  const [line = ""] = lines.splice(from - 1, 1);
  return lines.toSpliced(to - 1, 0, line);
};
const doubled = (number: number) => {
  const lines = aFile();
  return lines.toSpliced(number, 0, lines[number - 1] ?? "");
};
const without = (number: number) => aFile().toSpliced(number - 1, 1);
const changed = (number: number, from: string, to: string) => {
  const lines = aFile();
  return lines.with(number - 1, (lines[number - 1] ?? "").replace(from, to));
};

test("an export of a sound ledger verifies with nothing but the file", async () => {
  const { roots } = aSmallLedger();
  const rootList = roots.map(
    (root) => expect.objectContaining({ day: root.day, root: root.root }) as unknown,
  );
  expect(await auditExport(each(aFile()))).toEqual({
    ...{ members: 4n, transfers: 9n, roots: 3n, faultCount: 0n, faults: [] },
    header: { kind: "ledger", format: "laurel.ledger.1", ...header },
    rootList,
  });
});

test("so does one of a shop without members", async () => {
  const lines = [lineOf.header(header), lineOf.end({ members: 0n, transfers: 0n })];
  expect(await auditExport(each(lines))).toMatchObject({ members: 0n, faults: [], rootList: [] });
});

test("what was changed in a line is named as in the database", async () => {
  const name = `Transfer 3 of member ${ADA} (101 points, pending to available, order:1001)`;
  const row = await auditExport(each(changed(8, '"points":"100"', '"points":"101"')));
  expect(row.faults.map(({ says }) => says)).toEqual([
    `${name} was changed after it was written.`,
    `The pending balance of member ${ADA} says 0; the transfers come to -1.`,
    `The available balance of member ${ADA} says 70; the transfers come to 71.`,
    `Lot order:1001 of member ${ADA} holds 20; the transfers come to 21.`,
  ]);
  const debt = await auditExport(each(changed(11, '"debt":"-30"', '"debt":"0"')));
  expect(debt.faults.map(({ says }) => says)).toEqual([
    `The debt balance of member ${BEN} says 0; the transfers come to -30.`,
  ]);
  const shop = await auditExport(each(changed(1, '"shopId":"7"', '"shopId":"8"')));
  expect([shop.faultCount, shop.faults[0]?.kind]).toEqual([12n, "altered"]);
});

test("rows of a member who is not there are told", async () => {
  const { ada } = aSmallLedger();
  const lines = [
    lineOf.header(header),
    lineOf.member({ ...ada, standing: null, heads: [] }),
    ...ada.transfers.slice(0, 1).map(lineOf.transfer),
    lineOf.end({ members: 1n, transfers: 1n }),
  ];
  expect((await auditExport(each(lines))).faults).toMatchObject([
    { kind: "inserted", memberId: ADA, seq: "1" },
  ]);
});

describe("a file that is no export, or not all of it, is refused", () => {
  test.each([
    ["an empty one", [], "The file stops before its end: it was cut off."],
    ["one without its last line", without(18), "The file stops before its end: it was cut off."],
    ["one without its first line", without(1), "The first line is not the header of an export."],
    ["a second header", doubled(1), "Line 2 is a second header."],
    ["a line after the end", doubled(18), "Line 19 comes after the end."],
    ["a root after a member", moved(4, 11), "Line 11 is a root after the members."],
    ["a root that stands twice", doubled(3), "Line 4 is out of place."],
    ["roots in another order", moved(3, 2), "Line 3 is out of place."],
    ["a member who stands twice", doubled(17), "Line 18 is out of place."],
    ["members in another order", moved(17, 15), "Line 16 is out of place."],
    ["a transfer before any member", moved(6, 5), "Line 5 is out of place."],
    ["a transfer with another member", moved(6, 11), "Line 11 is out of place."],
    [
      "a line of something else",
      changed(9, '"seq"', '"sequel"'),
      "Line 9 is no line of an export.",
    ],
    [
      "one without a transfer",
      without(10),
      "The file says 4 members and 9 transfers, and holds 4 and 8: lines were removed or inserted.",
    ],
    [
      "one without a member",
      without(17),
      "The file says 4 members and 9 transfers, and holds 3 and 9: lines were removed or inserted.",
    ],
  ])("%s", async (_which, lines, says) => {
    expect(await refusal(lines)).toBe(says);
  });

  test("with what was wrong with the line as the cause", async () => {
    const told = auditExport(each(changed(2, "{", ""))).catch((error: unknown) => error);
    expect(await told).toMatchObject({
      message: "Line 2 is no line of an export.",
      cause: expect.any(SyntaxError) as unknown,
    });
  });
});
