import { describe, expect, test } from "vitest";
import { decide } from "#app/domain/engine/decide.ts";
import type { Move } from "#app/domain/engine/state.ts";
import { balancesOf, flowsOf, sumUp } from "#app/domain/engine/flows.ts";
import { differencesOf } from "#app/domain/engine/transfers.ts";
import { aProgram, factsOf, on } from "#test/support/facts.ts";
import { flowsFrom, rowsOf, type FlowRow } from "#test/support/flow-rows.ts";
import { order, moneyBack } from "#test/support/tier-stories.ts";

const NOW = on("2026-06-01");
const first: FlowRow = ["order:o1", "order:o1", "available", "issued", "-100"];

/** What has to be posted for two orders, of which the first was refunded in part. */
function changesTo(posted: FlowRow[]): Move[] {
  const facts = factsOf([
    order(1, "2026-01-10", 100n, { changes: [moneyBack(1, "2026-01-20", 40n)] }),
    order(2, "2026-01-15", 50n),
  ]);
  const { state } = decide({ programs: [aProgram()], facts, asOf: NOW });
  return differencesOf(state, flowsFrom(posted), NOW);
}

function told({ source, lot, from, to, points, reason, at, version, receipt }: Move) {
  const day = new Date(at).toISOString().slice(0, 10);
  const what = receipt?.kind === "order" ? `${receipt.orderName} for ${receipt.points}` : null;
  return [day, source, lot, `${points} ${from} → ${to}`, reason, version, what];
}

describe("what has to be posted", () => {
  test("where nothing was: what stands in the end, each by its last move", () => {
    expect(changesTo([]).map(told)).toEqual([
      ["2026-01-15", "order:o2", "order:o2", "50 issued → available", "earned", 1, "#1001 for 50"],
      [
        "2026-06-01",
        "order:o1",
        "order:o1",
        "60 issued → available",
        "corrected",
        1,
        "#1001 for 60",
      ],
    ]);
  });

  test("after a refund: what it takes, with its own reason and time", () => {
    const second: FlowRow = ["order:o2", "order:o2", "available", "issued", "-50"];
    expect(changesTo([first, second]).map(told)).toEqual([
      [
        "2026-01-20",
        "order:o1",
        "order:o1",
        "40 available → issued",
        "refunded",
        1,
        "#1001 for 60",
      ],
    ]);
  });

  test("where too little was posted of what only comes in: the rest, as what it is", () => {
    const second: FlowRow = ["order:o2", "order:o2", "issued", "available", "20"];
    const sixty: FlowRow = ["order:o1", "order:o1", "issued", "available", "60"];
    expect(changesTo([sixty, second]).map(told)).toEqual([
      ["2026-01-15", "order:o2", "order:o2", "30 issued → available", "earned", 1, "#1001 for 50"],
    ]);
    const more: FlowRow = ["order:o2", "order:o2", "issued", "available", "70"];
    expect(changesTo([sixty, more]).map(told)).toEqual([
      [
        "2026-06-01",
        "order:o2",
        "order:o2",
        "20 available → issued",
        "corrected",
        1,
        "#1001 for 50",
      ],
    ]);
  });

  test("of what no fact knows: it is taken back first, as a correction", () => {
    const gone: FlowRow = ["order:gone", "order:gone", "issued", "available", "7"];
    const owed: FlowRow = ["adjustment:gone", "", "debt", "adjusted", "3"];
    expect(changesTo([gone, owed, first]).map(told)).toEqual([
      ["2026-06-01", "order:gone", "order:gone", "7 available → issued", "corrected", null, null],
      ["2026-06-01", "adjustment:gone", "", "3 adjusted → debt", "corrected", null, null],
      ["2026-01-15", "order:o2", "order:o2", "50 issued → available", "earned", 1, "#1001 for 50"],
      [
        "2026-01-20",
        "order:o1",
        "order:o1",
        "40 available → issued",
        "refunded",
        1,
        "#1001 for 60",
      ],
    ]);
  });
});

describe("what a member's transfers add up to", () => {
  const moved = (from: Move["from"], to: Move["to"], points: bigint) => ({
    ...{ source: "order:o1", lot: "order:o1", from, to },
    points,
  });

  test("is kept by source, lot and accounts, without what came to nothing", () => {
    const flows = flowsOf([
      moved("issued", "pending", 100n),
      moved("pending", "available", 60n),
      moved("pending", "issued", 40n),
      moved("issued", "available", 5n),
      moved("available", "issued", 5n),
      { ...moved("debt", "issued", 3n), lot: "" },
    ]);
    expect(rowsOf(flows)).toEqual([
      ["order:o1", "order:o1", "issued", "pending", "60"],
      ["order:o1", "order:o1", "available", "pending", "-60"],
      ["order:o1", "", "debt", "issued", "3"],
    ]);
  });

  test("holds what each account has, and together nothing", () => {
    const rows: FlowRow[] = [first, ["order:o1", "", "debt", "issued", "3"]];
    expect(balancesOf(flowsFrom(rows))).toEqual({
      pending: 0n,
      available: 100n,
      reserved: 0n,
      debt: -3n,
      issued: -97n,
      redeemed: 0n,
      expired: 0n,
      adjusted: 0n,
      forgiven: 0n,
    });
  });

  test("goes on where it stood when the journal goes on", () => {
    const facts = factsOf([order(1, "2026-01-10", 100n), order(2, "2026-01-15", 50n)]);
    const { state } = decide({ programs: [aProgram()], facts, asOf: NOW });
    const all = rowsOf(flowsOf(state.journal));
    const [last, ...before] = [...state.journal].reverse();
    if (!last) throw new Error("nothing was earned");
    state.journal = before.reverse();
    expect(rowsOf(sumUp(state))).toEqual(all.slice(0, 1));
    state.journal.push(last);
    expect(rowsOf(sumUp(state))).toEqual(all);
    expect(rowsOf(sumUp(state))).toEqual(all);
  });
});
