import fc from "fast-check";
import type { MemberEvent } from "#app/domain/engine/member-events.ts";
import type { MemberFacts } from "#app/domain/engine/timeline.ts";
import { readStoredDocument, type ProgramInput } from "#app/domain/program/document.ts";
import type { ProgramVersion } from "#app/domain/program/program.ts";
import { activity } from "#test/support/activity-facts.ts";
import { anyFacts, anyProgram, anyPrograms } from "#test/support/histories.ts";
import { on } from "#test/support/facts.ts";

const START = on("2026-01-05");
const HOUR = 3_600_000;

type LimitInput = NonNullable<NonNullable<ProgramInput["referral"]>["limits"]>;

const anyLimits = fc.constantFrom<LimitInput>(
  [],
  [{ per: "day", times: 1 }],
  [
    { per: "week", times: 1 },
    { per: "year", times: 3 },
  ],
);
const anyCaps = fc.constantFrom([], [{ per: "month", points: 45 }], [{ per: "order", points: 7 }]);
const anyTerms = fc.record({
  limits: anyLimits,
  caps: anyCaps,
  holdDays: fc.constantFrom(0, 0, 10),
});

type Input = Required<Pick<ProgramInput, "activities" | "campaigns" | "referral">>;

/** Activities of every kind, a campaign that multiplies them, and a referral. */
const anyDoings: fc.Arbitrary<Input> = fc
  .record({
    review: anyTerms,
    streak: anyTerms,
    challenge: anyTerms,
    approval: fc.boolean(),
    waitDays: fc.constantFrom(0, 30),
    length: fc.constantFrom(2, 3),
    repeats: fc.boolean(),
    within: fc.constantFrom({ kind: "period", per: "month" }, { kind: "days", days: 30 }),
    budgetPoints: fc.constantFrom(null, 500),
    factor: fc.constantFrom("0.5", "1.5", "3"),
    limits: anyLimits,
  })
  .map((choice) => {
    const { approval, waitDays, length, repeats, within } = choice;
    const orders = { kind: "orders" };
    const reviews = { kind: "activity", activity: "review" };
    const goal = { kind: "challenge", within, ...choice.challenge };
    const run = { kind: "streak", length, repeats, ...choice.streak };
    const boost = { kind: "multiplier", factor: "2", days: 20 };
    return {
      activities: [
        activity({ id: "hello", kind: "signup" }),
        activity({ id: "review", kind: "review", approval, ...choice.review }),
        activity({ id: "quiz", kind: "survey", unlockedBy: "review" }),
        activity({ id: "photo", kind: "upload", approval: true, gives: boost }),
        activity({ id: "cake", kind: "birthday", waitDays }),
        activity({ id: "thanks", kind: "anniversary" }),
        activity({ id: "weeks", of: orders, unit: "week", ...run }),
        activity({ id: "days", of: reviews, unit: "day", ...run }),
        activity({ id: "often", of: orders, target: "2", ...goal }),
        activity({ id: "much", of: { kind: "spend" }, target: "90.5", ...goal }),
        activity({ id: "many", of: { kind: "items" }, target: "3", ...goal }),
        activity({ id: "words", of: reviews, target: "2", ...goal }),
      ],
      campaigns: [
        {
          id: "more",
          name: { en: "More" },
          from: "2026-02-01",
          until: "2026-09-30",
          budgetPoints: choice.budgetPoints,
          activities: { factor: choice.factor },
        },
      ],
      referral: {
        inviterPoints: 50,
        friendPoints: 10,
        minimumOrder: "15",
        waitDays,
        limits: choice.limits,
      },
    };
  });

function withDoings(program: ProgramVersion, doings: Input): ProgramVersion {
  return { ...program, document: readStoredDocument({ ...program.document, ...doings }) };
}

/** Any program, with things to do in it beside ordering. */
export const aLivelyProgram: fc.Arbitrary<ProgramVersion> = fc
  .tuple(anyProgram, anyDoings)
  .map(([program, doings]) => withDoings(program, doings));

/** Several versions, of which each has its own things to do. */
export const livelyPrograms: fc.Arbitrary<ProgramVersion[]> = fc
  .tuple(anyPrograms, fc.array(anyDoings, { minLength: 3, maxLength: 3 }))
  .map(([programs, doings]) =>
    programs.map((program, index) => {
      const own = doings[index];
      return own ? withDoings(program, own) : program;
    }),
  );

const aMoment = fc
  .oneof(fc.integer({ min: 0, max: 400 * 24 }), fc.integer({ min: 0, max: 60 }))
  .map((hours) => START + hours * HOUR);
const anIndex = fc.integer({ min: 0, max: 9 });

type Body = MemberEvent extends infer Event
  ? Event extends MemberEvent
    ? Omit<Event, "id" | "at">
    : never
  : never;

const anActivity = fc
  .constantFrom("review", "review", "review", "quiz", "photo", "dance")
  .map((name): Body => ({ kind: "activity", activity: name, subject: null }));

const aDecision = fc.tuple(anIndex, fc.boolean()).map(([index, approved]): Body => ({
  kind: "activity-decided",
  eventId: `e${index}`,
  approved,
}));

const aGrant = fc.tuple(anIndex, fc.bigInt({ min: 0n, max: 40n })).map(([index, points]): Body => ({
  kind: "granted",
  budget: "campaign:more",
  source: `activity:e${index}`,
  points,
}));

const aFriend = fc
  .tuple(fc.constantFrom("bob", "eve"), fc.constantFrom("completed", "undone" as const))
  .map(([friendId, outcome]): Body => ({ kind: "referral", friendId, outcome }));

const aTrait: fc.Arbitrary<Body> = fc.oneof(
  fc.constant<Body>({ kind: "joined" }),
  fc
    .tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 }))
    .map(([month, day]): Body => ({ kind: "birthday", month, day })),
  fc.constant<Body>({ kind: "birthday", month: 2, day: 29 }),
  fc.constant<Body>({ kind: "referred", inviterId: "ada", refused: null }),
);

const aBody = fc.oneof(
  { weight: 6, arbitrary: anActivity },
  { weight: 4, arbitrary: aDecision },
  { weight: 2, arbitrary: aGrant },
  { weight: 2, arbitrary: aFriend },
  { weight: 3, arbitrary: aTrait },
);

/** The account was closed, now and then. */
const aClosing = fc.oneof(
  { weight: 3, arbitrary: fc.constant<Body[]>([]) },
  { weight: 1, arbitrary: fc.constant<Body[]>([{ kind: "closed" }]) },
);

/** Things that happen to a member beside ordering: e0, e1, … */
export const anyEvents: fc.Arbitrary<MemberEvent[]> = fc
  .tuple(
    fc.array(aBody, { maxLength: 14 }),
    aClosing,
    fc.array(aMoment, { minLength: 16, maxLength: 16 }),
  )
  .map(([bodies, closing, moments]) =>
    [...bodies, ...closing].map(
      (body, index) => ({ id: `e${index}`, at: moments[index] ?? START, ...body }) as MemberEvent,
    ),
  );

/** Orders, rewards, adjustments, and what happens beside. */
export const livelyFacts: fc.Arbitrary<MemberFacts> = fc
  .tuple(anyFacts, anyEvents)
  .map(([facts, events]) => ({ ...facts, events }));
