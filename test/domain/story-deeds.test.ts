import { describe, expect, test } from "vitest";
import { explainActivity } from "#app/domain/engine/activities.ts";
import { decide } from "#app/domain/engine/decide.ts";
import { explainDeed } from "#app/domain/engine/deeds.ts";
import type { MemberEvent } from "#app/domain/engine/member-events.ts";
import {
  activity,
  after,
  aProgramWith,
  aReview,
  decided,
  did,
  event,
  pointsOf,
} from "#test/support/activity-facts.ts";
import { factsOf, on } from "#test/support/facts.ts";
import { moneyBack, order, refundOf } from "#test/support/tier-stories.ts";
import { toldActivity } from "#test/support/told-activity.ts";
import { toldOn } from "#test/support/told-member.ts";

describe("what was reported for nothing", () => {
  test.each([
    ["review", "2024-03-01", "partner", null, null, "no-program"],
    ["dance", "2026-03-01", "partner", null, 1, "unknown"],
    ["cake", "2026-03-01", "birthday", { en: "cake" }, 1, "by-itself"],
  ] as const)("is told whole: %s on %s", (...[id, day, of, name, version, reason]) => {
    const program = aProgramWith([aReview(), activity({ id: "cake", kind: "birthday" })]);
    const state = after(program, { events: [did(id, day, "e")] });
    expect(explainActivity(state, "e")).toEqual({
      ...{ kind: "activity", of, activityId: id, name, version, at: on(day), steps: [] },
      ...{ boost: null, points: 0n, nothing: { reason } },
    });
  });
});

test("joining gives for each activity of its kind", () => {
  const program = aProgramWith([
    activity({ id: "hello", kind: "signup" }),
    activity({ id: "welcome", kind: "signup", gives: { kind: "points", points: 5 } }),
  ]);
  const events = [event("joined", "2026-03-01", {})];
  expect(toldOn("2026-03-02", factsOf([], { events }), program).moves).toEqual([
    "2026-03-01 activity:joined@2026-03-01 earned: 20 issued → available",
    "2026-03-01 activity:joined@2026-03-01:welcome earned: 5 issued → available",
  ]);
});

describe("what is unlocked by another activity", () => {
  const unlocked = (rest: object, events: MemberEvent[]) => {
    const halved = { id: "half", name: { en: "Half" } };
    const program = aProgramWith(
      [activity({ id: "first", kind: "survey", ...rest }), aReview({ unlockedBy: "first" })],
      { campaigns: [{ ...halved, activities: { factor: "0.5", only: ["first"] } }] },
    );
    const all = [...events, did("first", "2026-03-02", "f"), did("review", "2026-03-03", "r")];
    return toldActivity(explainActivity(after(program, { events: all }), "r"));
  };
  const locked = 'review by 1 2026-03-03: locked "first" = 0';
  const open = "review by 1 2026-03-03: 20 gives = 20";

  test.each([
    ["opens by points", {}, [], open],
    ["opens by a multiplier", { gives: { kind: "multiplier", factor: "2", days: 3 } }, [], open],
    [
      "stays closed where nothing was left to give",
      { gives: { kind: "points", points: 1 } },
      [],
      locked,
    ],
    ["stays closed where it was rejected", {}, [decided("f", false, "2026-03-02T13:00")], locked],
  ])("%s", (...[, rest, events, said]) => {
    expect(unlocked(rest, events)).toBe(said);
  });
});

test("what was done in the moment of leaving is of before, and approved later it is closed", () => {
  const events = [
    did("review", "2026-03-01", "r"),
    event("closed", "2026-03-01", {}),
    event("joined", "2026-03-05", {}),
    decided("r", true, "2026-03-06"),
  ];
  const state = after(aProgramWith([aReview({ approval: true })]), { events });
  expect(toldActivity(explainActivity(state, "r"))).toBe("review by 1 2026-03-01: closed = 0");
});

describe("a friend", () => {
  const referring = aProgramWith([], {
    referral: { inviterPoints: 50, friendPoints: 10, waitDays: 14 },
  });
  const came = event("referred", "2026-02-01", { inviterId: "ada", refused: null });
  const tell = (...[orders, events]: [ReturnType<typeof order>[], MemberEvent[]]) => {
    const state = after(referring, { orders, events });
    const { outcome = null, at = 0 } = state.referralOutcome ?? {};
    return [
      outcome,
      new Date(at).toISOString().slice(0, 10),
      toldActivity(explainDeed(state, "referred")),
    ];
  };

  test("who gets a part back later stays one, from the same day", () => {
    const back = order(1, "2026-03-01", 100n, { changes: [moneyBack(1, "2026-03-20", 10n)] });
    expect(tell([back], [came])).toEqual([
      ...["completed", "2026-03-15"],
      "referred by 1 2026-03-15: 10 gives = 10",
    ]);
  });

  test("who gives all back is none any more, and is told so", () => {
    const back = order(1, "2026-03-01", 100n, { changes: [refundOf(1, "2026-03-20", 100n)] });
    expect(tell([back], [came])).toEqual([
      ...["undone", "2026-03-20"],
      "referred by 1 2026-03-15: 10 gives, −10 undone, undone = 0",
    ]);
  });

  test("who leaves before the order is safe brings nobody anything", () => {
    const events = [came, event("closed", "2026-03-05", {})];
    expect(tell([order(1, "2026-03-01", 100n)], events)).toEqual([
      ...["none", "2026-02-01"],
      "referred by 1 2026-03-15: closed = 0",
    ]);
  });

  test("who came after leaving is none", () => {
    const events = [event("closed", "2026-01-05", {}), came];
    const state = after(referring, { events });
    expect(state.friend?.refused).toEqual({ reason: "closed" });
  });

  test("brings the inviter points, which are told to be undone", () => {
    const events = [
      event("referral", "2026-03-01", { friendId: "bob", outcome: "completed" }),
      event("referral", "2026-03-02", { friendId: "bob", outcome: "undone" }),
    ];
    const said = (known: MemberEvent[]) =>
      toldActivity(explainDeed(after(referring, { events: known }), "referral:bob"));
    expect(said(events.slice(0, 1))).toBe("referral by 1 2026-03-01: 50 gives = 50");
    expect(said(events)).toBe("referral by 1 2026-03-01: 50 gives, −50 undone, undone = 0");
  });
});

describe("days of the year", () => {
  const cake = activity({ id: "cake", kind: "birthday" });
  const thanks = (waitDays: number) => activity({ id: "thanks", kind: "anniversary", waitDays });
  const born = (month: number, day: number, at: string) => event("birthday", at, { month, day });
  const dueOn = (day: string, programs: ReturnType<typeof aProgramWith>[], events: MemberEvent[]) =>
    decide({ programs, facts: factsOf([], { events }), asOf: on(day) }).nextDueAt;

  test("are none for who has left", () => {
    const events = [born(6, 15, "2026-01-01"), event("closed", "2026-02-01", {})];
    expect(dueOn("2026-02-02", [aProgramWith([cake])], events)).toBeNull();
  });

  test("are no anniversaries of who has not joined", () => {
    const facts = factsOf([order(1, "2026-01-10", 10n)]);
    expect(toldOn("2030-01-01", facts, aProgramWith([thanks(0)]))).toEqual({ moves: [], has: [] });
  });

  test("are counted from the first joining, however often it is told", () => {
    const events = [event("joined", "2026-03-01", {}), event("joined", "2026-05-01", {})];
    expect(dueOn("2026-05-02", [aProgramWith([thanks(0)])], events)).toBe(on("2027-03-01T00:00"));
  });

  test("ask of an anniversary nothing of the birthday", () => {
    const events = [event("joined", "2026-03-01", {}), born(6, 15, "2027-02-25")];
    const state = after(aProgramWith([thanks(30)]), { events }, "2027-03-02");
    expect(pointsOf(state, "yearly:thanks:2027")).toBe(20n);
  });

  test("are due only while their version is in force", () => {
    const events = [born(6, 15, "2026-01-01")];
    const none = (from: string) => aProgramWith([], {}, { version: 2, effectiveFrom: on(from) });
    const until = (from: string) => dueOn("2026-02-01", [aProgramWith([cake]), none(from)], events);
    expect(until("2026-06-15T00:00")).toBeNull();
    expect(until("2026-06-15T00:01")).toBe(on("2026-06-15T00:00"));
    const late = aProgramWith([cake], {}, { effectiveFrom: on("2026-06-15T12:00") });
    expect(dueOn("2026-02-01", [late], events)).toBe(on("2027-06-15T00:00"));
  });

  test("are the corrected ones, and what was given this year stays told", () => {
    const moved = [born(6, 15, "2026-01-01"), born(6, 20, "2026-02-01")];
    expect(dueOn("2026-02-02", [aProgramWith([cake])], moved)).toBe(on("2026-06-20T00:00"));
    const again = [born(6, 15, "2026-01-01"), born(9, 20, "2026-07-01")];
    const state = after(aProgramWith([cake]), { events: again }, "2026-12-01");
    expect(toldActivity(explainDeed(state, "yearly:cake:2026"))).toBe(
      "cake by 1 2026-06-15T00:00: 20 gives = 20",
    );
  });
});
