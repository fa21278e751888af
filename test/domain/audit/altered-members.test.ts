import { describe, expect, test } from "vitest";
import { auditMember } from "#app/domain/audit/audit-member.ts";
import type { Head, LedgerFault, Standing } from "#app/domain/audit/records.ts";
import { ADA, aSmallLedger, DAN } from "#test/support/small-ledger.ts";

const found = (kind: LedgerFault["kind"], says: string, seq: string | null = null) => {
  return { kind, memberId: ADA, seq, says };
};

/** What an audit tells of Ada once her row says this. */
function faultsOf(change: (standing: Standing) => Partial<Standing>): LedgerFault[] {
  const { ada, roots } = aSmallLedger();
  return auditMember({ ...ada, standing: { ...ada.standing, ...change(ada.standing) } }, roots);
}

describe("what the member's row says is held against the transfers", () => {
  test.each([
    ["pending", 0],
    ["available", 70],
    ["reserved", 0],
    ["debt", 0],
  ] as const)("the %s balance", (account, points) => {
    const faults = faultsOf(({ balances }) => ({ balances: { ...balances, [account]: 5n } }));
    const says = `The ${account} balance of member ${ADA} says 5; the transfers come to ${points}.`;
    expect(faults).toEqual([found("balance", says)]);
  });

  test("lots that hold something else, are gone, or were added, by name", () => {
    const lots = { "order:1001": 21n, "a:new": 3n, "z:empty": 0n };
    expect(faultsOf(() => ({ lots }))).toEqual([
      found("lot", `Lot a:new of member ${ADA} holds 3; the transfers come to 0.`),
      found("lot", `Lot adjustment:hi of member ${ADA} holds 0; the transfers come to 50.`),
      found("lot", `Lot order:1001 of member ${ADA} holds 21; the transfers come to 20.`),
    ]);
  });

  test("what was posted, so that nobody can read it", () => {
    expect(faultsOf(() => ({ posted: "unreadable" }))).toEqual([
      found("flow", `What the row of member ${ADA} says of their transfers cannot be read.`),
    ]);
  });

  test("a lot that ends later than was written", () => {
    const [begins, ends] = ["2026-03-02T10:00:00.000000Z", "2027-03-03T00:00:00.000000Z"];
    const later = `${begins}/2027-03-03T00:00:00.000001Z`;
    expect(faultsOf(() => ({ lifetimes: { "order:1001": later } }))).toEqual([
      found(
        "lot",
        `Lot order:1001 of member ${ADA} lives ${later}; by the member's row ${begins}/${ends}.`,
      ),
    ]);
  });

  test("flows that are others, are gone, or were added", () => {
    const earned = "order:1001|order:1001|issued|pending";
    const used = "redemption:r1|order:1001|redeemed|reserved";
    const changed = faultsOf(({ posted }) => {
      if (posted === null || posted === "unreadable") throw new Error("nothing is known");
      const { [earned]: gone, ...rest } = posted.flows;
      expect(gone).toBe(100n);
      const flows = { ...rest, [used]: -8n, "a|b|debt|issued": 4n };
      return { posted: { lifetimes: {}, flows } };
    });
    const told = (flow: string, kept: number, points: number) =>
      found(
        "flow",
        `By the row of member ${ADA} the flow ${flow} is ${kept}; the transfers come to ${points}.`,
      );
    expect(changed).toEqual([
      told(earned, 0, 100),
      told(used, -8, -80),
      told("a|b|debt|issued", 4, 0),
    ]);
  });
});

describe("the end of the chain in the member's row", () => {
  const USED = `Transfer 5 of member ${ADA} (80 points, reserved to redeemed, redemption:r1)`;

  test("with another hash", () => {
    const says =
      `${USED} ends the chain with another hash than the member's row holds: one of the two ` +
      "was changed.";
    const chainHash = new Uint8Array(32);
    expect(faultsOf(() => ({ chainHash }))).toEqual([found("chain-end", says, "5")]);
  });

  test("is told besides a change further up", () => {
    const { ada, roots } = aSmallLedger();
    const transfers = ada.transfers.map((transfer) =>
      transfer.seq === 2n ? { ...transfer, author: "staff:2" } : transfer,
    );
    const standing = { ...ada.standing, chainHash: new Uint8Array(32) };
    const faults = auditMember({ ...ada, transfers, standing }, roots);
    expect(faults.map(({ kind, seq }) => [kind, seq])).toEqual([
      ["altered", "2"],
      ["chain-end", "5"],
    ]);
  });

  test("one further than there are transfers", () => {
    const says =
      `The transfers of member ${ADA} from 6 to 6 are missing: the end of the chain was cut ` +
      "off.";
    expect(faultsOf(() => ({ chainSeq: 6n }))).toEqual([found("cut-off", says, "6")]);
  });

  test("one before the last transfer", () => {
    const says = `${USED} was inserted: by the member's row the chain ends at 4.`;
    expect(faultsOf(() => ({ chainSeq: 4n }))).toEqual([found("inserted", says, "5")]);
  });

  test("of a member who never had points", () => {
    const { dan } = aSmallLedger();
    const standing = { ...dan.standing, chainHash: new Uint8Array(32) };
    const says = `The row of member ${DAN} ends the chain with a hash, but there is no transfer.`;
    expect(auditMember({ ...dan, standing }, [])).toEqual([
      { kind: "chain-end", memberId: DAN, seq: "0", says },
    ]);
  });
});

describe("a member who is not there", () => {
  function nobody(rows: { transfers: number; heads: number }): LedgerFault[] {
    const { ada, roots } = aSmallLedger();
    const heads: Head[] = ada.heads.slice(0, rows.heads);
    const transfers = ada.transfers.slice(0, rows.transfers);
    return auditMember({ memberId: ADA, standing: null, transfers, heads }, roots);
  }

  test("was removed if a root knows of them", () => {
    const says = (known: number, left: number) =>
      `Member ${ADA} is missing: the roots know ${known} transfers of them, and ${left} are there.`;
    expect(nobody({ transfers: 5, heads: 3 })).toEqual([found("missing", says(4, 5), "1")]);
    expect(nobody({ transfers: 0, heads: 2 })).toEqual([found("missing", says(3, 0))]);
    expect(nobody({ transfers: 0, heads: 0 })).toEqual([found("missing", says(0, 0))]);
  });

  test("was made up if none does", () => {
    const name = `Transfer 1 of member ${ADA} (50 points, adjusted to available, adjustment:hi)`;
    const says = `${name} was inserted: there is no such member.`;
    expect(nobody({ transfers: 2, heads: 0 })).toEqual([found("inserted", says, "1")]);
  });
});
