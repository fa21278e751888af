import { expect, test } from "vitest";
import { explainActivity } from "#app/domain/engine/activities.ts";
import type { MemberEvent } from "#app/domain/engine/member-events.ts";
import type { ProgramInput } from "#app/domain/program/document.ts";
import {
  activity,
  after,
  aProgramWith,
  aReview,
  did,
  event,
  pointsOf,
} from "#test/support/activity-facts.ts";

type CampaignInput = NonNullable<ProgramInput["campaigns"]>[number];

function aCampaign(id: string, factor: string, rest: Partial<CampaignInput> = {}): CampaignInput {
  return { id, name: { en: id }, activities: { factor }, ...rest };
}

const review = did("review", "2026-03-01", "r");
const ofReview = { source: "activity:r", judgedAt: review.at };
const five = aReview({ gives: { kind: "points", points: 5 } });

function explained(
  campaigns: CampaignInput[],
  more: Partial<ProgramInput> = {},
  rest: MemberEvent[] = [],
) {
  const program = aProgramWith([five], { campaigns, ...more });
  return after(program, { events: [review, ...rest] });
}

function points(campaigns: CampaignInput[], more: Partial<ProgramInput> = {}) {
  return explainActivity(explained(campaigns, more), "r")?.points;
}

function combining(multipliers: "best" | "add" | "multiply"): Partial<ProgramInput> {
  const combine = { rates: "best", multipliers, fixed: "add", per: "line" } as const;
  return { earning: { points: "0", perAmount: "1", combine } };
}

function steps(campaigns: CampaignInput[], more: Partial<ProgramInput>, rest: MemberEvent[] = []) {
  const receipt = explainActivity(explained(campaigns, more, rest), "r");
  return receipt?.steps.map(({ kind, exact }) => [kind, `${exact.numerator}/${exact.denominator}`]);
}

test("a campaign multiplies what an activity gives, and the sum is rounded down once", () => {
  expect(points([aCampaign("a", "1.5")])).toBe(7n);
  expect(steps([aCampaign("a", "1.5")], {})).toEqual([
    ["gives", "5/1"],
    ["campaign", "25/10"],
    ["rounding", "-5/10"],
  ]);
});

test.each([
  ["best", 10n],
  ["add", 12n],
  ["multiply", 15n],
] as const)("campaigns combine as the program says: %s", (how, expected) => {
  const campaigns = [aCampaign("a", "1.5"), aCampaign("b", "2")];
  expect(points(campaigns, combining(how))).toBe(expected);
});

test("of two campaigns that are as good, the first is the best", () => {
  const best = explainActivity(explained([aCampaign("a", "2"), aCampaign("b", "2")]), "r");
  expect(best?.steps[1]).toMatchObject({ kind: "campaign", campaignId: "a", factor: "2" });
});

test("campaigns that make less can take all, and never more", () => {
  expect(points([aCampaign("a", "0.5")])).toBe(2n);
  const both = [aCampaign("a", "0.4"), aCampaign("b", "0.3")];
  expect(points(both, combining("add"))).toBe(0n);
  expect(steps(both, combining("add"))).toEqual([
    ["gives", "5/1"],
    ["campaign", "-30/10"],
    ["campaign", "-20/10"],
  ]);
});

test("a campaign is for its days, its audience and the activities it names", () => {
  const double = (rest: Partial<CampaignInput>) => points([aCampaign("a", "2", rest)]);
  expect(double({ from: "2026-03-01", until: "2026-03-01" })).toBe(10n);
  expect(double({ from: "2026-03-02" })).toBe(5n);
  expect(double({ until: "2026-02-28" })).toBe(5n);
  expect(double({ audience: { kind: "tier", in: ["none"] } })).toBe(10n);
  expect(double({ audience: { kind: "tier", in: ["gold"] } })).toBe(5n);
  expect(double({ activities: { factor: "2", only: ["review"] } })).toBe(10n);
  expect(double({ activities: { factor: "2", only: ["other"] } })).toBe(5n);
  expect(double({ activities: null })).toBe(5n);
});

function granted(budget: string, given: bigint): MemberEvent {
  const source = "activity:r";
  return event("granted", `2026-03-05T0${given % 10n}`, { budget, source, points: given });
}

const budgeted = [aCampaign("a", "3", { budgetPoints: 100 })];

test("what a campaign adds is asked of its budget; until that answers, it is not given", () => {
  const asked = explained(budgeted);
  expect(pointsOf(asked, "activity:r")).toBe(5n);
  expect(asked.wishes).toEqual([
    { ...ofReview, budget: "campaign:a", points: 10n, limitPoints: 100n },
  ]);
  expect(explainActivity(asked, "r")?.steps.at(-1)).toMatchObject({ kind: "budget", waits: true });
  for (const [given, total] of [
    [10n, 15n],
    [4n, 9n],
    [0n, 5n],
    [99n, 15n],
  ] as const) {
    const state = explained(budgeted, {}, [granted("campaign:a", given)]);
    expect(pointsOf(state, "activity:r")).toBe(total);
    expect(state.wishes).toEqual([]);
  }
});

test("the program's budget is asked after the campaign's, with what that has granted", () => {
  const more = { earning: { points: "0", perAmount: "1", budgetPoints: 1000 } };
  const first = explained(budgeted, more);
  expect(first.wishes.map(({ budget }) => budget)).toEqual(["campaign:a"]);
  expect(pointsOf(first, "activity:r")).toBe(0n);
  const second = explained(budgeted, more, [granted("campaign:a", 4n)]);
  expect(second.wishes).toEqual([
    { ...ofReview, budget: "program", points: 9n, limitPoints: 1000n },
  ]);
  expect(pointsOf(second, "activity:r")).toBe(0n);
  const both = explained(budgeted, more, [granted("campaign:a", 4n), granted("program", 7n)]);
  expect(pointsOf(both, "activity:r")).toBe(7n);
  expect(both.wishes).toEqual([]);
  expect(steps(budgeted, more, [granted("campaign:a", 4n), granted("program", 7n)])).toEqual([
    ["gives", "5/1"],
    ["campaign", "10/1"],
    ["budget", "-6/1"],
    ["budget", "-2/1"],
  ]);
});

test("each campaign's budget pays for what that campaign adds, after the caps", () => {
  const campaigns = [
    aCampaign("a", "2", { budgetPoints: 100 }),
    aCampaign("b", "3", { budgetPoints: 100 }),
  ];
  const capped = aReview({
    gives: { kind: "points", points: 5 },
    caps: [{ per: "day", points: 18 }],
  });
  const program = aProgramWith([capped], { campaigns, ...combining("add") });
  const state = after(program, { events: [review, granted("campaign:a", 5n)] });
  expect(state.wishes).toEqual([
    { ...ofReview, budget: "campaign:b", points: 8n, limitPoints: 100n },
  ]);
  expect(pointsOf(state, "activity:r")).toBe(10n);
});

test("what is still asked of a budget already takes its time and its room", () => {
  const limited = aReview({
    gives: { kind: "points", points: 5 },
    limits: [{ per: "day", times: 1 }],
  });
  const more = { earning: { points: "0", perAmount: "1", budgetPoints: 1000 } };
  const later = did("review", "2026-03-01T20:00", "later");
  const limit = after(aProgramWith([limited], more), { events: [review, later] });
  expect(limit.wishes.map(({ source }) => source)).toEqual(["activity:r"]);
  const capped = aReview({
    gives: { kind: "points", points: 5 },
    caps: [{ per: "day", points: 8 }],
  });
  const cap = after(aProgramWith([capped], more), { events: [review, later] });
  expect(cap.wishes.map(({ points: wished }) => wished)).toEqual([5n, 3n]);
});

test("of two answers of one budget for one source, the larger counts", () => {
  const twice = [granted("campaign:a", 3n), granted("campaign:a", 9n)];
  expect(pointsOf(explained(budgeted, {}, twice), "activity:r")).toBe(14n);
});

test("caps and limits of one activity leave others alone", () => {
  const program = aProgramWith([
    aReview({ limits: [{ per: "day", times: 1 }], caps: [{ per: "day", points: 20 }] }),
    activity({ id: "survey", kind: "survey", caps: [{ per: "day", points: 20 }] }),
  ]);
  const state = after(program, { events: [review, did("survey", "2026-03-01")] });
  expect(pointsOf(state, "activity:r")).toBe(20n);
  expect(pointsOf(state, "activity:survey@2026-03-01")).toBe(20n);
});
