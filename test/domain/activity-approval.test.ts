import { expect, test } from "vitest";
import { explainActivity } from "#app/domain/engine/activities.ts";
import type { MemberEvent } from "#app/domain/engine/member-events.ts";
import {
  after,
  aProgramWith,
  aReview,
  balance,
  decided,
  did,
  event,
} from "#test/support/activity-facts.ts";
import { on } from "#test/support/facts.ts";

const asked = aProgramWith([aReview({ approval: true })]);
const review = did("review", "2026-03-01", "r");

function decisions(...answers: boolean[]): MemberEvent[] {
  return answers.map((approved, index) => decided("r", approved, `2026-03-0${index + 2}`));
}

test.each([
  [[], 0n, "awaits-approval"],
  [[true], 20n, undefined],
  [[false], 0n, "rejected"],
  [[true, true], 20n, undefined],
  [[true, false], 0n, "rejected"],
  [[false, true], 20n, undefined],
  [[true, false, true], 20n, undefined],
  [[true, false, false], 0n, "rejected"],
  [[true, false, true, false], 0n, "rejected"],
] as const)("decisions %s end with %s points", (answers, points, why) => {
  const state = after(asked, { events: [review, ...decisions(...answers)] });
  expect(balance(state)).toBe(points);
  expect(explainActivity(state, "r")?.points).toBe(points);
  expect(explainActivity(state, "r")?.nothing?.reason).toBe(why);
});

test("a decision that is dated before its activity, by another clock, counts all the same", () => {
  const early = (approved: boolean) => decided("r", approved, "2026-02-27");
  expect(balance(after(asked, { events: [early(true), review] }))).toBe(20n);
  expect(balance(after(asked, { events: [early(false), review] }))).toBe(0n);
  const free = aProgramWith([aReview()]);
  expect(balance(after(free, { events: [early(false), review] }))).toBe(0n);
});

test("staff can reject what needed no approval", () => {
  const state = after(aProgramWith([aReview()]), { events: [review, ...decisions(false)] });
  expect(balance(state)).toBe(0n);
  expect(explainActivity(state, "r")?.nothing?.reason).toBe("rejected");
});

test("approved late, it is judged by its own time and given at the time of the decision", () => {
  const program = aProgramWith([
    aReview({
      approval: true,
      when: { kind: "dates", from: null, until: "2026-03-01" },
      limits: [{ per: "day", times: 1 }],
    }),
  ]);
  const other = did("review", "2026-03-01T20:00", "other");
  const state = after(program, {
    events: [review, other, decided("other", true, "2026-03-10"), ...decisions(true)],
  });
  expect(explainActivity(state, "r")?.points).toBe(20n);
  expect(explainActivity(state, "other")?.nothing?.reason).toBe("limit");
  expect(state.journal[0]).toMatchObject({ at: on("2026-03-02"), reason: "earned" });
});

test("rejected from the beginning it takes no room under a limit; taken back it keeps it", () => {
  const program = aProgramWith([aReview({ approval: true, limits: [{ per: "month", times: 1 }] })]);
  const next = did("review", "2026-03-20", "next");
  const then = (...answers: boolean[]) =>
    after(program, {
      events: [review, ...decisions(...answers), next, decided("next", true, "2026-03-21")],
    });
  expect(explainActivity(then(false), "next")?.points).toBe(20n);
  expect(explainActivity(then(true, false), "next")?.nothing?.reason).toBe("limit");
});

test("the receipt of what was taken back adds up to nothing", () => {
  const state = after(asked, { events: [review, ...decisions(true, false)] });
  const steps = explainActivity(state, "r")?.steps.map(({ kind, exact }) => [
    kind,
    exact.numerator,
  ]);
  expect(steps).toEqual([
    ["gives", 20n],
    ["undone", -20n],
  ]);
  expect(state.journal.at(-1)).toMatchObject({ reason: "undone", to: "issued", points: 20n });
});

test("a multiplier ends when it is rejected, and is as it was when it is approved again", () => {
  const gives = { kind: "multiplier", factor: "1.5", days: 10 };
  const program = aProgramWith([aReview({ approval: true, gives })]);
  const boosts = (...answers: boolean[]) =>
    after(program, { events: [review, ...decisions(...answers)] }).boosts;
  expect(boosts()).toEqual([]);
  expect(boosts(true, false)).toMatchObject([{ from: on("2026-03-02"), until: on("2026-03-03") }]);
  expect(boosts(true, false, true)).toEqual(boosts(true));
  expect(boosts(true)).toMatchObject([{ from: on("2026-03-02"), until: on("2026-03-13T00:00") }]);
});

test("an approval after the account was closed gives nothing", () => {
  const closed = event("closed", "2026-03-02", {});
  const again = event("joined", "2026-03-03", {});
  const approved = decided("r", true, "2026-03-04");
  const state = after(asked, { events: [review, closed, again, approved] });
  expect(balance(state)).toBe(0n);
  expect(explainActivity(state, "r")?.nothing?.reason).toBe("closed");
});

test("what was spent before is owed, or forgiven; approved again it is what it was", () => {
  const spend = {
    id: "s",
    at: on("2026-03-02T13:00"),
    points: -15n,
    undoes: null,
  };
  for (const belowZero of ["carry", "forgive"] as const) {
    const program = aProgramWith([aReview({ approval: true })], {
      refunds: { belowZero, carryAtMost: null },
    });
    const then = (...answers: boolean[]) =>
      balance(after(program, { events: [review, ...decisions(...answers)], adjustments: [spend] }));
    expect(then(true)).toBe(5n);
    expect(then(true, false)).toBe(belowZero === "carry" ? -15n : 0n);
    expect(then(true, false, true)).toBe(5n);
  }
});
