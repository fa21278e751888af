import { expect, test } from "vitest";
import { auditLedger } from "#app/domain/audit/audit-ledger.ts";
import { auditMember } from "#app/domain/audit/audit-member.ts";
import { aSmallLedger, SHOP } from "#test/support/small-ledger.ts";

test("a ledger that nobody has touched is counted, and nothing is found", () => {
  const { ada, ben, cleo, dan, roots } = aSmallLedger();
  const audit = auditLedger(SHOP, roots);
  for (const member of [ada, ben, cleo, dan]) audit.add(member);
  expect(audit.end()).toEqual({
    ...{ members: 4n, transfers: 9n, roots: 3n },
    ...{ faultCount: 0n, faults: [] },
  });
});

test("an empty shop is sound", () => {
  const nothing = { members: 0n, transfers: 0n, roots: 0n, faultCount: 0n, faults: [] };
  expect(auditLedger(SHOP, []).end()).toEqual(nothing);
});

test("a day is closed over whoever had points in it, up to the last microsecond before midnight", () => {
  const { ada, ben, cleo, dan, roots } = aSmallLedger();
  expect(roots.map(({ day, members }) => [day, members])).toEqual([
    ["2026-03-02", 2n],
    ["2026-03-03", 2n],
    ["2026-03-04", 2n],
  ]);
  const heads = [ada, ben, cleo, dan].map(({ heads }) => heads.map(({ seq }) => seq));
  expect(heads).toEqual([[2n, 3n, 4n], [1n, 3n], [1n], []]);
  for (const member of [ada, ben, cleo, dan]) expect(auditMember(member, roots)).toEqual([]);
});

test("a member of whom is not known what was posted, as in an export, is judged by the rest", () => {
  const { ada, roots } = aSmallLedger();
  const standing = { ...ada.standing, posted: null };
  expect(auditMember({ ...ada, standing }, roots)).toEqual([]);
});

test("before any day is closed, the chain alone is looked at", () => {
  const { ada } = aSmallLedger();
  expect(auditMember({ ...ada, heads: [] }, [])).toEqual([]);
});
