import { describe, expect, test } from "vitest";
import { decide } from "#app/domain/engine/decide.ts";
import type { OrderFacts } from "#app/domain/order-facts.ts";
import type { ProgramInput } from "#app/domain/program/document.ts";
import { mergeOrderFacts } from "#app/domain/merge-order-facts.ts";
import { aLine, anOrder, aProgram, aRefund, factsOf, on } from "#test/support/facts.ts";

type Hold = NonNullable<ProgramInput["earning"]["hold"]>;

const afterPayment = (days: number): Hold => ({ days, after: "payment" });
const fulfilled = (days: number, atMostDays: number | null = null): Hold => ({
  days,
  after: "fulfillment",
  atMostDays,
});

function at(day: string, hold: Hold, rest: Partial<OrderFacts>) {
  const program = aProgram((plain) => ({ ...plain, earning: { ...plain.earning, hold } }));
  const order = anOrder({ placedAt: on("2026-03-01"), ...rest });
  const { state, nextDueAt } = decide({
    programs: [program],
    facts: factsOf([order]),
    asOf: on(day),
  });
  const pending = [...state.pending.values()].reduce((total, part) => total + part.points, 0n);
  const available = [...state.lots.values()].reduce((total, lot) => total + lot.points, 0n);
  return { pending, available, nextDueAt };
}

const waiting = { pending: 100n, available: 0n };
const there = { pending: 0n, available: 100n };

describe("points that are held", () => {
  test.each<[string, Hold, Partial<OrderFacts>, string]>([
    ["after payment", afterPayment(14), {}, "2026-03-15"],
    ["after a late payment", afterPayment(14), { paidAt: on("2026-03-05") }, "2026-03-19"],
    ["after fulfillment", fulfilled(14), { fulfilledAt: on("2026-03-04") }, "2026-03-18"],
    ["for no day after fulfillment", fulfilled(0), { fulfilledAt: on("2026-03-04") }, "2026-03-04"],
    ["at most so long", fulfilled(14, 30), {}, "2026-03-31"],
    [
      "no longer than fulfillment asks",
      fulfilled(14, 30),
      { fulfilledAt: on("2026-03-04") },
      "2026-03-18",
    ],
    ["no longer than the most", fulfilled(14, 30), { fulfilledAt: on("2026-03-29") }, "2026-03-31"],
    [
      "after a fulfillment before the payment",
      fulfilled(14),
      { fulfilledAt: on("2026-03-02"), paidAt: on("2026-03-10") },
      "2026-03-16",
    ],
  ])("%s can be spent then, and not before", (...[, hold, rest, day]) => {
    const before = new Date(on(day) - 1).toISOString().slice(0, -1);
    expect(at(before, hold, rest)).toMatchObject(waiting);
    expect(at(day, hold, rest)).toMatchObject(there);
  });

  test("until a fulfillment that nobody has heard of wait without a date", () => {
    expect(at("2036-03-01", fulfilled(14), {})).toEqual({ ...waiting, nextDueAt: null });
  });

  test("are there at once where all that is asked for has long been", () => {
    const rest = { fulfilledAt: on("2026-03-02"), paidAt: on("2026-05-10") };
    expect(at("2026-05-10", fulfilled(14), rest)).toMatchObject(there);
  });

  test("are taken back while they wait", () => {
    const lines = [{ lineId: aLine().id, quantity: -1, netMinor: -10_000n, taxMinor: 0n }];
    const changes = [aRefund({ at: on("2026-03-05"), lines })];
    const rest = { changes, fulfilledAt: on("2026-03-08") };
    expect(at("2026-03-06", fulfilled(14), rest)).toMatchObject({ pending: 0n, available: 0n });
    expect(at("2026-04-06", fulfilled(14), rest)).toMatchObject({ pending: 0n, available: 0n });
  });
});

describe("an edit that adds to an order", () => {
  const edit = (day: string) =>
    aRefund({
      id: "edit",
      kind: "edit",
      at: on(day),
      addedLines: [aLine({ id: "added", netMinor: 4_000n })],
    });

  test("before fulfillment waits with the rest", () => {
    const rest = { changes: [edit("2026-03-03")], fulfilledAt: on("2026-03-04") };
    expect(at("2026-03-18", fulfilled(14), rest)).toMatchObject({ pending: 0n, available: 140n });
  });

  test("after fulfillment waits its own days, and what was there stays", () => {
    const rest = { changes: [edit("2026-03-10")], fulfilledAt: on("2026-03-04") };
    expect(at("2026-03-11", fulfilled(14), rest)).toMatchObject({ pending: 140n, available: 0n });
    expect(at("2026-03-18", fulfilled(14), rest)).toMatchObject({ pending: 40n, available: 100n });
    expect(at("2026-03-24", fulfilled(14), rest)).toMatchObject({ pending: 0n, available: 140n });
  });

  test("waits no longer than the most", () => {
    const rest = { changes: [edit("2026-03-10")], fulfilledAt: on("2026-03-04") };
    expect(at("2026-03-20", fulfilled(14, 19), rest)).toMatchObject({
      pending: 0n,
      available: 140n,
    });
  });

  test("is taken from first by a refund, which leaves what matures earlier", () => {
    const lines = [{ lineId: "added", quantity: -1, netMinor: -4_000n, taxMinor: 0n }];
    const refund = aRefund({ at: on("2026-03-12"), lines });
    const rest = { changes: [edit("2026-03-10"), refund], fulfilledAt: on("2026-03-04") };
    expect(at("2026-03-18", fulfilled(14), rest)).toMatchObject(there);
  });
});

test("the first moment at which all was fulfilled is kept, in whatever order messages come", () => {
  const early = anOrder({ updatedAt: on("2026-03-04"), fulfilledAt: on("2026-03-04") });
  const open = anOrder({ updatedAt: on("2026-03-10"), fulfilledAt: null });
  const late = anOrder({ updatedAt: on("2026-03-20"), fulfilledAt: on("2026-03-20") });
  for (const messages of [
    [early, open, late],
    [late, early, open],
    [open, late, early],
  ]) {
    const [first, ...others] = messages;
    if (!first) throw new Error("There is a first message.");
    const known = others.reduce(
      (facts, each) =>
        mergeOrderFacts(facts, { facts: each, complete: true, authoritative: false }).facts,
      first,
    );
    expect(known.fulfilledAt).toBe(on("2026-03-04"));
  }
});
