import { describe, expect, test } from "vitest";
import type { ProgramInput } from "#app/domain/program/document.ts";
import { activity, aReview, did } from "#test/support/activity-facts.ts";
import { aProgram, aRedemption, factsOf, on } from "#test/support/facts.ts";
import { event, moneyBack, order, refundOf } from "#test/support/tier-stories.ts";
import { toldOn } from "#test/support/told-member.ts";

type Hold = NonNullable<ProgramInput["earning"]["hold"]>;
const program = (rest: Partial<ProgramInput> = {}, hold?: Hold) =>
  aProgram((plain) => ({
    ...plain,
    ...rest,
    earning: { ...plain.earning, ...(hold && { hold }) },
  }));

describe("points that wait", () => {
  const fulfilled = { days: 10, after: "fulfillment" as const, atMostDays: null };
  const more = (id: string, day: string, amount: bigint) => ({
    ...moneyBack(1, day, -amount),
    ...{ id, kind: "edit" as const },
  });
  const edits = [
    more("e1", "2026-01-13", 50n),
    more("e2", "2026-01-14", 30n),
    more("e3", "2026-01-14", 20n),
  ];
  const edited = (...changes: ReturnType<typeof moneyBack>[]) =>
    order(1, "2026-01-10", 100n, {
      fulfilledAt: on("2026-01-11"),
      changes: [...edits, ...changes],
    });

  test("are given in parts where an edit adds later", () => {
    expect(toldOn("2026-01-15", factsOf([edited()]), program({}, fulfilled)).has).toEqual([
      "order:o1: 100 wait for 2026-01-21",
      "order:o1: 50 wait for 2026-01-23",
      "order:o1: 50 wait for 2026-01-24",
      "next 2026-01-21",
    ]);
  });

  test("are taken from what would come last, and from no other order", () => {
    const facts = factsOf([edited(moneyBack(1, "2026-01-16", 70n)), order(2, "2026-01-15", 60n)]);
    expect(toldOn("2026-01-17", facts, program({}, fulfilled)).has).toEqual([
      "order:o1: 100 wait for 2026-01-21",
      "order:o1: 30 wait for 2026-01-23",
      "order:o2: 60 wait for what comes",
      "next 2026-01-21",
    ]);
    const all = factsOf([edited(refundOf(1, "2026-01-16", 200n)), order(2, "2026-01-15", 60n)]);
    expect(toldOn("2026-01-17", all, program({}, fulfilled)).has).toEqual([
      "order:o2: 60 wait for what comes",
    ]);
  });

  test("are none of an order from before the first program, fulfilled or not", () => {
    const before = order(1, "2024-12-01", 100n, { fulfilledAt: on("2026-01-11") });
    expect(toldOn("2026-01-12", factsOf([before]), program({}, fulfilled))).toEqual({
      moves: [],
      has: [],
    });
  });
});

describe("what a member does keeps points alive", () => {
  const living = (counts: ("order" | "redemption" | "activity")[]) =>
    program({
      expiry: { kind: "months-without-activity", months: 1, counts },
      activities: [
        aReview(),
        activity({ id: "cake", kind: "birthday" }),
        activity({
          id: "boost",
          kind: "survey",
          gives: { kind: "multiplier", factor: "2", days: 5 },
        }),
      ],
      referral: { inviterPoints: 7, friendPoints: 5 },
    });
  const first = order(1, "2026-01-10", 100n);
  const facts = (...events: ReturnType<typeof did>[]) => factsOf([first], { events });
  const endOf = (known: ReturnType<typeof factsOf>) =>
    toldOn("2026-02-10", known, living(["activity"])).has.filter((line) => line.includes("o1"));

  test.each([
    ["an activity that gives points", [did("review", "2026-02-01")]],
    ["one that gives a multiplier", [did("boost", "2026-02-01")]],
    [
      "a friend who bought",
      [event("2026-02-01", { kind: "referral", friendId: "f", outcome: "completed" })],
    ],
  ])("%s", (...[, events]) => {
    expect(endOf(facts(...events))).toEqual([
      "order:o1: 100 since 2026-01-10 until 2026-03-02T00:00",
    ]);
  });

  test("coming by a friend", () => {
    const came = event("2026-01-01", { kind: "referred", inviterId: "i", refused: null });
    const late = order(1, "2026-01-10", 100n);
    const known = factsOf([late], { events: [came] });
    expect(toldOn("2026-01-11", known, living(["activity"])).has.slice(0, 2)).toEqual([
      "order:o1: 100 since 2026-01-10 until 2026-02-11T00:00",
      "referred: 5 since 2026-01-10 until 2026-02-11T00:00",
    ]);
  });

  test("but not what the calendar brings, nor what gives nothing", () => {
    const end = ["order:o1: 100 since 2026-01-10 until 2026-02-11T00:00"];
    expect(endOf(facts(event("2026-01-01", { kind: "birthday", month: 2, day: 5 })))).toEqual(end);
    expect(endOf(facts(did("dance", "2026-02-01")))).toEqual(end);
  });

  test.each([
    ["2026-02-10T23:59", "order:o1: 80 since 2026-01-10 until 2026-03-11T00:00"],
    ["2026-02-11T00:00", null],
  ])("only what has not ended: done at %s", (day, line) => {
    const takes = [{ lot: "order:o1", points: 80n }];
    const ended = { at: on("2026-02-12"), outcome: "returned" as const };
    const redemptions = [aRedemption({ reservedAt: on("2026-01-20"), takes, ended })];
    const known = factsOf([order(1, "2026-01-10", 80n), order(2, day, 1n)], { redemptions });
    const { has } = toldOn("2026-02-13", known, living(["order"]));
    expect(has.find((each) => each.startsWith("order:o1")) ?? null).toBe(line);
  });
});
