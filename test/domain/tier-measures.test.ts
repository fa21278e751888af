import { describe, expect, test } from "vitest";
import { measuredValue } from "#app/domain/engine/tier-measure.ts";
import type { ProgramVersion } from "#app/domain/program/program.ts";
import { prepareProgram } from "#app/domain/program/program.ts";
import { aRedemption, factsOf, on } from "#test/support/facts.ts";
import { level, order, refundOf, stateOn, tiered, tierOn } from "#test/support/tier-stories.ts";

describe("a measure", () => {
  const orders = [order(1, "2026-01-10", 60n), order(2, "2026-01-20", 70n)];

  test.each([
    ["spend", ["100", "300"], "silver"],
    ["spend", ["50", "131"], "silver"],
    ["spend", ["50", "130"], "gold"],
    ["orders", ["2", "3"], "silver"],
    ["points", ["130", "131"], "silver"],
    ["balance", ["50", "130"], "gold"],
  ] as const)("of %s against %j gives %s", (...[measure, [low, high], tier]) => {
    const program = tiered({ measure, levels: [level("silver", low), level("gold", high)] });
    expect(tierOn("2026-02-01", factsOf(orders), program)).toBe(tier);
  });

  test("of orders does not count one with nothing left, nor one that is not paid", () => {
    const program = tiered({ measure: "orders", levels: [level("silver", "2")] });
    const undone = order(2, "2026-01-20", 70n, { changes: [refundOf(2, "2026-01-25", 70n)] });
    const unpaid = order(2, "2026-01-20", 70n, { paidAt: null });
    const [first] = orders;
    if (!first) throw new Error("There is a first order.");
    expect(tierOn("2026-02-01", factsOf([first, undone]), program)).toBeNull();
    expect(tierOn("2026-02-01", factsOf([first, unpaid]), program)).toBeNull();
  });

  test("of points counts neither entry gifts nor points by hand nor returned rewards", () => {
    const program = tiered({
      measure: "points",
      levels: [level("silver", "100", { entryGift: 500 }), level("gold", "150")],
    });
    const taken = aRedemption({
      reservedAt: on("2026-01-12"),
      takes: [{ lot: "order:o1", points: 80n }],
      ended: { at: on("2026-01-13"), outcome: "returned" },
    });
    const facts = factsOf([order(1, "2026-01-10", 100n)], {
      redemptions: [taken],
      adjustments: [{ id: "a1", at: on("2026-01-11"), points: 400n, undoes: null }],
    });
    const state = stateOn("2026-02-01", facts, program);
    expect(state.tier.id).toBe("silver");
    expect(measuredValue(state, prepareProgram(program), on("2026-02-01"))).toBe(100n);
  });

  test("of the balance counts points by hand, and no entry gifts", () => {
    const program = tiered({
      measure: "balance",
      levels: [level("silver", "100", { entryGift: 500 }), level("gold", "150")],
    });
    const gift = { id: "a1", at: on("2026-01-11"), points: 49n, undoes: null };
    const facts = (points: bigint) =>
      factsOf([order(1, "2026-01-10", 100n)], { adjustments: [{ ...gift, points }] });
    expect(tierOn("2026-02-01", facts(49n), program)).toBe("silver");
    expect(tierOn("2026-02-01", facts(50n), program)).toBe("gold");
  });

  test("of the balance falls when points are spent: after the grace, and gifts stay", () => {
    const program = tiered({
      measure: "balance",
      grace: { kind: "days", days: 10 },
      levels: [level("silver", "100", { entryGift: 7 })],
    });
    const spent = aRedemption({
      reservedAt: on("2026-01-15T15:00"),
      takes: [{ lot: "order:o1", points: 80n }],
    });
    const facts = factsOf([order(1, "2026-01-10", 100n)], { redemptions: [spent] });
    expect(tierOn("2026-01-25T23:59", facts, program)).toBe("silver");
    const after = stateOn("2026-01-26T00:00", facts, program);
    expect([after.tier.id, after.lots.get("gift:silver")?.points]).toEqual([null, 7n]);
  });

  test("of the balance falls at once by a refund, and its gift with it", () => {
    const program = tiered({
      measure: "balance",
      grace: { kind: "days", days: 10 },
      levels: [level("silver", "100", { entryGift: 7 })],
    });
    const undone = order(1, "2026-01-10", 100n, { changes: [refundOf(1, "2026-01-15", 100n)] });
    const state = stateOn("2026-01-16", factsOf([undone]), program);
    expect([state.tier.id, state.lots.get("gift:silver")?.points]).toEqual([null, 0n]);
  });

  test("of the balance falls when points expire, without a fact", () => {
    const base = tiered({ measure: "balance", levels: [level("silver", "100")] });
    const program: ProgramVersion = {
      ...base,
      document: { ...base.document, expiry: { kind: "months-after-earning", months: 1 } },
    };
    const facts = factsOf([order(1, "2026-01-10", 100n)]);
    expect(tierOn("2026-02-10T23:59", facts, program)).toBe("silver");
    expect(tierOn("2026-02-11T00:00", facts, program)).toBeNull();
  });
});
