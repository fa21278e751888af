import { describe, expect, test } from "vitest";
import { decide } from "#app/domain/engine/decide.ts";
import type { State } from "#app/domain/engine/state.ts";
import { balancesOf, flowsOf } from "#app/domain/engine/flows.ts";
import type { OrderFacts } from "#app/domain/order-facts.ts";
import type { ProgramDocument, ProgramInput } from "#app/domain/program/document.ts";
import {
  aLine,
  anOrder,
  aProgram,
  aRedemption,
  aRefund,
  factsOf,
  on,
} from "#test/support/facts.ts";

const whole = { lineId: aLine().id, quantity: -1, netMinor: -10_000n, taxMinor: 0n };

function orderNo(n: number, rest: Partial<OrderFacts> = {}): OrderFacts {
  return anOrder({ orderId: `gid://shopify/Order/${n}`, ...rest });
}

function anEdit(at: string, netMinor: bigint) {
  const added = aLine({ id: `gid://shopify/LineItem/${at}`, netMinor });
  return aRefund({ id: `edit ${at}`, kind: "edit", at: on(at), addedLines: [added] });
}

function spendable(state: State): bigint {
  return [...state.lots.values()].reduce((total, lot) => total + lot.points, -state.owed);
}

function after(day: string, facts: ReturnType<typeof factsOf>, document: Change = plain): State {
  return decide({ programs: [aProgram(document)], facts, asOf: on(day) }).state;
}

type Change = (document: ProgramDocument) => ProgramInput;
const plain: Change = (document) => document;
const expiring = (document: ProgramDocument): ProgramInput => ({
  ...document,
  expiry: { kind: "months-after-earning", months: 1 },
});
const capped = (document: ProgramDocument): ProgramInput => ({
  ...document,
  earning: { ...document.earning, caps: [{ per: "day", points: 150 }] },
});
const level = { name: { en: "Tier" }, multiplier: "1" };
const tiered = (document: ProgramDocument): ProgramInput => ({
  ...document,
  tiers: {
    measure: "spend",
    window: { kind: "rolling-months", months: 1 },
    grace: { kind: "days", days: 0 },
    levels: [{ ...level, id: "gold", threshold: "100", entryGift: 50 }],
  },
});

describe("an edit that adds to an order", () => {
  test("joins the order's lot after it has matured, and expires with it", () => {
    const order = orderNo(1, { changes: [anEdit("2026-03-20", 4_000n)] });
    expect(spendable(after("2026-03-21", factsOf([order]), expiring))).toBe(140n);
    expect(spendable(after("2026-04-03", factsOf([order]), expiring))).toBe(0n);
  });

  test("brings points that are over at once where the order's own have expired", () => {
    const state = after(
      "2026-06-02",
      factsOf([orderNo(1, { changes: [anEdit("2026-06-01", 4_000n)] })]),
      expiring,
    );
    expect(balancesOf(flowsOf(state.journal))).toMatchObject({ issued: -140n, expired: 140n });
  });

  test("takes of the day's cap only what later orders have left", () => {
    const first = orderNo(1, { changes: [anEdit("2026-03-05", 5_000n)] });
    const second = orderNo(2, {
      placedAt: on("2026-03-01T13:00"),
      lines: [aLine({ netMinor: 3_000n })],
    });
    const state = after("2026-04-01", factsOf([first, second]), capped);
    expect(spendable(state)).toBe(150n);
    const receipts = state.journal.flatMap(({ receipt }) => receipt ?? []);
    const exact = { numerator: -30n, denominator: 1n };
    const cut = { kind: "cap", rule: null, per: "day", roomPoints: 120n, exact };
    expect(receipts.at(-1)).toMatchObject({ points: 120n });
    expect(receipts.at(-1)?.steps).toContainEqual(cut);
  });

  test("keeps the room it had once, when a refund comes between two edits", () => {
    const refund = aRefund({ at: on("2026-03-06"), lines: [whole] });
    const order = orderNo(1, {
      changes: [anEdit("2026-03-05", 5_000n), refund, anEdit("2026-03-07", 9_000n)],
    });
    const next = orderNo(2, {
      placedAt: on("2026-03-01T13:00"),
      lines: [aLine({ netMinor: 3_000n })],
    });
    const state = after("2026-04-01", factsOf([order, next]), capped);
    expect(spendable(state)).toBe(150n);
  });
});

describe("an entry gift", () => {
  const refund = aRefund({ lines: [whole] });
  const spent = aRedemption({
    costPoints: 50n,
    takes: [{ lot: "gift:gold", points: 50n }],
    ended: { at: on("2026-03-06"), outcome: "used" },
  });

  test("that was spent before a refund undid the tier is not given a second time", () => {
    const orders = [orderNo(1, { changes: [refund] }), orderNo(2, { placedAt: on("2026-03-12") })];

    const state = after("2026-03-13", factsOf(orders, { redemptions: [spent] }), tiered);
    const issued = state.journal
      .filter(({ source }) => source === "gift:gold")
      .reduce((total, { from, points }) => total + (from === "issued" ? points : -points), 0n);
    expect([state.tier.id, issued, spendable(state)]).toEqual(["gold", 50n, 100n]);
  });

  test("that was taken back in whole is given again with the tier", () => {
    const orders = [orderNo(1, { changes: [refund] }), orderNo(2, { placedAt: on("2026-03-12") })];
    const state = after("2026-03-13", factsOf(orders), tiered);
    expect([state.tier.id, spendable(state)]).toEqual(["gold", 150n]);
  });

  test("stays with the member where the refunded order is not what it was given for", () => {
    const first = orderNo(1, { placedAt: on("2026-01-01") });
    const second = orderNo(2, { changes: [refund] });
    const state = after("2026-03-11", factsOf([first, second]), tiered);
    expect([state.tier.id, spendable(state)]).toEqual([null, 150n]);
  });
});

describe("points that come back", () => {
  const taken = aRedemption();
  const own = [{ lot: "order:gid://shopify/Order/1", points: 80n }];

  test("to a lot whose day has passed expire at once", () => {
    const ended = { at: on("2026-06-01"), outcome: "returned" as const };
    const facts = factsOf([orderNo(1)], { redemptions: [{ ...taken, takes: own, ended }] });
    const { expired, available, reserved } = balancesOf(
      flowsOf(after("2026-06-02", facts, expiring).journal),
    );
    expect([expired, available, reserved]).toEqual([100n, 0n, 0n]);
  });

  test("to an order that was refunded meanwhile pay what the refund left owing", () => {
    const order = orderNo(1, { changes: [aRefund({ lines: [whole] })] });
    const ended = { at: on("2026-03-20"), outcome: "returned" as const };
    const facts = factsOf([order], { redemptions: [{ ...taken, takes: own, ended }] });
    expect(after("2026-03-19", facts).owed).toBe(80n);
    expect([after("2026-03-21", facts).owed, spendable(after("2026-03-21", facts))]).toEqual([
      0n,
      0n,
    ]);
  });

  test("from a redemption on credit come back when the debt was repaid meanwhile", () => {
    const late = orderNo(2, { placedAt: on("2026-03-10"), lines: [aLine({ netMinor: 20_000n })] });
    const ended = { at: on("2026-03-20"), outcome: "returned" as const };
    const redemption = { ...taken, takes: [{ lot: "order:unknown", points: 80n }], ended };
    const facts = factsOf([late], { redemptions: [redemption] });
    expect(spendable(after("2026-03-11", facts))).toBe(120n);
    expect(spendable(after("2026-03-21", facts))).toBe(200n);
  });
});

describe("an adjustment that is undone", () => {
  test("takes nothing twice of what had expired", () => {
    const adjustments = [
      { id: "a1", at: on("2026-01-01"), points: 50n, undoes: null },
      { id: "a2", at: on("2026-03-15"), points: -50n, undoes: "a1" },
    ];
    const state = after("2026-03-16", factsOf([orderNo(1)], { adjustments }), expiring);
    expect(spendable(state)).toBe(100n);
    expect(balancesOf(flowsOf(state.journal))).toMatchObject({ adjusted: 0n, expired: 0n });
  });
});

describe("an order", () => {
  test("refunded before it is paid earns what was kept, once", () => {
    const half = { ...whole, quantity: -1, netMinor: -5_000n };
    const order = orderNo(1, {
      lines: [aLine({ quantity: 2 })],
      paidAt: on("2026-03-20"),
      changes: [aRefund({ lines: [half] })],
    });
    const state = after("2026-03-21", factsOf([order]));
    expect(state.journal.map(({ points, reason }) => [points, reason])).toEqual([[50n, "earned"]]);
  });

  test("cancelled after a refund in part adds up to nothing", () => {
    const half = { ...whole, quantity: -1, netMinor: -5_000n };
    const order = orderNo(1, {
      lines: [aLine({ quantity: 2 })],
      changes: [aRefund({ lines: [half] })],
      cancelledAt: on("2026-03-11"),
    });
    const state = after("2026-03-12", factsOf([order]));
    expect([spendable(state), balancesOf(flowsOf(state.journal)).issued]).toEqual([0n, 0n]);
    expect(state.journal.at(-1)?.receipt).toMatchObject({ nothing: "cancelled", points: 0n });
  });

  test("that cost nothing leaves no trace in the ledger, and is no order for the tiers", () => {
    const counting = (document: ProgramDocument): ProgramInput => ({
      ...document,
      tiers: {
        measure: "orders",
        window: { kind: "lifetime" },
        grace: { kind: "days", days: 0 },
        levels: [{ ...level, id: "gold", threshold: "1", entryGift: 50 }],
      },
    });
    const free = factsOf([orderNo(1, { lines: [aLine({ netMinor: 0n })] })]);
    const state = after("2026-03-02", free, counting);
    expect([state.journal, state.tier.id]).toEqual([[], null]);
  });

  test("from the future waits, and says when it will count", () => {
    const facts = factsOf([orderNo(1, { placedAt: on("2026-05-01") })]);
    const now = decide({ programs: [aProgram()], facts, asOf: on("2026-04-01") });
    expect([now.state.journal, now.nextDueAt]).toEqual([[], on("2026-05-01")]);
  });

  test("of an amount beyond every float is counted to the last unit", () => {
    const huge = factsOf([orderNo(1, { lines: [aLine({ netMinor: 900_719_925_474_099_301n })] })]);
    expect(spendable(after("2026-03-02", huge))).toBe(9_007_199_254_740_993n);
  });

  test("of the same second as another takes its turn by its id, whichever is learned first", () => {
    const one = orderNo(1, { lines: [aLine({ netMinor: 12_000n })] });
    const two = orderNo(2, { lines: [aLine({ netMinor: 12_000n })] });
    for (const orders of [
      [one, two],
      [two, one],
    ]) {
      const points = after("2026-03-02", factsOf(orders), capped).orders;
      expect([...points].map(([id, order]) => [id, order.points])).toEqual([
        ["gid://shopify/Order/1", 120n],
        ["gid://shopify/Order/2", 30n],
      ]);
    }
  });
});
