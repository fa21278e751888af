import { describe, expect, test } from "vitest";
import { explainActivity } from "#app/domain/engine/activities.ts";
import { explainDeed } from "#app/domain/engine/deeds.ts";
import type { MemberEvent } from "#app/domain/engine/member-events.ts";
import type { ProgramVersion } from "#app/domain/program/program.ts";
import {
  activity,
  after,
  aProgramWith,
  aReview,
  decided,
  did,
  event,
} from "#test/support/activity-facts.ts";
import { factsOf } from "#test/support/facts.ts";
import { order } from "#test/support/tier-stories.ts";
import { toldActivity } from "#test/support/told-activity.ts";
import { toldOn } from "#test/support/told-member.ts";

/** What becomes of what a member did, by the moves and the receipts of each. */
function told(program: ProgramVersion, events: MemberEvent[], day = "2030-01-01") {
  const state = after(program, { events }, day);
  const receipts = [...state.deeds.keys()].map((source) =>
    toldActivity(explainDeed(state, source)),
  );
  return { ...toldOn(day, factsOf([], { events }), program), receipts };
}

const multiplier = { gives: { kind: "multiplier", factor: "1.5", days: 2 } };

describe("an activity", () => {
  test("gives its points, after its days of waiting", () => {
    const program = aProgramWith([aReview({ holdDays: 3 })]);
    expect(told(program, [did("review", "2026-03-01")], "2026-03-02")).toEqual({
      moves: ["2026-03-01 activity:review@2026-03-01 earned: 20 issued → pending"],
      has: ["activity:review@2026-03-01: 20 wait for 2026-03-04", "next 2026-03-04"],
      receipts: ["review by 1 2026-03-01: 20 gives = 20"],
    });
    expect(told(program, [did("review", "2026-03-01")], "2026-03-04")).toEqual({
      moves: [
        "2026-03-01 activity:review@2026-03-01 earned: 20 issued → pending",
        "2026-03-04 activity:review@2026-03-01 matured: 20 pending → available",
      ],
      has: ["activity:review@2026-03-01: 20 since 2026-03-04"],
      receipts: ["review by 1 2026-03-01: 20 gives = 20"],
    });
  });

  test("beyond its limit gives nothing, and says so; in the next period it gives again", () => {
    const program = aProgramWith([
      aReview({
        limits: [
          { per: "day", times: 2 },
          { per: "month", times: 3 },
        ],
      }),
    ]);
    const days = [
      "2026-03-01T01:00",
      "2026-03-01T02:00",
      "2026-03-01T03:00",
      "2026-03-02",
      "2026-03-03",
      "2026-04-01",
    ];
    expect(
      told(
        program,
        days.map((day) => did("review", day)),
      ).receipts,
    ).toEqual([
      "review by 1 2026-03-01T01:00: 20 gives = 20",
      "review by 1 2026-03-01T02:00: 20 gives = 20",
      'review by 1 2026-03-01T03:00: limit "day" 2 = 0',
      "review by 1 2026-03-02: 20 gives = 20",
      'review by 1 2026-03-03: limit "month" 3 = 0',
      "review by 1 2026-04-01: 20 gives = 20",
    ]);
  });

  test("beyond its caps gives what room there is, the narrowest first", () => {
    const caps = [
      { per: "month", points: 45 },
      { per: "day", points: 30 },
      { per: "order", points: 19 },
    ];
    const program = aProgramWith([aReview({ caps })]);
    const days = ["2026-03-01T01:00", "2026-03-01T02:00", "2026-03-02", "2026-04-01"];
    expect(
      told(
        program,
        days.map((day) => did("review", day)),
      ).receipts,
    ).toEqual([
      "review by 1 2026-03-01T01:00: 20 gives, −1 cap 19 per order = 19",
      "review by 1 2026-03-01T02:00: 20 gives, −1 cap 19 per order, −8 cap 30 per day = 11",
      "review by 1 2026-03-02: 20 gives, −1 cap 19 per order, −4 cap 45 per month = 15",
      "review by 1 2026-04-01: 20 gives, −1 cap 19 per order = 19",
    ]);
  });

  test("that needs approval waits, gives when approved, and takes back when that is withdrawn", () => {
    const program = aProgramWith([aReview({ approval: true })]);
    const review = did("review", "2026-03-01", "r");
    const yes = decided("r", true, "2026-03-02");
    const no = decided("r", false, "2026-03-03");
    expect(told(program, [review])).toEqual({
      moves: [],
      has: [],
      receipts: ["review by 1 2026-03-01: awaits-approval = 0"],
    });
    expect(told(program, [review, yes])).toEqual({
      moves: ["2026-03-02 activity:r earned: 20 issued → available"],
      has: ["activity:r: 20 since 2026-03-02"],
      receipts: ["review by 1 2026-03-01: 20 gives = 20"],
    });
    expect(told(program, [review, yes, no])).toEqual({
      moves: [
        "2026-03-02 activity:r earned: 20 issued → available",
        "2026-03-03 activity:r undone: 20 available → issued",
      ],
      has: [],
      receipts: ["review by 1 2026-03-01: 20 gives, −20 undone, rejected = 0"],
    });
    expect(told(program, [review, no])).toEqual({
      moves: [],
      has: [],
      receipts: ["review by 1 2026-03-01: rejected = 0"],
    });
    expect(told(program, [review, yes, no, decided("r", true, "2026-03-04")])).toEqual({
      moves: [
        "2026-03-02 activity:r earned: 20 issued → available",
        "2026-03-03 activity:r undone: 20 available → issued",
        "2026-03-04 activity:r earned: 20 issued → available",
      ],
      has: ["activity:r: 20 since 2026-03-02"],
      receipts: ["review by 1 2026-03-01: 20 gives = 20"],
    });
  });
});

describe("what an activity gives", () => {
  test("may be a multiplier: it makes orders earn more until the end of its last day", () => {
    const program = aProgramWith([aReview(multiplier)], {
      earning: { points: "1", perAmount: "1" },
    });
    const events = [did("review", "2026-03-01")];
    expect(told(program, events, "2026-03-02")).toEqual({
      moves: [],
      has: [],
      receipts: ["review by 1 2026-03-01: times 1.5 for 2 days until 2026-03-04T00:00 = 0"],
    });
    const orders = ["2026-02-28", "2026-03-01", "2026-03-03T23:59", "2026-03-04T00:00"].map(
      (day, n) => order(n, day, 10n),
    );
    expect(toldOn("2026-03-05", factsOf(orders, { events }), program).has).toEqual([
      "order:o0: 10 since 2026-02-28",
      "order:o1: 15 since 2026-03-01",
      "order:o2: 15 since 2026-03-03T23:59",
      "order:o3: 10 since 2026-03-04T00:00",
    ]);
    const taken = [...events, decided("review@2026-03-01", false, "2026-03-02")];
    expect(toldOn("2026-03-05", factsOf(orders, { events: taken }), program).has).toEqual([
      "order:o0: 10 since 2026-02-28",
      "order:o1: 15 since 2026-03-01",
      "order:o2: 10 since 2026-03-03T23:59",
      "order:o3: 10 since 2026-03-04T00:00",
    ]);
    expect(told(program, taken, "2026-03-05").receipts).toEqual([
      "review by 1 2026-03-01: rejected = 0",
    ]);
  });

  test("is nothing, where another unlocks it, before that one has given something", () => {
    const program = aProgramWith([
      aReview(),
      activity({ id: "photo", kind: "upload", unlockedBy: "review" }),
    ]);
    const events = [
      did("photo", "2026-03-01"),
      did("review", "2026-03-02", "r"),
      did("photo", "2026-03-03"),
      decided("r", false, "2026-03-04"),
      did("photo", "2026-03-05"),
    ];
    expect(told(program, events).receipts).toEqual([
      'photo by 1 2026-03-01: locked "review" = 0',
      "review by 1 2026-03-02: 20 gives, −20 undone, rejected = 0",
      "photo by 1 2026-03-03: 20 gives = 20",
      'photo by 1 2026-03-05: locked "review" = 0',
    ]);
  });

  test("is judged by member and moment, and says what did not fit", () => {
    const when = { kind: "not", of: { kind: "weekday", in: ["sun"] } };
    const program = aProgramWith([aReview({ when })]);
    const events = [did("review", "2026-03-01"), did("review", "2026-03-02")];
    expect(told(program, events).receipts).toEqual([
      'review by 1 2026-03-01: condition {"kind":"weekday","not":true} = 0',
      "review by 1 2026-03-02: 20 gives = 20",
    ]);
  });

  test("is said also where no program knows it, or it comes by itself", () => {
    const program = aProgramWith([activity({ id: "birthday", kind: "birthday" })]);
    const events = [
      did("dance", "2026-03-01"),
      did("birthday", "2026-03-01"),
      did("dance", "2024-01-01"),
    ];
    const state = after(program, { events });
    expect(events.map(({ id }) => toldActivity(explainActivity(state, id)))).toEqual([
      "dance by 1 2026-03-01: unknown = 0",
      "birthday by 1 2026-03-01: by-itself = 0",
      "dance by null 2024-01-01: no-program = 0",
    ]);
    expect(explainActivity(state, "nothing")).toBeNull();
  });

  test("is nothing to who has left, and nothing is taken of it after that", () => {
    const program = aProgramWith([aReview({ approval: true })]);
    const events = [
      did("review", "2026-03-01", "early"),
      decided("early", true, "2026-03-02"),
      did("review", "2026-03-03", "open"),
      event("closed", "2026-03-04", {}),
      did("review", "2026-03-05", "late"),
      decided("open", true, "2026-03-06"),
      decided("late", true, "2026-03-06T13:00"),
      decided("early", false, "2026-03-07"),
    ];
    expect(told(program, events)).toEqual({
      moves: [
        "2026-03-02 activity:early earned: 20 issued → available",
        "2026-03-04 activity:early closed: 20 available → expired",
        "2026-03-07 activity:early undone: 20 expired → issued",
      ],
      has: [],
      receipts: [
        "review by 1 2026-03-01: 20 gives, −20 undone, rejected = 0",
        "review by 1 2026-03-03: closed = 0",
        "review by 1 2026-03-05: closed = 0",
      ],
    });
  });
});
