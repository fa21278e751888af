import { expect, test } from "vitest";
import { explainActivity } from "#app/domain/engine/activities.ts";
import { decide } from "#app/domain/engine/decide.ts";
import {
  activity,
  after,
  aProgramWith,
  aReview,
  balance,
  decided,
  did,
  event,
  pointsOf,
} from "#test/support/activity-facts.ts";
import { factsOf, on } from "#test/support/facts.ts";

const march = (...days: number[]) =>
  days.map((day) => did("review", `2026-03-${String(day).padStart(2, "0")}`));

test("an activity gives its points once, however often its event is told", () => {
  const [review] = march(1);
  if (!review) throw new Error("no review");
  expect(balance(after(aProgramWith([aReview()]), { events: [review, review] }))).toBe(20n);
});

test("what nobody rewards gives nothing, and says why", () => {
  const program = aProgramWith([
    aReview(),
    activity({ id: "hello", kind: "signup" }),
    activity({ id: "cake", kind: "birthday" }),
    activity({ id: "jubilee", kind: "anniversary" }),
    activity({ id: "run", kind: "streak", of: { kind: "orders" }, unit: "day", length: 2 }),
    activity({
      ...{ id: "goal", kind: "challenge", of: { kind: "orders" }, target: "2" },
      within: { kind: "period", per: "month" },
    }),
  ]);
  const why = (name: string, at: string) => {
    const state = after(program, { events: [did(name, at, "e")] });
    expect(balance(state)).toBe(0n);
    return explainActivity(state, "e")?.nothing?.reason;
  };
  expect(why("dance", "2026-03-01")).toBe("unknown");
  expect(why("hello", "2026-03-01")).toBe("by-itself");
  expect(why("cake", "2026-03-01")).toBe("by-itself");
  expect(why("jubilee", "2026-03-01")).toBe("by-itself");
  expect(why("run", "2026-03-01")).toBe("by-itself");
  expect(why("goal", "2026-03-01")).toBe("by-itself");
  expect(why("review", "2024-03-01")).toBe("no-program");
  expect(explainActivity(after(program, {}), "e")).toBeNull();
});

test("an activity is judged by the program and the conditions of its own time", () => {
  const first = aProgramWith([aReview({ when: { kind: "customer-tag", in: ["VIP"] } })]);
  const second = aProgramWith(
    [aReview({ gives: { kind: "points", points: 7 } })],
    {},
    { version: 2, effectiveFrom: on("2026-04-01") },
  );
  const tagged = event("tags", "2026-03-10", { added: ["vip"], removed: [] });
  const events = [did("review", "2026-03-01", "a"), tagged, did("review", "2026-03-20", "b")];
  const state = after([first, second], { events: [...events, did("review", "2026-04-02", "c")] });
  expect(explainActivity(state, "a")?.nothing).toEqual({
    reason: "condition",
    unmet: { kind: "customer-tag", not: false },
  });
  expect(explainActivity(state, "b")).toMatchObject({ points: 20n, version: 1, nothing: null });
  expect(explainActivity(state, "c")).toMatchObject({ points: 7n, version: 2 });
  expect(balance(state)).toBe(27n);
});

test("joining gives once: neither a second time, nor after leaving", () => {
  const program = aProgramWith([
    activity({ id: "hello", kind: "signup" }),
    activity({ id: "more", kind: "signup", gives: { kind: "points", points: 3 } }),
  ]);
  const joined = event("joined", "2026-03-01", {});
  expect(balance(after(program, { events: [joined] }))).toBe(23n);
  const state = after(program, {
    events: [
      joined,
      event("joined", "2026-03-02", {}),
      event("closed", "2026-03-03", {}),
      event("joined", "2026-03-04", {}),
    ],
  });
  expect(balance(state)).toBe(0n);
  expect(state.traits).toMatchObject({ closedAt: null, joinedAt: on("2026-03-04") });
});

test.each([
  ["day", ["2026-03-01T01:00", "2026-03-01T23:00", "2026-03-02T01:00"], 40n],
  ["week", ["2026-03-02", "2026-03-08", "2026-03-09"], 40n],
  ["month", ["2026-03-01", "2026-03-31", "2026-04-01"], 40n],
  ["quarter", ["2026-01-01", "2026-03-31", "2026-04-01"], 40n],
  ["year", ["2026-01-01", "2026-12-31", "2027-01-01"], 40n],
  ["lifetime", ["2026-01-01", "2027-12-31", "2028-01-01"], 20n],
] as const)("once in a %s is once in each", (per, moments, points) => {
  const program = aProgramWith([aReview({ limits: [{ per, times: 1 }] })]);
  const state = after(program, { events: moments.map((at) => did("review", at)) });
  expect(balance(state)).toBe(points);
  expect(explainActivity(state, `review@${moments[1]}`)?.nothing).toEqual({
    reason: "limit",
    per,
    times: 1,
  });
});

test("periods are the shop's: midnight is where the shop is", () => {
  const program = aProgramWith(
    [aReview({ limits: [{ per: "day", times: 1 }] })],
    {},
    { timeZone: "Asia/Shanghai" },
  );
  const events = [did("review", "2026-03-01T15:59"), did("review", "2026-03-01T16:00")];
  expect(balance(after(program, { events }))).toBe(40n);
});

test("a cap cuts what goes beyond it, and the receipt says so", () => {
  const program = aProgramWith([aReview({ caps: [{ per: "month", points: 50 }] })]);
  const state = after(program, { events: march(1, 2, 3, 4) });
  expect(balance(state)).toBe(50n);
  const steps = (day: string) => explainActivity(state, `review@2026-03-${day}`)?.steps;
  expect(steps("02")).toEqual([{ kind: "gives", exact: { numerator: 20n, denominator: 1n } }]);
  expect(steps("03")?.[1]).toEqual({
    kind: "cap",
    per: "month",
    capPoints: 50,
    exact: { numerator: -10n, denominator: 1n },
  });
  expect(explainActivity(state, "review@2026-03-04")).toMatchObject({ points: 0n, nothing: null });
});

test("of several caps the narrowest cuts first, and a cap per order is one per time", () => {
  const caps = [
    { per: "lifetime", points: 5 },
    { per: "order", points: 12 },
    { per: "day", points: 8 },
  ];
  const state = after(aProgramWith([aReview({ caps })]), { events: march(1) });
  expect(
    explainActivity(state, "review@2026-03-01")?.steps.map(({ kind, exact }) => [
      kind,
      exact.numerator,
    ]),
  ).toEqual([
    ["gives", 20n],
    ["cap", -8n],
    ["cap", -4n],
    ["cap", -3n],
  ]);
});

test("an activity can open another one, from the moment it has given something", () => {
  const quiz = activity({ id: "quiz", kind: "survey", unlockedBy: "review" });
  const program = aProgramWith([aReview({ approval: true }), quiz]);
  const state = after(program, {
    events: [
      did("review", "2026-03-01", "r"),
      did("quiz", "2026-03-02", "early"),
      decided("r", true, "2026-03-03"),
      did("quiz", "2026-03-04", "open"),
      decided("r", false, "2026-03-05"),
      did("quiz", "2026-03-06", "late"),
    ],
  });
  const locked = { reason: "locked", activityId: "review" };
  expect(explainActivity(state, "early")?.nothing).toEqual(locked);
  expect(explainActivity(state, "open")?.points).toBe(20n);
  expect(explainActivity(state, "late")?.nothing).toEqual(locked);
});

test("points wait for the days they are held, and count from when they were given", () => {
  const program = aProgramWith([aReview({ holdDays: 10, approval: true })]);
  const facts = factsOf([], {
    events: [did("review", "2026-03-01", "r"), decided("r", true, "2026-03-05")],
  });
  const { state, nextDueAt } = decide({ programs: [program], facts, asOf: on("2026-03-06") });
  expect(state.pending.get("activity:r")?.points).toBe(20n);
  expect(nextDueAt).toBe(on("2026-03-15"));
  const later = decide({ programs: [program], facts, asOf: on("2026-03-15") });
  expect([...later.state.lots.values()]).toMatchObject([{ points: 20n, lot: "activity:r" }]);
});

test("a multiplier holds from when it is given until the end of its last day", () => {
  const gives = { kind: "multiplier", factor: "2", days: 7 };
  const state = after(aProgramWith([aReview({ gives })]), { events: march(1) });
  expect(state.boosts).toEqual([
    {
      source: "activity:review@2026-03-01",
      factor: { numerator: 2n, denominator: 1n },
      from: on("2026-03-01"),
      until: on("2026-03-09T00:00"),
    },
  ]);
  expect(explainActivity(state, "review@2026-03-01")).toMatchObject({
    points: 0n,
    nothing: null,
    boost: { factor: "2", until: on("2026-03-09T00:00") },
  });
});

test("points of an activity expire as all others do", () => {
  const program = aProgramWith([aReview()], {
    expiry: { kind: "months-after-earning", months: 1 },
  });
  const state = after(program, { events: march(1) });
  expect(balance(state)).toBe(0n);
  expect(pointsOf(state, "activity:review@2026-03-01")).toBe(20n);
});
