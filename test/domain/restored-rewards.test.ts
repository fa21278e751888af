import { describe, expect, test } from "vitest";
import { decide } from "#app/domain/engine/decide.ts";
import { balancesOf, flowsOf } from "#app/domain/engine/flows.ts";
import type { RedemptionFact } from "#app/domain/engine/timeline.ts";
import {
  aLine,
  anOrder,
  aProgram,
  aRedemption,
  aRefund,
  factsOf,
  on,
} from "#test/support/facts.ts";

const used = { at: on("2026-03-06"), outcome: "used" as const };

function after(rest: Partial<RedemptionFact>, orders = [anOrder()]) {
  const facts = factsOf(orders, { redemptions: [aRedemption({ ended: used, ...rest })] });
  const { state } = decide({ programs: [aProgram()], facts, asOf: on("2026-12-31") });
  const { available, redeemed, debt } = balancesOf(flowsOf(state.journal));
  return { available, redeemed, debt, outcome: state.redemptions.get("r1")?.outcome };
}

describe("points of a reward whose order was undone", () => {
  test("stay spent until then, and come back to their lot", () => {
    expect(after({})).toEqual({ available: 20n, redeemed: 80n, debt: 0n, outcome: "used" });
    const returnedAt = on("2026-03-20");
    const back = { available: 100n, redeemed: 0n, debt: 0n, outcome: "returned" };
    expect(after({ returnedAt })).toEqual(back);
    expect(after({ returnedAt: on("2026-03-01") })).toEqual(back);
  });

  test("do not come back twice, nor where they were lost or never spent", () => {
    const returnedAt = on("2026-03-20");
    const ended = (outcome: "returned" | "kept") => ({ at: used.at, outcome });
    expect(after({ returnedAt, ended: ended("returned") })).toMatchObject({ available: 100n });
    expect(after({ returnedAt, ended: ended("kept") })).toMatchObject({ available: 20n });
    expect(after({ returnedAt, ended: null })).toMatchObject({ available: 20n });
  });

  test("repay first what is owed", () => {
    const lines = [{ lineId: aLine().id, quantity: -1, netMinor: -10_000n, taxMinor: 0n }];
    const refunded = [anOrder({ changes: [aRefund({ lines })] })];
    expect(after({}, refunded)).toMatchObject({ available: 0n, debt: -80n });
    const returnedAt = on("2026-03-20");
    expect(after({ returnedAt }, refunded)).toMatchObject({ available: 0n, debt: 0n });
  });

  test("that were reserved on credit lower the debt", () => {
    const lines = [{ lineId: aLine().id, quantity: -1, netMinor: -10_000n, taxMinor: 0n }];
    const refunded = [anOrder({ changes: [aRefund({ at: on("2026-03-02"), lines })] })];
    expect(after({}, refunded)).toMatchObject({ debt: -80n });
    const returnedAt = on("2026-03-20");
    expect(after({ returnedAt }, refunded)).toMatchObject({ available: 0n, debt: 0n });
  });
});
