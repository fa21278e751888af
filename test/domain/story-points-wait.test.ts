import { describe, expect, test } from "vitest";
import type { ProgramInput } from "#app/domain/program/document.ts";
import { aProgram, factsOf, on } from "#test/support/facts.ts";
import { order, refundOf } from "#test/support/tier-stories.ts";
import { toldOn } from "#test/support/told-member.ts";

const program = (earning: Partial<ProgramInput["earning"]>) =>
  aProgram((d) => ({ ...d, earning: { ...d.earning, ...earning } }));

describe("points wait", () => {
  test("so many days after payment, and what is refunded meanwhile is taken of them", () => {
    const held = program({ hold: { days: 14, after: "payment" } });
    const refund = refundOf(1, "2026-01-20", 30n);
    const lines = refund.lines.map((line) => ({ ...line, quantity: 0 }));
    const facts = factsOf([order(1, "2026-01-10", 100n, { changes: [{ ...refund, lines }] })]);
    expect(toldOn("2026-01-11", facts, held).has).toEqual([
      "order:o1: 100 wait for 2026-01-24",
      "next 2026-01-20",
    ]);
    expect(toldOn("2026-01-21", facts, held).has).toEqual([
      "order:o1: 70 wait for 2026-01-24",
      "next 2026-01-24",
    ]);
    expect(toldOn("2026-01-24", facts, held)).toEqual({
      moves: [
        "2026-01-10 order:o1 earned: 100 issued → pending",
        "2026-01-20 order:o1 refunded: 30 pending → issued",
        "2026-01-24 order:o1 matured: 70 pending → available",
      ],
      has: ["order:o1: 70 since 2026-01-24"],
    });
  });

  test("so many days after all was fulfilled, but not longer than the program says", () => {
    const held = program({ hold: { days: 5, after: "fulfillment", atMostDays: 30 } });
    const fulfilledAt = on("2026-01-15");
    const facts = factsOf([
      order(1, "2026-01-10", 100n, { fulfilledAt }),
      order(2, "2026-01-10T13:00", 50n),
    ]);
    expect(toldOn("2026-01-11", facts, held).has).toEqual([
      "order:o1: 100 wait for 2026-02-09",
      "order:o2: 50 wait for 2026-02-09T13:00",
      "next 2026-01-15",
    ]);
    expect(toldOn("2026-01-16", facts, held).has).toEqual([
      "order:o1: 100 wait for 2026-01-20",
      "order:o2: 50 wait for 2026-02-09T13:00",
      "next 2026-01-20",
    ]);
    expect(toldOn("2026-02-10", facts, held)).toEqual({
      moves: [
        "2026-01-10 order:o1 earned: 100 issued → pending",
        "2026-01-10T13:00 order:o2 earned: 50 issued → pending",
        "2026-01-20 order:o1 matured: 100 pending → available",
        "2026-02-09T13:00 order:o2 matured: 50 pending → available",
      ],
      has: ["order:o1: 100 since 2026-01-20", "order:o2: 50 since 2026-02-09T13:00"],
    });
  });

  test("as long as nothing is fulfilled, where the program names no latest day", () => {
    const held = program({ hold: { days: 5, after: "fulfillment" } });
    const facts = factsOf([order(1, "2026-01-10", 100n)]);
    expect(toldOn("2026-06-01", facts, held).has).toEqual(["order:o1: 100 wait for what comes"]);
  });

  test("in parts, where an edit adds to the order when the first have nearly matured", () => {
    const held = program({ hold: { days: 5, after: "fulfillment" } });
    const added = { ...refundOf(1, "2026-01-18", -40n), kind: "edit" as const };
    const back = { ...refundOf(1, "2026-01-19", 60n), id: "refund2" };
    const changes = [added, back].map((change) => ({
      ...change,
      lines: change.lines.map((line) => ({ ...line, quantity: 0 })),
    }));
    const fulfilledAt = on("2026-01-15");
    const facts = factsOf([order(1, "2026-01-10", 100n, { fulfilledAt, changes })]);
    expect(toldOn("2026-01-18", facts, held).has).toEqual([
      "order:o1: 100 wait for 2026-01-20",
      "order:o1: 40 wait for 2026-01-23",
      "next 2026-01-19",
    ]);
    expect(toldOn("2026-01-19", facts, held)).toEqual({
      moves: [
        "2026-01-10 order:o1 earned: 100 issued → pending",
        "2026-01-18 order:o1 earned: 40 issued → pending",
        "2026-01-19 order:o1 refunded: 60 pending → issued",
      ],
      has: ["order:o1: 80 wait for 2026-01-20", "next 2026-01-20"],
    });
    expect(toldOn("2026-01-23", facts, held)).toEqual({
      moves: [
        "2026-01-10 order:o1 earned: 100 issued → pending",
        "2026-01-18 order:o1 earned: 40 issued → pending",
        "2026-01-19 order:o1 refunded: 60 pending → issued",
        "2026-01-20 order:o1 matured: 80 pending → available",
      ],
      has: ["order:o1: 80 since 2026-01-20"],
    });
  });
});
