import { describe, expect, test } from "vitest";
import { decide } from "#app/domain/engine/decide.ts";
import type { ProgramVersion } from "#app/domain/program/program.ts";
import { aProgram, aRedemption, factsOf, on } from "#test/support/facts.ts";
import {
  event,
  level,
  moneyBack,
  order,
  refundOf,
  stateOn,
  tiered,
  type Tiers,
} from "#test/support/tier-stories.ts";
import { toldOn } from "#test/support/told-member.ts";

type Document = ProgramVersion["document"];

const byBalance = (rest: Partial<Tiers> = {}, change: Partial<Document> = {}) => {
  const version = tiered({
    measure: "balance",
    levels: [level("gold", "100", { entryGift: 30 })],
    ...rest,
  });
  return { ...version, document: { ...version.document, ...change } };
};
const byHand = (id: string, day: string, points: bigint) => {
  return { id, at: on(day), points, undoes: null };
};
const spent = (day: string, ...takes: { lot: string; points: bigint }[]) =>
  aRedemption({ id: day, reservedAt: on(day), takes });

describe("a new version", () => {
  const later = (version: ProgramVersion) => ({
    ...version,
    version: 2,
    effectiveFrom: on("2026-02-01"),
  });
  const due = (facts: ReturnType<typeof factsOf>, version: ProgramVersion) => {
    const programs = [aProgram(), later(version)];
    const before = decide({ programs, facts, asOf: on("2026-01-20") });
    const { state } = decide({ programs, facts, asOf: on("2026-02-10") });
    return [before.nextDueAt, state.tier.id, state.tier.since];
  };
  const reached = [on("2026-02-01"), "gold", on("2026-02-01")];

  test("judges who has nothing but points by hand", () => {
    const facts = factsOf([], { adjustments: [byHand("x", "2026-01-10", 100n)] });
    expect(due(facts, byBalance())).toEqual(reached);
  });

  test("judges who has nothing but a tag", () => {
    const way = { kind: "condition", when: { kind: "customer-tag", in: ["vip"] } } as const;
    const facts = factsOf([], {
      events: [event("2026-01-10", { kind: "tags", added: ["vip"], removed: [] })],
    });
    expect(due(facts, tiered({ levels: [level("gold", null, { ways: [way] })] }))).toEqual(reached);
  });

  test("judges who has nothing but a rank", () => {
    const way = { kind: "top-percent", percent: "10" } as const;
    const facts = factsOf([], { events: [event("2026-01-10", { kind: "ranked", percent: "5" })] });
    expect(due(facts, tiered({ levels: [level("gold", null, { ways: [way] })] }))).toEqual(reached);
  });
});

describe("points that come and go in one moment", () => {
  test("reach no tier, for nobody could spend them together", () => {
    const expiry = { kind: "months-after-earning", months: 1 } as const;
    const { earning } = aProgram().document;
    const hold = { ...earning.hold, days: 10 };
    const levels = [level("silver", "100"), level("gold", "200", { entryGift: 30 })];
    const first = byBalance({ levels }, { expiry });
    const then = byBalance({ levels }, { expiry, earning: { ...earning, hold } });
    const programs = [first, { ...then, version: 2, effectiveFrom: on("2026-01-15") }];
    const facts = factsOf([order(1, "2026-01-10", 100n), order(2, "2026-02-01T00:00", 100n)]);
    expect(toldOn("2026-02-11T00:00", facts, programs)).toEqual({
      moves: [
        "2026-01-10 order:o1 earned: 100 issued → available",
        "2026-02-01T00:00 order:o2 earned: 100 issued → pending",
        "2026-02-11T00:00 order:o2 matured: 100 pending → available",
        "2026-02-11T00:00 order:o1 expired: 100 available → expired",
      ],
      has: [
        "order:o2: 100 since 2026-02-11T00:00 until 2026-03-02T00:00",
        "silver since 2026-01-10",
        "next 2026-03-02T00:00",
      ],
    });
  });
});

describe("the gift", () => {
  const after = (facts: ReturnType<typeof factsOf>, program = byBalance()) => {
    const { tier, gifts } = stateOn("2026-03-02", facts, program);
    return [tier.id, gifts.has("gold")];
  };
  const [stays, goes] = [
    [null, true],
    [null, false],
  ];

  test("stays where an edit's points, that came later, go again", () => {
    const changes = [
      { ...moneyBack(1, "2026-01-12", -50n), id: "more", kind: "edit" as const },
      moneyBack(1, "2026-01-20", 50n),
    ];
    const redemptions = [spent("2026-01-15", { lot: "order:o1", points: 50n })];
    const facts = factsOf([order(1, "2026-01-10", 100n, { changes })], { redemptions });
    expect(after(facts)).toEqual(stays);
  });

  test.each([
    [1, 2],
    [2, 1],
  ])("stays where another order of that moment is returned", (one, other) => {
    const returned = { changes: [refundOf(other, "2026-01-20", 50n)] };
    const redemptions = [spent("2026-01-15", { lot: `order:o${one}`, points: 50n })];
    const facts = factsOf(
      [order(one, "2026-01-10", 100n), order(other, "2026-01-10", 50n, returned)],
      { redemptions },
    );
    expect(after(facts)).toEqual(stays);
  });

  test("stays where what was returned in that moment was gone before it", () => {
    const early = order(1, "2026-01-05", 50n, { changes: [refundOf(1, "2026-01-10", 50n)] });
    const last = order(3, "2026-01-15", 10n, { changes: [refundOf(3, "2026-01-20", 10n)] });
    const redemptions = [spent("2026-01-16", { lot: "order:o2", points: 5n })];
    const facts = factsOf([early, order(2, "2026-01-10", 100n), last], { redemptions });
    expect(after(facts)).toEqual(stays);
  });

  test("stays where points that had ended by then are taken back", () => {
    const expiry = { kind: "months-after-earning", months: 1 } as const;
    const early = order(1, "2026-01-10", 90n, { changes: [refundOf(1, "2026-03-01", 90n)] });
    const redemptions = [
      spent("2026-01-15", { lot: "order:o1", points: 10n }),
      spent("2026-02-20", { lot: "order:o2", points: 15n }, { lot: "gift:gold", points: 30n }),
    ];
    const facts = factsOf([early, order(2, "2026-02-15", 120n)], { redemptions });
    expect(after(facts, byBalance({}, { expiry }))).toEqual(stays);
  });

  test("of points given by mistake goes with them, whatever the grace", () => {
    const adjustments = [
      byHand("x", "2026-01-10", 1_000n),
      { ...byHand("y", "2026-03-01", -1_000n), undoes: "x" },
    ];
    const program = byBalance({ grace: { kind: "days", days: 30 } });
    expect(after(factsOf([], { adjustments }), program)).toEqual(goes);
  });

  test("stays where points are taken by hand that were earned", () => {
    const adjustments = [byHand("y", "2026-01-15", -60n)];
    const last = order(2, "2026-02-15", 70n, { changes: [refundOf(2, "2026-02-20", 70n)] });
    const facts = factsOf([order(1, "2026-01-10", 100n), last], { adjustments });
    expect(after(facts)).toEqual(stays);
  });
});
