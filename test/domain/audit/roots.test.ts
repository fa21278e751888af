import { expect, test } from "vitest";
import { auditRoots, compareRoots, headsHasher, rootHash } from "#app/domain/audit/roots.ts";
import type { MemberRecord, Root } from "#app/domain/audit/records.ts";
import {
  ADA,
  aSmallLedger,
  BEN,
  CLEO,
  micros,
  SHOP,
  type SmallLedger,
} from "#test/support/small-ledger.ts";

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");

// Worked out with the bytes of docs/ledger.md and another program.
test("the hash over heads and the root of a day are made of the bytes that the manual tells", () => {
  const hasher = headsHasher();
  const untilAt = micros("2026-03-03T00:00");
  const hash = (byte: number) => new Uint8Array(32).fill(byte);
  hasher.add({ memberId: ADA, untilAt, seq: 2n, hash: hash(1) });
  hasher.add({ memberId: BEN, untilAt, seq: 258n, hash: hash(2) });
  hasher.add({ memberId: CLEO, untilAt, seq: 1n, hash: hash(3) });
  const heads = hasher.end();
  expect([heads.members, hex(heads.hash)]).toEqual([
    3n,
    "5e9ee47ff100ef924669ad6f935c734d8d80a9b718d4c4a4c092f8c3bbd7483f",
  ]);
  const day = { day: "2026-03-02", untilAt, members: 3n };
  const first = rootHash(SHOP, { ...day, previous: new Uint8Array() }, heads.hash);
  expect(hex(first)).toBe("942fc878bc38f2ae935e46f7c7138074d771bcee321d5adcb6359addc1279c7b");
  const later = rootHash(SHOP, { ...day, previous: new Uint8Array([255, 0]) }, heads.hash);
  expect(hex(later)).toBe("b279574b53eeecc264c0dbe4213fba345af5893f05f589ec2038fdeac879daee");
});

test("a day without heads has the hash of nothing", () => {
  const { hash, members } = headsHasher().end();
  expect([members, hex(hash)]).toEqual([
    0n,
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
  ]);
});

function rootFaults(change: (ledger: SmallLedger) => void): string[] {
  const ledger = aSmallLedger();
  change(ledger);
  const audit = auditRoots(SHOP, ledger.roots);
  const members: MemberRecord[] = [ledger.ada, ledger.ben, ledger.cleo, ledger.dan];
  for (const { heads } of members) audit.add(heads);
  const faults = audit.end();
  for (const fault of faults)
    expect(fault).toMatchObject({ kind: "root", memberId: "", seq: null });
  return faults.map(({ day, says }) => `${day}: ${says}`);
}

const otherHash = new Uint8Array(32).fill(9);
const put = (roots: Root[], at: number, changed: Partial<Root>) => {
  return roots.map((root, index) => (index === at ? { ...root, ...changed } : root));
};
const notItsHash = (day: string) =>
  `${day}: The root of ${day} is not the hash of its heads: it or one of them was changed.`;
const notAfter = (day: string) =>
  `${day}: The root of ${day} does not follow from the one before it: one of them was changed, removed or inserted.`;

test("roots over the heads that are there are sound", () => {
  expect(rootFaults(() => undefined)).toEqual([]);
});

test("a changed root is named, and the one that rests on it", () => {
  const change = (ledger: SmallLedger) => {
    ledger.roots = put(ledger.roots, 1, { root: otherHash });
  };
  expect(rootFaults(change)).toEqual([notItsHash("2026-03-03"), notAfter("2026-03-04")]);
});

test("a first root that rests on something is named, and so is one whose day was renamed", () => {
  const rests = (ledger: SmallLedger) => {
    ledger.roots = put(ledger.roots, 0, { previous: otherHash });
  };
  expect(rootFaults(rests)).toEqual([notAfter("2026-03-02")]);
  const renamed = (ledger: SmallLedger) => {
    ledger.roots = put(ledger.roots, 2, { day: "2026-03-05" });
  };
  expect(rootFaults(renamed)).toEqual([notItsHash("2026-03-05")]);
});

test("a removed root leaves one that does not follow", () => {
  const change = (ledger: SmallLedger) => {
    ledger.roots = ledger.roots.toSpliced(1, 1);
  };
  expect(rootFaults(change)).toEqual([notAfter("2026-03-04")]);
});

test("heads that were removed or inserted are counted", () => {
  const says = (there: number, what: string) =>
    `2026-03-03: The root of 2026-03-03 was made over the heads of 2 members, and ${there} are there: ${what}.`;
  const removed = ({ ben }: SmallLedger) => {
    ben.heads = ben.heads.slice(0, 1);
  };
  expect(rootFaults(removed)).toEqual([says(1, "some were removed")]);
  const inserted = ({ cleo, roots }: SmallLedger) => {
    const untilAt = roots[1]?.untilAt ?? 0n;
    cleo.heads.unshift({ memberId: CLEO, untilAt, seq: 1n, hash: otherHash });
  };
  expect(rootFaults(inserted)).toEqual([says(3, "some were inserted")]);
});

test("a head whose hash or place was changed leaves a root that is not theirs", () => {
  const hash = ({ cleo }: SmallLedger) => {
    cleo.heads = cleo.heads.map((head) => ({ ...head, hash: otherHash }));
  };
  expect(rootFaults(hash)).toEqual([notItsHash("2026-03-04")]);
  const place = ({ cleo }: SmallLedger) => {
    cleo.heads = cleo.heads.map((head) => ({ ...head, seq: 2n }));
  };
  expect(rootFaults(place)).toEqual([notItsHash("2026-03-04")]);
});

test("a head of a day without a root is left to the member's own audit", () => {
  const change = ({ cleo }: SmallLedger) => {
    cleo.heads.push({ memberId: CLEO, untilAt: 5n, seq: 1n, hash: otherHash });
  };
  expect(rootFaults(change)).toEqual([]);
});

test("roots are held against those that were kept elsewhere, the oldest first", () => {
  const { roots } = aSmallLedger();
  const differs = (day: string, what: string) => [
    {
      ...{ kind: "root", memberId: "", seq: null, day },
      says: `The root of ${day} ${what}: history up to the end of that day was written again. Comparing an export with the one that was kept shows the rows.`,
    },
  ];
  expect(compareRoots(roots, roots)).toEqual([]);
  expect(compareRoots(roots, roots.slice(0, 1))).toEqual([]);
  expect(compareRoots(roots, [])).toEqual([]);
  const again = put(put(roots, 1, { root: otherHash }), 2, { root: otherHash });
  expect(compareRoots(again, roots)).toEqual(differs("2026-03-03", "is not the one that was kept"));
  expect(compareRoots(roots.slice(0, 1), roots)).toEqual(differs("2026-03-03", "is missing"));
  expect(compareRoots([], roots)).toEqual(differs("2026-03-02", "is missing"));
});
