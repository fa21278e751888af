import { describe, expect, test } from "vitest";
import { found, named, never, surprisesOf, weekday } from "#test/support/surprises.ts";
import { activity, after, aProgramWith, did, pointsOf } from "#test/support/activity-facts.ts";

const gives = { kind: "points", points: 10 };
const visit = (rest: object = {}) => ({ id: "a", name: named, kind: "visit", gives, ...rest });
const said = (kind: string, serious: boolean) => [
  { kind, path: "activities.0", serious, name: named },
];
const alone = (rest: object) => surprisesOf({ activities: [visit(rest)] });

describe("an activity without end", () => {
  test.each(["review", "newsletter", "social", "survey", "visit", "event", "upload"])(
    "%s",
    (kind) => {
      expect(alone({ kind })).toEqual(said("activity-endless", true));
      expect(alone({ kind, approval: true })).toEqual([]);
      expect(alone({ kind, limits: [{ per: "week", times: 1 }] })).toEqual([]);
      expect(alone({ kind, caps: [{ per: "week", points: 20 }] })).toEqual([]);
    },
  );

  test.each(["signup", "profile", "partner", "anniversary"])("is not %s", (kind) => {
    expect(alone({ kind })).toEqual([]);
  });
});

test("an activity whose conditions contradict each other is told so, and nothing else", () => {
  expect(alone({ when: never })).toEqual(said("activity-never", true));
  expect(alone({ when: weekday("mon"), approval: true })).toEqual([]);
});

test("a birthday known for no time pays at once; an anniversary cannot be told anew", () => {
  expect(alone({ kind: "birthday" })).toEqual(said("birthday-at-once", false));
  expect(alone({ kind: "birthday", waitDays: 1 })).toEqual([]);
  expect(alone({ kind: "anniversary", waitDays: 0 })).toEqual([]);
});

describe("beyond a limit", () => {
  const BEYOND = ["serious: activity-beyond-limit activities.1"];
  const of = { kind: "activity", activity: "a" };
  const limited = (goal: object, ...limits: [per: string, times: number][]) =>
    found({
      activities: [
        visit({ limits: limits.map(([per, times]) => ({ per, times })) }),
        { id: "goal", name: named, gives, ...goal },
      ],
    });
  const streak = (unit: string, length: number) => ({ kind: "streak", of, unit, length });
  const challenge = (target: string, within: object) => ({
    ...{ kind: "challenge", of, target, within },
  });
  const within = (per: string) => ({ kind: "period", per });

  test("of a lifetime is a streak or a challenge that asks for more", () => {
    expect(limited(streak("month", 5), ["lifetime", 4])).toEqual(BEYOND);
    expect(limited(streak("month", 5), ["lifetime", 5])).toEqual([]);
    expect(limited(challenge("5", within("year")), ["lifetime", 4])).toEqual(BEYOND);
    expect(limited(challenge("5", within("year")), ["lifetime", 5])).toEqual([]);
  });

  test("of a week is a streak of days longer than two weeks let follow each other", () => {
    expect(limited(streak("day", 9), ["week", 4])).toEqual(BEYOND);
    expect(limited(streak("day", 8), ["week", 4])).toEqual([]);
    expect(limited(streak("day", 13), ["week", 6])).toEqual(BEYOND);
    expect(limited(streak("day", 366), ["week", 7])).toEqual([]);
  });

  test("of a week is no streak of weeks, of a month none of days", () => {
    expect(limited(streak("week", 9), ["week", 4])).toEqual([]);
    expect(limited(streak("day", 9), ["month", 4])).toEqual([]);
  });

  test("of its own period is a challenge", () => {
    expect(limited(challenge("5", within("month")), ["month", 4])).toEqual(BEYOND);
    expect(limited(challenge("5", within("month")), ["month", 5])).toEqual([]);
    expect(limited(challenge("5", within("quarter")), ["month", 4])).toEqual([]);
    expect(limited(challenge("5", { kind: "days", days: 30 }), ["month", 4])).toEqual([]);
  });

  test("is by one of several limits", () => {
    const goal = challenge("5", within("month"));
    expect(limited(goal, ["day", 1], ["month", 4], ["year", 50])).toEqual(BEYOND);
  });

  test("is only by those of the activity it asks for", () => {
    const other = visit({ id: "b", limits: [{ per: "lifetime", times: 1 }] });
    const goal = { id: "goal", name: named, gives, ...streak("day", 5) };
    const free = visit({ approval: true });
    expect(found({ activities: [other, free, goal] })).toEqual([]);
    expect(found({ activities: [{ ...other, id: "a" }, { ...free, id: "b" }, goal] })).toEqual([
      "serious: activity-beyond-limit activities.2",
    ]);
    expect(limited({ ...streak("day", 5), of: { kind: "orders" } }, ["lifetime", 1])).toEqual([]);
    const spend = { ...challenge("5", within("day")), of: { kind: "spend" } };
    expect(limited(spend, ["lifetime", 1])).toEqual([]);
  });
});

test("a streak of eight days can be done with four days of each week", () => {
  const visits = activity({ id: "visit", kind: "visit", limits: [{ per: "week", times: 4 }] });
  const of = { kind: "activity", activity: "visit" };
  const run = activity({ id: "run", kind: "streak", of, unit: "day", length: 8 });
  // From a Thursday until the Thursday after.
  const days = ["05", "06", "07", "08", "09", "10", "11", "12"];
  const events = days.map((day) => did("visit", `2026-03-${day}`));
  expect(pointsOf(after(aProgramWith([visits, run]), { events }), "streak:run:1")).toBe(20n);
});
