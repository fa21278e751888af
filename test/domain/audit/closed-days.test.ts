import { describe, expect, test } from "vitest";
import { auditLedger } from "#app/domain/audit/audit-ledger.ts";
import { auditMember } from "#app/domain/audit/audit-member.ts";
import type { LedgerFault } from "#app/domain/audit/records.ts";
import {
  ADA,
  aSmallLedger,
  chained,
  CLEO,
  fitStanding,
  relinked,
  rootOf,
  SHOP,
  type SmallLedger,
} from "#test/support/small-ledger.ts";

const MATURED = `Transfer 3 of member ${ADA} (100 points, pending to available, order:1001)`;
const REDEEMED = `Transfer 4 of member ${ADA} (80 points, available to reserved, redemption:r1)`;

type Found = [kind: LedgerFault["kind"], seq: string | null, day: string | null, says: string];

function told(faults: LedgerFault[]): Found[] {
  return faults.map(({ kind, seq, day, says }) => [kind, seq, day ?? null, says]);
}

/** What is told of Ada's chain, sums apart. */
function adasFaults(change: (ledger: SmallLedger) => void): Found[] {
  const ledger = aSmallLedger();
  change(ledger);
  return told(auditMember(ledger.ada, ledger.roots)).filter(([, seq]) => seq !== null);
}

/** What is told of the whole ledger, sums apart. */
function ledgerFaults(change: (ledger: SmallLedger) => void): Found[] {
  const ledger = aSmallLedger();
  change(ledger);
  const audit = auditLedger(SHOP, ledger.roots);
  for (const member of [ledger.ada, ledger.ben, ledger.cleo, ledger.dan]) audit.add(member);
  const { faults, faultCount } = audit.end();
  expect(faultCount).toBe(BigInt(faults.length));
  return told(faults.filter(({ kind }) => !["balance", "lot", "flow"].includes(kind)));
}

const otherHash = new Uint8Array(32).fill(9);

/** Ada's history written again by somebody who can do everything but change a root. */
function rewrite({ ada }: SmallLedger, change: Parameters<typeof ada.transfers.map>[0]) {
  ada.transfers = relinked(ada.transfers.map(change) as typeof ada.transfers);
  fitStanding(ada);
}

describe("closed days show what a chain alone cannot", () => {
  test("an end that was cut off together with the member's row", () => {
    const cut = (ledger: SmallLedger) => {
      ledger.ada.transfers = ledger.ada.transfers.slice(0, 2);
      fitStanding(ledger.ada);
    };
    const says =
      `The transfers of member ${ADA} from 3 to 3 are missing: the root of 2026-03-03 knows ` +
      "them, so the end of the chain was cut off.";
    expect(adasFaults(cut)).toEqual([["cut-off", "3", "2026-03-03", says]]);
    expect(ledgerFaults(cut)).toEqual([["cut-off", "3", "2026-03-03", says]]);
  });

  test("a history that was written again with fresh hashes", () => {
    const again = (ledger: SmallLedger) =>
      rewrite(ledger, (row) => (row.seq === 3n ? { ...row, author: "staff:2" } : row));
    const says =
      `${MATURED} is not the one that the root of 2026-03-03 knows: it, or what stands ` +
      "before it, was written again with fresh hashes.";
    expect(adasFaults(again)).toEqual([["altered", "3", "2026-03-03", says]]);
  });

  test("a transfer put into a day that was over", () => {
    const dated =
      ({ recordedAt }: { recordedAt: bigint }) =>
      (ledger: SmallLedger) => {
        const { ada } = ledger;
        const [more] = chained(ADA, [
          { from: "issued", to: "available", points: 5n, source: "gift:x", recordedAt },
        ]);
        if (!more) return;
        ada.transfers = relinked([...ada.transfers, { ...more, seq: 6n }]);
        fitStanding(ada);
      };
    const { roots } = aSmallLedger();
    const end = roots.at(-1)?.untilAt ?? 0n;
    const name = `Transfer 6 of member ${ADA} (5 points, issued to available, gift:x)`;
    const says =
      `${name} is dated before the end of 2026-03-04, but the root of that day does not know ` +
      "it: it was inserted later, or the row of the head was changed.";
    const found: Found = ["inserted", "6", "2026-03-04", says];
    expect(adasFaults(dated({ recordedAt: end - 1n }))).toEqual([found]);
    expect(adasFaults(dated({ recordedAt: end }))).toEqual([]);
  });

  test("what was rewritten since is not rewritten if it is of a day that is open", () => {
    const again = (ledger: SmallLedger) =>
      rewrite(ledger, (row) => (row.seq === 5n ? { ...row, author: "staff:2" } : row));
    expect(adasFaults(again)).toEqual([]);
  });
});

describe("what the chain has shown is not told twice", () => {
  test("a changed row whose day has a head", () => {
    const change = ({ ada }: SmallLedger) => {
      ada.transfers = ada.transfers.map((row) =>
        row.seq === 3n ? { ...row, hash: otherHash } : row,
      );
    };
    expect(adasFaults(change)).toEqual([
      ["altered", "3", null, `The hash of ${MATURED} was changed.`],
    ]);
  });
});

describe("a head that was changed, removed or inserted", () => {
  const head = (day: string, seq: number): Found => [
    "head",
    `${seq}`,
    day,
    `The head of member ${ADA} for ${day} (transfer ${seq}) was changed, inserted or removed: it fits neither the chain nor the root of that day.`,
  ];
  const notItsHash = (day: string): Found => [
    ...(["root", null, day] as const),
    `The root of ${day} is not the hash of its heads: it or one of them was changed.`,
  ];
  const removed = ({ ada }: SmallLedger, index: number) => {
    ada.heads = ada.heads.toSpliced(index, 1);
  };
  const changed = ({ ada }: SmallLedger, index: number) => {
    ada.heads = ada.heads.map((each, at) => (at === index ? { ...each, hash: otherHash } : each));
  };

  test("by another hash: the day's root tells that it was the head and not the row", () => {
    const change = (ledger: SmallLedger) => changed(ledger, 1);
    expect(ledgerFaults(change)).toEqual([head("2026-03-03", 3), notItsHash("2026-03-03")]);
  });

  test("by another place in the chain", () => {
    const change = ({ ada }: SmallLedger) => {
      const [gift] = ada.transfers;
      ada.heads = ada.heads.map((each, at) =>
        at === 0 && gift ? { ...each, seq: 1n, hash: gift.hash } : each,
      );
    };
    expect(ledgerFaults(change)).toEqual([head("2026-03-02", 2), notItsHash("2026-03-02")]);
  });

  test("the first day is told where several are wrong", () => {
    const [altered = []] = adasFaults((ledger) => {
      changed(ledger, 0);
      changed(ledger, 2);
    });
    expect(altered.slice(0, 3)).toEqual(["altered", "2", "2026-03-02"]);
    const [inserted = []] = adasFaults((ledger) => {
      changed(ledger, 2);
      removed(ledger, 1);
      removed(ledger, 0);
    });
    expect(inserted.slice(0, 3)).toEqual(["inserted", "2", "2026-03-02"]);
  });

  test("by removing it", () => {
    const change = (ledger: SmallLedger) => removed(ledger, 2);
    const unknown =
      `${REDEEMED} is dated before the end of 2026-03-04, but the root of that day does not ` +
      "know it: it was inserted later, or the row of the head was changed.";
    expect(adasFaults(change)).toEqual([["inserted", "4", "2026-03-04", unknown]]);
    const says =
      "The root of 2026-03-04 was made over the heads of 2 members, and 1 are there: some were removed.";
    expect(ledgerFaults(change)).toEqual([
      head("2026-03-04", 4),
      ["root", null, "2026-03-04", says],
    ]);
  });

  test("by a head of a day on which the member had nothing", () => {
    const change = ({ cleo, ada, roots }: SmallLedger) => {
      const { untilAt = 0n } = roots[1] ?? {};
      cleo.heads = cleo.heads.map((each) => ({ ...each, untilAt }));
      ada.heads = ada.heads.toSpliced(1, 1);
    };
    const ledger = aSmallLedger();
    change(ledger);
    const says =
      `The root of 2026-03-03 knows transfer 1 of member ${CLEO} as the last of that day, ` +
      "but none is dated in it.";
    expect(told(auditMember(ledger.cleo, ledger.roots))).toEqual([
      ["head", "1", "2026-03-03", says],
    ]);
  });

  test("of a day without a root, between others or after them", () => {
    const says = (seq: number) =>
      `A head of member ${ADA} (transfer ${seq}) belongs to a day of which there is no root: the root was removed, or the head inserted.`;
    const without = (index: number) => (ledger: SmallLedger) => {
      ledger.roots = ledger.roots.toSpliced(index, 1);
    };
    expect(adasFaults(without(1))).toEqual([["head", "3", null, says(3)]]);
    expect(adasFaults(without(2))).toEqual([["head", "4", null, says(4)]]);
    expect(adasFaults((ledger) => (ledger.roots = []))).toEqual([["head", "2", null, says(2)]]);
  });
});

test("a head that a fresh root confirms is as good as any: the row is the one that is off", () => {
  const change = ({ ada, ben, cleo, roots }: SmallLedger) => {
    ada.heads = ada.heads.map((each, at) => (at === 2 ? { ...each, hash: otherHash } : each));
    const last = roots[2];
    if (last) roots[2] = rootOf([ada, ben, cleo], last);
  };
  const says =
    `${REDEEMED} is not the one that the root of 2026-03-04 knows: it, or what stands ` +
    "before it, was written again with fresh hashes.";
  expect(ledgerFaults(change)).toEqual([["altered", "4", "2026-03-04", says]]);
});

test("the first hundred faults are told, and all are counted", () => {
  const { ada, dan } = aSmallLedger();
  const audit = auditLedger(SHOP, []);
  const lots = Object.fromEntries(Array.from({ length: 99 }, (_, index) => [`x:${index}`, 1n]));
  audit.add({ ...dan, standing: { ...dan.standing, lots } });
  const balances = { ...ada.standing.balances, available: 7n, pending: 7n };
  audit.add({ ...ada, heads: [], standing: { ...ada.standing, balances } });
  audit.add({ ...ada, heads: [], standing: null });
  const { faultCount, faults } = audit.end();
  expect([faultCount, faults.length]).toEqual([102n, 100]);
  expect(faults.at(-1)?.says).toMatch(/^The pending balance/);
});
