import { describe, expect, test } from "vitest";
import { decide } from "#app/domain/engine/decide.ts";
import type { ProgramDocument } from "#app/domain/program/document.ts";
import {
  aLine,
  anOrder,
  aProgram,
  aRedemption,
  aRefund,
  factsOf,
  on,
} from "#test/support/facts.ts";

type TierChoice = Pick<NonNullable<ProgramDocument["tiers"]>, "measure" | "window">;

describe("a tier is reached and left", () => {
  const lifetime = { kind: "lifetime" } as const;
  const year = { kind: "calendar-year" } as const;
  const rolling = { kind: "rolling-months", months: 3 } as const;
  const table: [TierChoice, threshold: string, held: [day: string, tier: string | null][]][] = [
    [
      { measure: "spend", window: lifetime },
      "200",
      [
        ["2026-11-02", "gold"],
        ["2040-01-01", "gold"],
      ],
    ],
    [{ measure: "points", window: lifetime }, "201", [["2026-11-02", null]]],
    [{ measure: "points", window: lifetime }, "200", [["2026-11-02", "gold"]]],
    [
      { measure: "orders", window: lifetime },
      "2",
      [
        ["2026-10-02", null],
        ["2026-11-02", "gold"],
      ],
    ],
    [
      { measure: "spend", window: year },
      "200",
      [
        ["2026-12-31", "gold"],
        ["2027-01-01", null],
      ],
    ],
    [
      { measure: "orders", window: rolling },
      "2",
      [
        ["2027-01-01", "gold"],
        ["2027-01-02", null],
      ],
    ],
  ];

  test.each(table)("by %o at %s", (choice, threshold, held) => {
    const level = { id: "gold", name: { en: "Gold" }, threshold, multiplier: "3", entryGift: 40 };
    const program = aProgram((d) => ({
      ...d,
      tiers: { ...choice, grace: { kind: "days", days: 0 }, levels: [level] },
    }));
    const orders = ["2026-10-01", "2026-11-01"].map((day, n) =>
      anOrder({ orderId: `gid://shopify/Order/${n}`, placedAt: on(day) }),
    );
    const found = held.map(([day]) => {
      const { state } = decide({ programs: [program], facts: factsOf(orders), asOf: on(day) });
      return [day, state.tier.id];
    });
    expect(found).toEqual(held);
  });
});

test("hold, multiplier, entry gift, grace and expiry, in one life", () => {
  const gold = { id: "gold", name: { en: "Gold" }, threshold: "100", multiplier: "1.5" };
  const program = aProgram((d) => ({
    ...d,
    earning: { ...d.earning, hold: { days: 10, after: "payment", atMostDays: null } },
    expiry: { kind: "months-after-earning", months: 2 },
    tiers: {
      measure: "spend",
      window: { kind: "rolling-months", months: 1 },
      grace: { kind: "days", days: 10 },
      levels: [{ ...gold, entryGift: 40 }],
    },
  }));
  const days = ["2026-03-01", "2026-03-02", "2026-04-09"];
  const orders = days.map((day, n) =>
    anOrder({
      orderId: `gid://shopify/Order/${n}`,
      placedAt: on(day),
      lines: [aLine({ netMinor: n === 0 ? 10_000n : 1_000n })],
    }),
  );
  const balances: [day: string, points: bigint][] = [
    ["2026-03-02", 40n], // The gift is there at once; the order of 100.00 waits until the 11th.
    ["2026-03-11", 140n],
    ["2026-03-12", 155n], // 10.00 by a holder of gold.
    ["2026-04-19", 170n], // 10.00 again, in grace: the tier's window closed on the 2nd of April.
    ["2026-05-02", 30n], // The gift and the first order's points were good until the 1st of May.
    ["2026-05-03", 15n],
    ["2026-06-10", 0n],
  ];
  const found = balances.map(([day]) => [day, balanceAt(day, program, factsOf(orders))]);
  expect(found).toEqual(balances);
});

describe("a redemption, refunded below zero", () => {
  const refund = aRefund({
    lines: [{ lineId: aLine().id, quantity: -1, netMinor: -10_000n, taxMinor: 0n }],
  });
  const redemptions = [aRedemption({ ended: { at: on("2026-03-06"), outcome: "used" } })];
  const next = anOrder({ orderId: "gid://shopify/Order/2", placedAt: on("2026-03-20") });
  const facts = factsOf([anOrder({ changes: [refund] }), next], { redemptions });

  test.each([
    ["carry", -80n, 20n],
    ["forgive", 0n, 100n],
  ] as const)("%s", (belowZero, before, after) => {
    const program = aProgram((d) => ({ ...d, refunds: { belowZero } }));
    expect(balanceAt("2026-03-15", program, facts)).toBe(before);
    expect(balanceAt("2026-03-21", program, facts)).toBe(after);
  });
});

function balanceAt(
  day: string,
  program: ReturnType<typeof aProgram>,
  facts: ReturnType<typeof factsOf>,
): bigint {
  const { state } = decide({ programs: [program], facts, asOf: on(day) });
  return [...state.lots.values()].reduce((total, { points }) => total + points, -state.owed);
}
