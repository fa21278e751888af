import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decide } from "#app/domain/engine/decide.ts";
import type { State } from "#app/domain/engine/state.ts";
import { balancesOf, flowsOf } from "#app/domain/engine/flows.ts";
import type { ProgramVersion } from "#app/domain/program/program.ts";
import {
  aLine,
  anOrder,
  aProgram,
  aRedemption,
  aRefund,
  factsOf,
  on,
} from "#test/support/facts.ts";

type BelowZero = { belowZero: "carry" | "forgive"; carryAtMost: number | null };
const withRefunds = (refunds: BelowZero, entryGift = 0) =>
  aProgram((plain) => ({
    ...plain,
    refunds,
    tiers: {
      measure: "spend",
      window: { kind: "lifetime" },
      levels: [{ id: "gold", name: { en: "Gold" }, threshold: "100", entryGift }],
    },
  }));
const forgiving: BelowZero = { belowZero: "forgive", carryAtMost: null };

const whole = { lineId: aLine().id, quantity: -1, netMinor: -10_000n, taxMinor: 0n };
const refunded = (at: string) => anOrder({ changes: [aRefund({ at: on(at), lines: [whole] })] });
const returned = (at: string) => ({ at: on(at), outcome: "returned" as const });

describe("a reward handed back after its order was refunded, where refunds forgive", () => {
  const program = withRefunds(forgiving);

  test("brings nothing, as handing it back before would have", () => {
    const late = aRedemption({ ended: returned("2026-03-20") });
    const early = aRedemption({ ended: returned("2026-03-06") });
    expect(spendable(program, [refunded("2026-03-10")], [late])).toBe(0n);
    expect(spendable(program, [refunded("2026-03-10")], [early])).toBe(0n);
    const { state } = decideAll(program, [refunded("2026-03-10")], [late]);
    expect(balancesOf(flowsOf(state.journal))).toMatchObject({ forgiven: 0n, issued: 0n });
  });

  test("brings back all of it where it was taken with points earned since", () => {
    const spent = aRedemption({ ended: { at: on("2026-03-06"), outcome: "used" } });
    const next = anOrder({ orderId: "gid://shopify/Order/2", placedAt: on("2026-03-12") });
    const taken = aRedemption({
      id: "r2",
      reservedAt: on("2026-03-13"),
      takes: [{ lot: "order:gid://shopify/Order/2", points: 80n }],
      ended: returned("2026-03-14"),
    });
    expect(spendable(program, [refunded("2026-03-10"), next], [spent, taken])).toBe(100n);
  });

  test("brings what is more than was forgiven", () => {
    const second = anOrder({ orderId: "gid://shopify/Order/2", placedAt: on("2026-03-02") });
    const taken = aRedemption({
      takes: [
        { lot: "order:gid://shopify/Order/1", points: 100n },
        { lot: "order:gid://shopify/Order/2", points: 50n },
      ],
      ended: returned("2026-03-20"),
    });
    expect(spendable(program, [refunded("2026-03-10"), second], [taken])).toBe(100n);
  });

  test("does not bring back an entry gift that the refund had to leave", () => {
    const gifted = withRefunds(forgiving, 50);
    const taken = (at: string) =>
      aRedemption({
        takes: [
          { lot: "order:gid://shopify/Order/1", points: 100n },
          { lot: "gift:gold", points: 50n },
        ],
        ended: returned(at),
      });
    expect(spendable(gifted, [refunded("2026-03-10")], [taken("2026-03-06")])).toBe(0n);
    expect(spendable(gifted, [refunded("2026-03-10")], [taken("2026-03-20")])).toBe(0n);
  });

  test("leaves a gift where its tier was reached again before", () => {
    const gifted = withRefunds(forgiving, 50);
    const again = anOrder({ orderId: "gid://shopify/Order/2", placedAt: on("2026-03-12") });
    const takes = [
      { lot: "order:gid://shopify/Order/1", points: 100n },
      { lot: "gift:gold", points: 50n },
    ];
    const taken = aRedemption({ takes, ended: returned("2026-03-20") });
    expect(spendable(gifted, [refunded("2026-03-10"), again], [taken])).toBe(150n);
  });
});

describe("what comes back pays what is owed before a gift that was let go", () => {
  const order = { lot: "order:gid://shopify/Order/1", points: 100n };
  const gift = { lot: "gift:gold", points: 50n };
  const ends = (used: typeof gift, back: typeof gift) =>
    ["2026-03-06", "2026-03-20"].map((at) => {
      const spent = { at: on("2026-03-05"), outcome: "used" as const };
      const carrying = withRefunds({ belowZero: "carry", carryAtMost: null }, 50);
      return spendable(
        carrying,
        [refunded("2026-03-10")],
        [
          aRedemption({ id: "r0", takes: [used], ended: spent }),
          aRedemption({ id: "r1", takes: [back], ended: returned(at) }),
        ],
      );
    });

  test("where the gift was spent, and the order's points come back", () => {
    expect(ends(gift, order)).toEqual([0n, 0n]);
  });

  test("where the order's points were spent, and the gift comes back", () => {
    expect(ends(order, gift)).toEqual([-50n, -50n]);
  });
});

const aRefunds: fc.Arbitrary<BelowZero> = fc.record({
  belowZero: fc.constantFrom("carry", "forgive"),
  carryAtMost: fc.constantFrom(null, 0, 30, 120),
});

/** What came back had paid what was owed before the gift, and did not count as that. */
const paidOutOfTurn = {
  refunds: { belowZero: "carry" as const, carryAtMost: null },
  gift: 50 as const,
  values: [98n, 1n, 1n],
  costs: [1n, 2n, 50n],
  ranks: ranks([0, 0], [0, 0], [3, 0], [0, 0], [3, 0], [3, 0], [0, 0]),
};

/** An order's points were let go, as no more could be owed, and came back before what was owed. */
const letGoOutOfTurn = {
  refunds: { belowZero: "carry" as const, carryAtMost: 30 },
  gift: 120 as const,
  values: [150n, 1n, 1n],
  costs: [1n, 30n, 121n],
  ranks: ranks([0, 0], [0, 0], [359, 0], [0, 0], [0, 359], [0, 359], [0, 0]),
};

function ranks(...pairs: [number, number][]): [number, number][] {
  return pairs;
}

test("handing back and refunding in any order ends with the same points", () => {
  const anOrderValue = fc.bigInt({ min: 1n, max: 300n });
  fc.assert(
    fc.property(
      fc.record({
        refunds: aRefunds,
        gift: fc.constantFrom(0, 50, 120),
        values: fc.array(anOrderValue, { minLength: 1, maxLength: 4 }),
        costs: fc.array(fc.bigInt({ min: 1n, max: 300n }), { minLength: 1, maxLength: 3 }),
        ranks: fc.array(fc.tuple(fc.nat(1_000), fc.nat(1_000)), { minLength: 7, maxLength: 7 }),
      }),
      ({ refunds, gift, values, costs, ranks }) => {
        const ends = [0, 1].map((side) => {
          // Which refund costs a gift depends on their order: of these only the rest is moved.
          const sideOf = (index: number) => (gift > 0 && index < 4 ? 0 : side) as 0 | 1;
          const moment = (index: number) =>
            on("2026-04-01") + (ranks[index]?.[sideOf(index)] ?? 0) * 3_600_000 + index;
          const orders = values.map((value, index) => {
            const line = aLine({ id: `line${index}`, netMinor: value * 100n });
            const given = { lineId: line.id, quantity: -1, netMinor: -line.netMinor, taxMinor: 0n };
            const refund = aRefund({ id: `refund${index}`, at: moment(index), lines: [given] });
            const isRefunded = index % 2 === 0;
            return anOrder({
              orderId: `o${index}`,
              lines: [line],
              changes: isRefunded ? [refund] : [],
            });
          });
          let left = values.reduce((total, value) => total + value, 0n);
          const redemptions = costs.map((cost, index) => {
            const points = cost < left ? cost : left;
            left -= points;
            const ended = { at: moment(4 + index), outcome: "returned" as const };
            const open = index === 2 ? null : ended;
            return aRedemption({
              id: `r${index}`,
              takes: [{ lot: "order:o0", points }],
              ended: open,
            });
          });
          return spendable(withRefunds(refunds, gift), orders, redemptions);
        });
        expect(ends[1]).toBe(ends[0]);
      },
    ),
    { numRuns: 3000, examples: [[paidOutOfTurn], [letGoOutOfTurn]] },
  );
});

function decideAll(
  program: ProgramVersion,
  orders: ReturnType<typeof anOrder>[],
  redemptions: ReturnType<typeof aRedemption>[],
): { state: State } {
  return decide({
    programs: [program],
    facts: factsOf(orders, { redemptions }),
    asOf: on("2026-12-01"),
  });
}

function spendable(...from: Parameters<typeof decideAll>): bigint {
  const { state } = decideAll(...from);
  return [...state.lots.values()].reduce((total, lot) => total + lot.points, -state.owed);
}
