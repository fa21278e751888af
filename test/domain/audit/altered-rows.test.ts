import { describe, expect, test } from "vitest";
import { auditMember } from "#app/domain/audit/audit-member.ts";
import type { AuditedTransfer, LedgerFault } from "#app/domain/audit/records.ts";
import { ADA, aSmallLedger, chained, CLEO, relinked } from "#test/support/small-ledger.ts";

const GIFT = `Transfer 1 of member ${ADA} (50 points, adjusted to available, adjustment:hi)`;
const EARNED = `Transfer 2 of member ${ADA} (100 points, issued to pending, order:1001)`;
const MATURED = `Transfer 3 of member ${ADA} (100 points, pending to available, order:1001)`;
const REDEEMED = `Transfer 4 of member ${ADA} (80 points, available to reserved, redemption:r1)`;
const USED = `Transfer 5 of member ${ADA} (80 points, reserved to redeemed, redemption:r1)`;

const found = (kind: LedgerFault["kind"], seq: string | null, says: string): LedgerFault => {
  return { kind, memberId: ADA, seq, says };
};

/** What an audit tells of Ada once her rows are these. */
function faultsOf(change: (transfers: AuditedTransfer[]) => AuditedTransfer[]): LedgerFault[] {
  const { ada, roots } = aSmallLedger();
  return auditMember({ ...ada, transfers: change(ada.transfers) }, roots);
}

/** The same without the sums that no longer agree. */
function linkFaultsOf(change: (transfers: AuditedTransfer[]) => AuditedTransfer[]): LedgerFault[] {
  return faultsOf(change).filter(({ seq }) => seq !== null);
}

function put(seq: number, changed: Partial<AuditedTransfer>) {
  return (transfers: AuditedTransfer[]) =>
    transfers.map((transfer, index) =>
      index + 1 === seq ? { ...transfer, ...changed } : transfer,
    );
}

const without = (...gone: bigint[]) => {
  return (transfers: AuditedTransfer[]) => transfers.filter(({ seq }) => !gone.includes(seq));
};

const otherHash = new Uint8Array(32).fill(9);

/** A row changed by somebody who computes its hash again, and leaves those after it. */
function putWithHash(seq: number, changed: Partial<AuditedTransfer>) {
  return (transfers: AuditedTransfer[]) => {
    const fresh = relinked(put(seq, changed)(transfers))[seq - 1]?.hash ?? otherHash;
    return put(seq, { ...changed, hash: fresh })(transfers);
  };
}

describe("a changed row is named", () => {
  const author = "staff:2";
  test.each([
    ["the first", put(1, { author }), GIFT],
    ["one in the middle", put(3, { author }), MATURED],
    ["the last", put(5, { author }), USED],
    ["its moment, by a microsecond", put(2, { happenedAt: 1_772_442_000_000_001n }), EARNED],
    ["its version", put(2, { version: 1 }), EARNED],
    ["its receipt", put(2, { receipt: { steps: [] } }), EARNED],
    ["its commitment", put(2, { commitment: otherHash }), EARNED],
    ["its key", put(2, { key: "order:1001:2" }), EARNED],
    ["a key that says more after the member", put(2, { key: `a@${CLEO}:2` }), EARNED],
    ["the shop it is of", put(2, { shopId: 8n }), EARNED],
  ])("%s", (_which, change, name) => {
    const seq = name.charAt("Transfer ".length);
    const says = `${name} was changed after it was written.`;
    expect(faultsOf(change)).toEqual([found("altered", seq, says)]);
  });

  test("with every sum that no longer agrees after it", () => {
    const name = `Transfer 3 of member ${ADA} (101 points, pending to available, order:1001)`;
    expect(faultsOf(put(3, { points: 101n }))).toEqual([
      found("altered", "3", `${name} was changed after it was written.`),
      found(
        "balance",
        null,
        `The pending balance of member ${ADA} says 0; the transfers come to -1.`,
      ),
      found(
        "balance",
        null,
        `The available balance of member ${ADA} says 70; the transfers come to 71.`,
      ),
      found("lot", null, `Lot order:1001 of member ${ADA} holds 20; the transfers come to 21.`),
      found(
        "flow",
        null,
        `By the row of member ${ADA} the flow order:1001|order:1001|available|pending is -100; the transfers come to -101.`,
      ),
    ]);
  });

  test("and so is each of two neighbors, and of two far apart", () => {
    const names = [EARNED, MATURED].map((name) => `${name} was changed after it was written.`);
    const both = (transfers: AuditedTransfer[]) =>
      put(3, { author })(put(2, { author })(transfers));
    expect(faultsOf(both).map(({ says }) => says)).toEqual(names);
    const apart = (transfers: AuditedTransfer[]) =>
      put(5, { hash: otherHash })(put(2, { author })(transfers));
    expect(faultsOf(apart)).toEqual([
      found("altered", "2", `${EARNED} was changed after it was written.`),
      found("altered", "5", `The hash of ${USED} was changed.`),
    ]);
  });
});

test.each([
  [1, GIFT],
  [3, MATURED],
  [5, USED],
])("where only the hash of row %s was changed, that is said", (seq, name) => {
  const says = `The hash of ${name} was changed.`;
  expect(faultsOf(put(seq, { hash: otherHash }))).toEqual([found("altered", `${seq}`, says)]);
});

describe("of a row that was changed together with its hash", () => {
  test("the flows tell that it is that one, and not the next", () => {
    const name = `Transfer 3 of member ${ADA} (101 points, pending to available, order:1001)`;
    const says =
      `${name} was changed after it was written, and its hash with it: 4 does not follow ` +
      "from it.";
    const change = putWithHash(3, { points: 101n });
    expect(linkFaultsOf(change)).toEqual([found("altered", "3", says)]);
  });

  test("the next is named where flows speak for neither or against both", () => {
    const quiet = putWithHash(3, { author: "staff:2" });
    const says = `${REDEEMED} was changed after it was written.`;
    expect(faultsOf(quiet)).toEqual([found("altered", "4", says)]);
    const loud = (transfers: AuditedTransfer[]) =>
      put(4, { points: 81n })(putWithHash(3, { points: 101n })(transfers));
    expect(linkFaultsOf(loud)).toEqual([
      found("altered", "4", says.replace("80 points", "81 points")),
    ]);
  });
});

test("a row that came from another member is named with whom it belongs to", () => {
  const { cleo } = aSmallLedger();
  const moved = { ...cleo.transfers[0], memberId: ADA, seq: 3n };
  const name = `Transfer 3 of member ${ADA} (9 points, issued to available, gift:gold)`;
  expect(linkFaultsOf(put(3, moved)).map(({ kind, says }) => [kind, says])).toEqual([
    ["inserted", `${name} was moved here: its key says that it belongs to member ${CLEO}.`],
    [
      "altered",
      `${name} was changed after it was written, and its hash with it: 4 does not follow from it.`,
    ],
  ]);
});

describe("missing rows are counted out", () => {
  const missing = (seq: string, which: string) =>
    found(
      "missing",
      seq,
      `${which} of member ${ADA} ${which.includes("to") ? "are" : "is"} missing.`,
    );

  test.each([
    ["the first", without(1n), missing("1", "Transfer 1")],
    ["one", without(4n), missing("4", "Transfer 4")],
    ["two", without(2n, 3n), missing("2", "Transfers 2 to 3")],
  ])("%s", (_which, change, fault) => {
    expect(linkFaultsOf(change)).toEqual([fault]);
  });

  test("beside what was changed before and after", () => {
    const author = "staff:2";
    const change = (transfers: AuditedTransfer[]) =>
      without(3n)(put(5, { author })(put(2, { author })(transfers)));
    expect(linkFaultsOf(change)).toEqual([
      found("altered", "2", `${EARNED} was changed after it was written.`),
      missing("3", "Transfer 3"),
      found("altered", "5", `${USED} was changed after it was written.`),
    ]);
  });

  test.each([
    ["two rows", without(4n, 5n), "4"],
    ["the last row", without(5n), "5"],
    ["all rows", () => [], "1"],
  ])("%s at the end, by what the member's row says", (_which, change, first) => {
    const says =
      `The transfers of member ${ADA} from ${first} to 5 are missing: the end of the chain ` +
      "was cut off.";
    expect(linkFaultsOf(change)).toEqual([found("cut-off", first, says)]);
  });
});

describe("a row beyond the end of the chain was inserted", () => {
  const inserted = (key: string, seq = 6n) => {
    const [more] = chained(ADA, [
      { from: "issued", to: "available", points: 5n, source: "gift:x" },
    ]);
    return (transfers: AuditedTransfer[]) =>
      more ? relinked([...transfers, { ...more, key, seq }]) : transfers;
  };
  const says = (seq = 6) =>
    `Transfer ${seq} of member ${ADA} (5 points, issued to available, gift:x) was inserted: by the member's row the chain ends at 5.`;

  test.each([
    ["its own key", inserted(`gift:x:6@${ADA}`), says()],
    ["a key that names nobody", inserted("gift:x"), says()],
    ["another's key", inserted(`gift:x:1@${CLEO}`), `${says()} Its key says member ${CLEO}.`],
  ])("with %s", (_which, change, told) => {
    expect(linkFaultsOf(change)).toEqual([found("inserted", "6", told)]);
  });

  test("and with a number further off", () => {
    expect(linkFaultsOf(inserted("gift:x", 99n))).toEqual([found("inserted", "99", says(99))]);
  });
});

describe("a row that stands where it cannot, as only a file can have it", () => {
  const misplaced = (seq: string, name: string, after: number) =>
    found(
      "inserted",
      seq,
      `${name} stands after transfer ${after}: it was inserted there, or moved.`,
    );

  test("twice", () => {
    const twice = (transfers: AuditedTransfer[]) =>
      transfers.flatMap((transfer) => (transfer.seq === 2n ? [transfer, transfer] : [transfer]));
    expect(linkFaultsOf(twice)).toEqual([misplaced("2", EARNED, 2)]);
  });

  test("after the one that follows it", () => {
    const swapped = ([gift, earned, matured, ...rest]: AuditedTransfer[]) =>
      [gift, matured, earned, ...rest].flatMap((transfer) => transfer ?? []);
    expect(linkFaultsOf(swapped)).toEqual([
      found("missing", "2", `Transfer 2 of member ${ADA} is missing.`),
      misplaced("2", EARNED, 3),
    ]);
  });
});
