import { describe, expect, test } from "vitest";
import { decide } from "#app/domain/engine/decide.ts";
import { lastYearOf, spendByMonth } from "#app/domain/engine/spend-by-month.ts";
import { noFacts } from "#app/domain/engine/timeline.ts";
import type { ProgramVersion } from "#app/domain/program/program.ts";
import { aReview, did } from "#test/support/activity-facts.ts";
import { aProgram, factsOf, on } from "#test/support/facts.ts";
import { event, level, moneyBack, order, refundOf, tiered } from "#test/support/tier-stories.ts";
import { toldOn } from "#test/support/told-member.ts";

const NO_TIER = { id: null, since: null, meritId: null, qualifiedId: null, graceUntil: null };
const reviewed = aProgram((plain) => ({ ...plain, activities: [aReview()] }));

function from(day: string, version: ProgramVersion, number = 2): ProgramVersion {
  return { ...version, version: number, effectiveFrom: on(day) };
}

describe("a version that comes", () => {
  const facts = factsOf([order(1, "2026-01-10", 300n)]);

  test.each([
    ["has no tiers", aProgram()],
    ["has other tiers", tiered({ levels: [level("ruby", "500")] })],
  ])("and %s ends the tier that is held", (_what, version) => {
    const programs = [tiered({}), from("2026-02-01", version)];
    const stateOf = (day: string) => decide({ programs, facts, asOf: on(day) });
    expect(stateOf("2026-01-31").state.tier.id).toBe("gold");
    expect(stateOf("2026-01-31").nextDueAt).toBe(on("2026-02-01"));
    expect(stateOf("2026-02-01").state.tier).toEqual(NO_TIER);
    expect(stateOf("2026-02-01").nextDueAt).toBeNull();
  });

  test.each([
    ["an order", facts, true],
    ["an activity", factsOf([], { events: [did("review", "2026-01-10")] }), true],
    [
      "a tier set by hand",
      factsOf([], {
        events: [event("2026-01-10", { kind: "tier-floor", tierId: "gold", until: null })],
      }),
      true,
    ],
    [
      "a tier no longer set by hand",
      factsOf([], {
        events: [
          event("2026-01-10", { kind: "tier-floor", tierId: "gold", until: null }),
          event("2026-01-11", { kind: "tier-floor", tierId: null, until: null }),
        ],
      }),
      true,
    ],
    ["a name only", factsOf([], { events: [event("2026-01-10", { kind: "joined" })] }), true],
    ["nothing", noFacts(), false],
  ])("is awaited by who has %s", (...[, known, awaited]) => {
    const tiers = tiered({}).document.tiers;
    const first = { ...reviewed, document: { ...reviewed.document, tiers } };
    const programs = [first, from("2026-02-01", tiered({})), from("2026-03-01", tiered({}), 3)];
    const nextOn = (day: string) => decide({ programs, facts: known, asOf: on(day) }).nextDueAt;
    expect(["2026-01-20", "2026-02-01", "2026-03-01"].map(nextOn)).toEqual([
      awaited ? on("2026-02-01") : null,
      awaited ? on("2026-03-01") : null,
      null,
    ]);
  });
});

test("nothing known is no tier, and nothing that is due", () => {
  const { state, nextDueAt } = decide({ programs: [], facts: noFacts(), asOf: on("2026-01-01") });
  expect([state.tier, state.journal, nextDueAt]).toEqual([NO_TIER, [], null]);
});

describe("before the first program", () => {
  test("orders, tests of them, friends and activities bring nothing", () => {
    const facts = factsOf(
      [
        order(1, "2024-12-01", 100n, { changes: [moneyBack(1, "2025-02-01", 10n)] }),
        order(2, "2024-12-02", 100n, { test: true }),
      ],
      {
        events: [
          event("2024-11-01", { kind: "referred", inviterId: "i", refused: null }),
          event("2024-12-03", { kind: "referral", friendId: "f", outcome: "completed" }),
          event("2024-12-04", { kind: "joined" }),
        ],
      },
    );
    const { state } = decide({ programs: [reviewed], facts, asOf: on("2026-01-01") });
    expect(state.journal).toEqual([]);
    expect(state.friend?.refused).toEqual({ reason: "no-referral" });
  });
});

describe("a tier falls", () => {
  const month = { kind: "calendar-month" } as const;
  const grace = { kind: "days", days: 10 } as const;

  test("at once by a refund, also where the order brought no points", () => {
    const version = tiered({ window: month, grace });
    const { earning } = version.document;
    const none = {
      ...version,
      document: { ...version.document, earning: { ...earning, points: "0" } },
    };
    const back = order(1, "2026-01-10", 300n, { changes: [moneyBack(1, "2026-01-15", 250n)] });
    expect(toldOn("2026-01-16", factsOf([back]), none)).toEqual({
      moves: [],
      has: ["next 2026-02-01T00:00"],
    });
  });

  test("at once by an edit that brings fewer points for as much money", () => {
    const version = tiered({ window: month, grace, measure: "points" });
    const lines = { kind: "product" as const, in: ["gid://shopify/Product/1"] };
    const rule = { id: "triple", name: { en: "Triple" }, lines };
    const rules = [{ ...rule, gives: { kind: "multiplier" as const, factor: "3" } }];
    const { earning } = aProgram((plain) => ({
      ...plain,
      earning: { ...plain.earning, rules },
    })).document;
    const triple = { ...version, document: { ...version.document, earning } };
    const edited = order(1, "2026-01-10", 100n);
    const [line] = edited.lines;
    if (!line) throw new Error("no line");
    const swap = {
      ...{ ...refundOf(1, "2026-01-15", 100n), kind: "edit" as const },
      addedLines: [{ ...line, id: "other", productId: "gid://shopify/Product/2" }],
    };
    const facts = factsOf([{ ...edited, changes: [swap] }]);
    expect(toldOn("2026-01-14", facts, triple).has.slice(1)).toEqual([
      "gold since 2026-01-10",
      "next 2026-01-15",
    ]);
    expect(toldOn("2026-01-16", facts, triple).has).toEqual([
      "order:o1: 100 since 2026-01-10",
      "silver since 2026-01-15",
      "next 2026-02-01T00:00",
    ]);
  });

  test("with its gift kept, where the refund came before and took nothing", () => {
    const gift = tiered({ window: month, levels: [level("silver", "100", { entryGift: 5 })] });
    const facts = factsOf([
      order(1, "2026-01-10", 100n, { changes: [refundOf(1, "2026-01-20", 100n)] }),
      order(2, "2026-01-15", 100n),
    ]);
    expect(toldOn("2026-02-02", facts, gift).has).toEqual([
      "gift:silver: 5 since 2026-01-10",
      "order:o2: 100 since 2026-01-15",
    ]);
  });

  test("in the moment in which a balance is spent, where there is no grace", () => {
    const version = tiered({ measure: "balance", levels: [level("silver", "100")] });
    const adjustments = [{ id: "x", at: on("2026-01-15T15:00"), points: -1n, undoes: null }];
    const facts = factsOf([order(1, "2026-01-10", 100n)], { adjustments });
    expect(toldOn("2026-01-15T14:59", facts, version).has.slice(1)).toEqual([
      "silver since 2026-01-10",
      "next 2026-01-15T15:00",
    ]);
    expect(toldOn("2026-01-15T15:00", facts, version).has).toEqual([
      "order:o1: 99 since 2026-01-10",
    ]);
  });
});

describe("what was spent by month", () => {
  test("is added up as soon as one version asks for the best, a month each", () => {
    const way = { kind: "top-percent", percent: "10" } as const;
    const asks = tiered({ levels: [level("gold", null, { ways: [way] })] });
    const programs = [aProgram(), from("2026-02-01", asks)];
    const orders = [
      order(1, "2026-02-10", 30n),
      order(2, "2025-11-10", 10n),
      order(3, "2025-11-20", 20n),
    ];
    const { state } = decide({ programs, facts: factsOf(orders), asOf: on("2026-03-01") });
    expect(Object.entries(spendByMonth(state, on("2026-03-01")))).toEqual([
      ["2025-11", "3000"],
      ["2026-02", "3000"],
    ]);
  });

  test("is looked up in the twelve full months before a day", () => {
    expect(lastYearOf("2026-03-15")).toEqual({ first: "2025-03", present: "2026-03" });
    expect(lastYearOf("2026-12-31")).toEqual({ first: "2025-12", present: "2026-12" });
  });
});
