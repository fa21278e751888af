import { describe, expect, test } from "vitest";
import { aProgram, aRedemption, factsOf, on } from "#test/support/facts.ts";
import { order, refundOf } from "#test/support/tier-stories.ts";
import { toldOn } from "#test/support/told-member.ts";
import type { RedemptionFact } from "#app/domain/engine/timeline.ts";

/** Points live for a month. */
const program = aProgram((d) => ({ ...d, expiry: { kind: "months-after-earning", months: 1 } }));
const first = order(1, "2026-01-10", 100n);
const gone = order(1, "2026-01-10", 100n, { changes: [refundOf(1, "2026-01-15", 100n)] });
const spends = (reservedAt: string, rest: Partial<RedemptionFact> = {}) =>
  aRedemption({
    takes: [{ lot: "order:o1", points: 80n }],
    reservedAt: on(reservedAt),
    ...rest,
  });
const ended = (at: string, outcome: "used" | "returned" | "kept") => ({
  ended: { at: on(at), outcome },
});

describe("a reward takes its points", () => {
  test("of the lots it names, and what is left of them ends with its day", () => {
    const facts = factsOf([first], { redemptions: [spends("2026-02-01")] });
    expect(toldOn("2026-02-11", facts, program)).toEqual({
      moves: [
        "2026-01-10 order:o1 earned: 100 issued → available",
        "2026-02-01 redemption:r1 redeemed: 80 available → reserved, of order:o1",
        "2026-02-11T00:00 order:o1 expired: 20 available → expired",
      ],
      has: ["r1: 80 set aside of order:o1"],
    });
  });

  test("of the next lots where a late refund has emptied the one it names", () => {
    const others = [order(2, "2026-01-20", 50n), order(3, "2026-01-20", 40n)];
    const facts = factsOf([gone, ...others], { redemptions: [spends("2026-02-01")] });
    expect(toldOn("2026-02-01", facts, program)).toEqual({
      moves: [
        "2026-01-10 order:o1 earned: 100 issued → available",
        "2026-01-15 order:o1 refunded: 100 available → issued",
        "2026-01-20 order:o2 earned: 50 issued → available",
        "2026-01-20 order:o3 earned: 40 issued → available",
        "2026-02-01 redemption:r1 redeemed: 50 available → reserved, of order:o2",
        "2026-02-01 redemption:r1 redeemed: 30 available → reserved, of order:o3",
      ],
      has: [
        "order:o3: 10 since 2026-01-20 until 2026-02-21T00:00",
        "r1: 50 set aside of order:o2",
        "r1: 30 set aside of order:o3",
        "next 2026-02-21T00:00",
      ],
    });
  });

  test("of a debt where no lot holds anything, and gives back what was repaid since", () => {
    const redemptions = [spends("2026-02-01", ended("2026-02-10", "returned"))];
    const facts = factsOf([gone, order(2, "2026-02-05", 30n)], { redemptions });
    expect(toldOn("2026-02-01", facts, program).has).toEqual([
      "r1: 80 set aside of debt",
      "owes 80",
      "next 2026-02-05",
    ]);
    expect(toldOn("2026-02-06", facts, program).has).toEqual([
      "r1: 80 set aside of debt",
      "owes 50",
      "next 2026-02-10",
    ]);
    expect(toldOn("2026-02-11", facts, program)).toEqual({
      moves: [
        "2026-01-10 order:o1 earned: 100 issued → available",
        "2026-01-15 order:o1 refunded: 100 available → issued",
        "2026-02-01 redemption:r1 redeemed: 80 debt → reserved, of no lot",
        "2026-02-05 order:o2 earned: 30 issued → available",
        "2026-02-05 order:o2 debt-repaid: 30 available → debt",
        "2026-02-10 redemption:r1 returned: 80 reserved → debt, of no lot",
        "2026-02-10 redemption:r1 returned: 30 debt → available",
      ],
      has: ["redemption:r1: 30 since 2026-02-10 until 2026-03-11T00:00", "next 2026-03-11T00:00"],
    });
  });

  test("of a debt that nothing was repaid of: it is gone with the reward", () => {
    const redemptions = [spends("2026-02-01", ended("2026-02-10", "returned"))];
    expect(toldOn("2026-02-11", factsOf([gone], { redemptions }), program)).toEqual({
      moves: [
        "2026-01-10 order:o1 earned: 100 issued → available",
        "2026-01-15 order:o1 refunded: 100 available → issued",
        "2026-02-01 redemption:r1 redeemed: 80 debt → reserved, of no lot",
        "2026-02-10 redemption:r1 returned: 80 reserved → debt, of no lot",
      ],
      has: [],
    });
  });

  test("of a debt, and is used", () => {
    const redemptions = [spends("2026-02-01", ended("2026-02-10", "used"))];
    expect(toldOn("2026-02-11", factsOf([gone], { redemptions }), program)).toEqual({
      moves: [
        "2026-01-10 order:o1 earned: 100 issued → available",
        "2026-01-15 order:o1 refunded: 100 available → issued",
        "2026-02-01 redemption:r1 redeemed: 80 debt → reserved, of no lot",
        "2026-02-10 redemption:r1 used: 80 reserved → redeemed, of no lot",
      ],
      has: ["owes 80"],
    });
  });
});

describe("a reward's points", () => {
  const after = (outcome: "used" | "returned" | "kept", at: string) =>
    toldOn(
      "2026-02-09",
      factsOf([first], { redemptions: [spends("2026-01-20", ended(at, outcome))] }),
      program,
    );

  test("are gone when it is used", () => {
    expect(after("used", "2026-02-01")).toEqual({
      moves: [
        "2026-01-10 order:o1 earned: 100 issued → available",
        "2026-01-20 redemption:r1 redeemed: 80 available → reserved, of order:o1",
        "2026-02-01 redemption:r1 used: 80 reserved → redeemed, of order:o1",
      ],
      has: ["order:o1: 20 since 2026-01-10 until 2026-02-11T00:00", "next 2026-02-11T00:00"],
    });
  });

  test("come back to their lot when it is handed back", () => {
    expect(after("returned", "2026-02-01")).toEqual({
      moves: [
        "2026-01-10 order:o1 earned: 100 issued → available",
        "2026-01-20 redemption:r1 redeemed: 80 available → reserved, of order:o1",
        "2026-02-01 redemption:r1 returned: 80 reserved → available, of order:o1",
      ],
      has: ["order:o1: 100 since 2026-01-10 until 2026-02-11T00:00", "next 2026-02-11T00:00"],
    });
  });

  test("are gone when its code lapsed and the program keeps them", () => {
    expect(after("kept", "2026-02-01")).toEqual({
      moves: [
        "2026-01-10 order:o1 earned: 100 issued → available",
        "2026-01-20 redemption:r1 redeemed: 80 available → reserved, of order:o1",
        "2026-02-01 redemption:r1 kept: 80 reserved → redeemed, of order:o1",
      ],
      has: ["order:o1: 20 since 2026-01-10 until 2026-02-11T00:00", "next 2026-02-11T00:00"],
    });
  });

  test("that come back after their day end at once", () => {
    const redemptions = [spends("2026-02-01", ended("2026-02-20", "returned"))];
    expect(toldOn("2026-02-21", factsOf([first], { redemptions }), program)).toEqual({
      moves: [
        "2026-01-10 order:o1 earned: 100 issued → available",
        "2026-02-01 redemption:r1 redeemed: 80 available → reserved, of order:o1",
        "2026-02-11T00:00 order:o1 expired: 20 available → expired",
        "2026-02-20 redemption:r1 returned: 80 reserved → available, of order:o1",
        "2026-02-20 order:o1 expired: 80 available → expired",
      ],
      has: [],
    });
  });

  test("come back when the order in which it was used is undone", () => {
    const redemption = { ...spends("2026-01-20", ended("2026-01-21", "used")) };
    const redemptions = [{ ...redemption, returnedAt: on("2026-01-22") }];
    expect(toldOn("2026-01-23", factsOf([first], { redemptions }), program)).toEqual({
      moves: [
        "2026-01-10 order:o1 earned: 100 issued → available",
        "2026-01-20 redemption:r1 redeemed: 80 available → reserved, of order:o1",
        "2026-01-21 redemption:r1 used: 80 reserved → redeemed, of order:o1",
        "2026-01-22 redemption:r1 returned: 80 redeemed → available, of order:o1",
      ],
      has: ["order:o1: 100 since 2026-01-10 until 2026-02-11T00:00", "next 2026-02-11T00:00"],
    });
  });

  test("come back once, also where it was handed back before", () => {
    const redemption = { ...spends("2026-01-20", ended("2026-01-21", "returned")) };
    const redemptions = [{ ...redemption, returnedAt: on("2026-01-22") }];
    expect(toldOn("2026-01-23", factsOf([first], { redemptions }), program)).toEqual({
      moves: [
        "2026-01-10 order:o1 earned: 100 issued → available",
        "2026-01-20 redemption:r1 redeemed: 80 available → reserved, of order:o1",
        "2026-01-21 redemption:r1 returned: 80 reserved → available, of order:o1",
      ],
      has: ["order:o1: 100 since 2026-01-10 until 2026-02-11T00:00", "next 2026-02-11T00:00"],
    });
  });
});

describe("points by hand", () => {
  const given = { id: "a", at: on("2026-01-10"), points: 50n, undoes: null };
  const undone = { id: "b", at: on("2026-01-20"), points: -50n, undoes: "a" };
  const small = order(1, "2026-01-05", 30n);

  test("are taken back from their own lot first", () => {
    const facts = factsOf([small], { adjustments: [given, undone] });
    expect(toldOn("2026-01-15", facts, program).has).toEqual([
      "order:o1: 30 since 2026-01-05 until 2026-02-06T00:00",
      "adjustment:a: 50 since 2026-01-10 until 2026-02-11T00:00",
      "next 2026-01-20",
    ]);
    expect(toldOn("2026-01-21", facts, program)).toEqual({
      moves: [
        "2026-01-05 order:o1 earned: 30 issued → available",
        "2026-01-10 adjustment:a adjusted: 50 adjusted → available",
        "2026-01-20 adjustment:b adjusted: 50 available → adjusted, of adjustment:a",
      ],
      has: ["order:o1: 30 since 2026-01-05 until 2026-02-06T00:00", "next 2026-02-06T00:00"],
    });
  });

  test("that have expired are not taken twice", () => {
    const late = { ...undone, at: on("2026-03-01") };
    const facts = factsOf([order(1, "2026-02-20", 30n)], { adjustments: [given, late] });
    expect(toldOn("2026-03-02", facts, program)).toEqual({
      moves: [
        "2026-01-10 adjustment:a adjusted: 50 adjusted → available",
        "2026-02-11T00:00 adjustment:a expired: 50 available → expired",
        "2026-02-20 order:o1 earned: 30 issued → available",
        "2026-03-01 adjustment:b adjusted: 50 expired → adjusted, of adjustment:a",
      ],
      has: ["order:o1: 30 since 2026-02-20 until 2026-03-21T00:00", "next 2026-03-21T00:00"],
    });
  });

  test("that are taken beyond what there is are owed, and paid by what comes", () => {
    const taken = { id: "c", at: on("2026-01-20"), points: -50n, undoes: null };
    const facts = factsOf([small, order(2, "2026-01-25", 30n)], { adjustments: [taken] });
    expect(toldOn("2026-01-21", facts, program).has).toEqual(["owes 20", "next 2026-01-25"]);
    expect(toldOn("2026-01-26", facts, program)).toEqual({
      moves: [
        "2026-01-05 order:o1 earned: 30 issued → available",
        "2026-01-20 adjustment:c adjusted: 30 available → adjusted, of order:o1",
        "2026-01-20 adjustment:c adjusted: 20 debt → adjusted, of no lot",
        "2026-01-25 order:o2 earned: 30 issued → available",
        "2026-01-25 order:o2 debt-repaid: 20 available → debt",
      ],
      has: ["order:o2: 10 since 2026-01-25 until 2026-02-26T00:00", "next 2026-02-26T00:00"],
    });
  });
});
