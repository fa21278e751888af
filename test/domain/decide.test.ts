import { describe, expect, test } from "vitest";
import { decide } from "#app/domain/engine/decide.ts";
import { balancesOf, flowsOf } from "#app/domain/engine/flows.ts";
import { differencesOf } from "#app/domain/engine/transfers.ts";
import type { State } from "#app/domain/engine/state.ts";
import {
  aLine,
  anOrder,
  aProgram,
  aRedemption,
  aRefund,
  factsOf,
  on,
} from "#test/support/facts.ts";

const later = on("2026-12-31");

function available(state: State): bigint {
  return [...state.lots.values()].reduce((total, lot) => total + lot.points, -state.owed);
}

describe("an order", () => {
  test("earns a point per unit of money once it is paid", () => {
    const programs = [aProgram()];
    const unpaid = decide({ programs, facts: factsOf([anOrder({ paidAt: null })]), asOf: later });
    const paid = decide({ programs, facts: factsOf([anOrder()]), asOf: later });
    expect(available(unpaid.state)).toBe(0n);
    expect(available(paid.state)).toBe(100n);
  });

  test("waits as many days as the program holds its points", () => {
    const programs = [
      aProgram((d) => ({
        ...d,
        earning: { ...d.earning, hold: { days: 14, after: "payment", atMostDays: null } },
      })),
    ];
    const facts = factsOf([anOrder()]);
    const before = decide({ programs, facts, asOf: on("2026-03-15T11:59") });
    const after = decide({ programs, facts, asOf: on("2026-03-15T12:00") });
    expect([available(before.state), before.nextDueAt]).toEqual([0n, on("2026-03-15T12:00")]);
    expect(available(after.state)).toBe(100n);
  });

  test("gives back what a refund takes, and partial refunds add up to the whole", () => {
    const line = aLine({ quantity: 3, netMinor: 9_999n });
    const part = (n: number) =>
      aRefund({
        id: `gid://shopify/Refund/${n}`,
        at: on(`2026-03-1${n}`),
        lines: [{ lineId: line.id, quantity: -1, netMinor: -3_333n, taxMinor: 0n }],
      });
    const points = [0, 1, 2, 3].map((count) => {
      const changes = [1, 2, 3].slice(0, count).map(part);
      const order = anOrder({ lines: [line], changes });
      return available(
        decide({ programs: [aProgram()], facts: factsOf([order]), asOf: later }).state,
      );
    });
    expect(points).toEqual([99n, 66n, 33n, 0n]);
  });

  test("takes nothing twice when its points had expired before the refund", () => {
    const programs = [
      aProgram((d) => ({ ...d, expiry: { kind: "months-after-earning", months: 1 } })),
    ];
    const refund = aRefund({
      at: on("2026-06-01"),
      lines: [{ lineId: aLine().id, quantity: -1, netMinor: -10_000n, taxMinor: 0n }],
    });
    const second = anOrder({ orderId: "gid://shopify/Order/2", placedAt: on("2026-05-20") });
    const facts = factsOf([anOrder({ changes: [refund] }), second]);
    const { state } = decide({ programs, facts, asOf: on("2026-06-02") });
    expect(available(state)).toBe(100n);
    expect(balancesOf(flowsOf(state.journal))).toMatchObject({ issued: -100n, expired: 0n });
  });

  test("leaves a debt, or is forgiven, where its points were spent before the refund", () => {
    const refund = aRefund({
      lines: [{ lineId: aLine().id, quantity: -1, netMinor: -10_000n, taxMinor: 0n }],
    });
    const spent = aRedemption();
    const facts = factsOf([anOrder({ changes: [refund] })], { redemptions: [spent] });
    const carry = decide({ programs: [aProgram()], facts, asOf: later });
    const forgive = decide({
      programs: [aProgram((d) => ({ ...d, refunds: { belowZero: "forgive" } }))],
      facts,
      asOf: later,
    });
    expect([carry.state.owed, forgive.state.owed]).toEqual([80n, 0n]);
  });
});

describe("expiry", () => {
  test("is at the end of the day n months after earning, in the shop's time zone", () => {
    const programs = [
      aProgram((d) => ({ ...d, expiry: { kind: "months-after-earning", months: 1 } }), {
        timeZone: "America/New_York",
      }),
    ];
    const facts = factsOf([anOrder({ placedAt: on("2026-01-31T20:00") })]);
    const last = decide({ programs, facts, asOf: on("2026-03-01T04:59") });
    const over = decide({ programs, facts, asOf: on("2026-03-01T05:00") });
    expect([available(last.state), available(over.state)]).toEqual([100n, 0n]);
  });
});

describe("tiers", () => {
  const level = { name: { en: "Gold" }, multiplier: "2", entryGift: 50 };
  const programs = [
    aProgram((d) => ({
      ...d,
      tiers: {
        measure: "spend",
        window: { kind: "rolling-months", months: 6 },
        grace: { kind: "days", days: 10 },
        levels: [{ ...level, id: "gold", threshold: "100" }],
      },
    })),
  ];
  const second = anOrder({ orderId: "gid://shopify/Order/2", placedAt: on("2026-03-02") });

  test("rise with a gift, and the next order earns by the tier held when it was placed", () => {
    const { state } = decide({
      programs,
      facts: factsOf([anOrder(), second]),
      asOf: on("2026-03-03"),
    });
    expect([state.tier.id, available(state)]).toEqual(["gold", 100n + 50n + 200n]);
  });

  test("fall after the grace when only time took what they rest on", () => {
    const facts = factsOf([anOrder()]);
    const at = (day: string) => decide({ programs, facts, asOf: on(day) }).state.tier.id;
    expect([at("2026-09-01"), at("2026-09-11T00:00"), at("2026-09-12T00:00")]).toEqual([
      "gold",
      "gold",
      null,
    ]);
  });

  test("fall at once, gift and all, when a refund took what they rest on", () => {
    const refund = aRefund({
      lines: [{ lineId: aLine().id, quantity: -1, netMinor: -10_000n, taxMinor: 0n }],
    });
    const facts = factsOf([anOrder({ changes: [refund] })]);
    const { state } = decide({ programs, facts, asOf: on("2026-03-11") });
    expect([state.tier.id, available(state)]).toEqual([null, 0n]);
  });
});

describe("the difference to what was posted", () => {
  test("is nothing for the same facts, and a late order brings only what it changes", () => {
    const first = decide({ programs: [aProgram()], facts: factsOf([anOrder()]), asOf: later });
    const posted = flowsOf(first.state.journal);
    expect(differencesOf(first.state, posted, later)).toEqual([]);
    const late = anOrder({ orderId: "gid://shopify/Order/0", placedAt: on("2026-02-01") });
    const both = decide({ programs: [aProgram()], facts: factsOf([anOrder(), late]), asOf: later });
    expect(differencesOf(both.state, posted, later)).toMatchObject([
      { source: "order:gid://shopify/Order/0", points: 100n, reason: "earned" },
    ]);
  });
});
