import fc from "fast-check";
import { expect, test } from "vitest";
import { dayOf } from "#app/domain/calendar.ts";
import { decide } from "#app/domain/engine/decide.ts";
import { explainDeed } from "#app/domain/engine/deeds.ts";
import type { MemberEvent } from "#app/domain/engine/member-events.ts";
import type { ProgramVersion } from "#app/domain/program/program.ts";
import { activity, after, aProgramWith, event } from "#test/support/activity-facts.ts";
import { aLivelyProgram, livelyFacts } from "#test/support/activity-histories.ts";
import { factsOf, on } from "#test/support/facts.ts";

const cake = (rest: object = {}) => activity({ id: "cake", kind: "birthday", ...rest });
const thanks = activity({ id: "thanks", kind: "anniversary" });

function born(month: number, day: number, at: string): MemberEvent {
  return event("birthday", at, { month, day });
}

/** When the gifts came, as the clock of UTC shows it. */
function gifts(
  programs: ProgramVersion | ProgramVersion[],
  events: MemberEvent[],
  asOf = "2030-01-01",
): string[] {
  return after(programs, { events }, asOf)
    .journal.filter(({ reason }) => reason === "earned")
    .map(({ at }) => new Date(at).toISOString().slice(0, 16));
}

test("a birthday gives every year, as the day begins in the shop's time zone", () => {
  const events = [born(6, 15, "2026-03-01")];
  expect(gifts(aProgramWith([cake()]), events, "2028-01-01")).toEqual([
    "2026-06-15T00:00",
    "2027-06-15T00:00",
  ]);
  const tokyo = aProgramWith([cake()], {}, { timeZone: "Asia/Tokyo" });
  expect(gifts(tokyo, events, "2027-01-01")).toEqual(["2026-06-14T15:00"]);
});

test("what is due next names the birthday, and nothing is due without one", () => {
  const due = (events: MemberEvent[], asOf: string) =>
    decide({ programs: [aProgramWith([cake()])], facts: factsOf([], { events }), asOf: on(asOf) })
      .nextDueAt;
  expect(due([born(6, 15, "2026-03-01")], "2026-03-02")).toBe(on("2026-06-15T00:00"));
  expect(due([born(6, 15, "2026-03-01")], "2026-06-15")).toBe(on("2027-06-15T00:00"));
  expect(due([event("joined", "2026-03-01", {})], "2026-03-02")).toBeNull();
});

test("29 February is kept on the 28th where there is no 29th", () => {
  expect(gifts(aProgramWith([cake()]), [born(2, 29, "2026-03-01")], "2029-01-01")).toEqual([
    "2027-02-28T00:00",
    "2028-02-29T00:00",
  ]);
  const joined = event("joined", "2028-02-29", {});
  expect(gifts(aProgramWith([thanks]), [joined], "2032-12-01")).toEqual([
    "2029-02-28T00:00",
    "2030-02-28T00:00",
    "2031-02-28T00:00",
    "2032-02-29T00:00",
  ]);
});

test("a birthday set on the day itself, or later, gives next year", () => {
  const program = aProgramWith([cake()]);
  expect(gifts(program, [born(6, 15, "2026-06-15")], "2027-12-01")).toEqual(["2027-06-15T00:00"]);
  expect(gifts(program, [born(6, 15, "2026-06-15T00:00")], "2027-01-01")).toEqual([]);
  expect(gifts(program, [born(6, 15, "2026-06-14T23:59")], "2027-01-01")).toEqual([
    "2026-06-15T00:00",
  ]);
});

test.each([
  ["2026-05-16", true],
  ["2026-05-17", false],
])("known for 30 days before: set on %s it gives: %s", (set, given) => {
  const program = aProgramWith([cake({ waitDays: 30 })]);
  const events = [born(6, 15, set)];
  expect(gifts(program, events, "2026-12-01")).toHaveLength(given ? 1 : 0);
  const state = after(program, { events }, "2026-12-01");
  const nothing = explainDeed(state, "yearly:cake:2026")?.nothing;
  expect(nothing).toEqual(given ? null : { reason: "known-too-late", waitDays: 30 });
});

test("hearing the same day again makes it known no later", () => {
  const program = aProgramWith([cake({ waitDays: 30 })]);
  const events = [born(6, 15, "2026-03-01"), born(6, 15, "2026-06-01")];
  expect(gifts(program, events, "2026-12-01")).toHaveLength(1);
});

test("a date that is changed pays once in a year, and not again for 300 days", () => {
  const program = aProgramWith([cake()]);
  const events = [born(3, 10, "2026-01-01"), born(9, 1, "2026-04-01")];
  expect(gifts(program, events, "2027-12-31")).toEqual(["2026-03-10T00:00", "2027-09-01T00:00"]);
  const winter = [born(12, 20, "2026-01-01"), born(1, 10, "2026-12-25")];
  const state = after(program, { events: winter }, "2028-12-31");
  expect(explainDeed(state, "yearly:cake:2027")?.nothing).toEqual({ reason: "too-soon" });
  expect(gifts(program, winter, "2028-12-31")).toEqual(["2026-12-20T00:00", "2028-01-10T00:00"]);
});

test("300 days are enough", () => {
  const program = aProgramWith([cake()]);
  const change = (day: number) =>
    gifts(program, [born(12, 31, "2026-01-01"), born(10, day, "2027-01-02")], "2027-12-31");
  expect(change(26)).toHaveLength(1);
  expect(change(27)).toEqual(["2026-12-31T00:00", "2027-10-27T00:00"]);
});

test("a day that was refused may come again in the same year, where the date was wrong", () => {
  const program = aProgramWith([cake({ waitDays: 30 })]);
  const events = [born(6, 15, "2026-06-01"), born(9, 1, "2026-06-20")];
  expect(gifts(program, events, "2026-12-31")).toEqual(["2026-09-01T00:00"]);
});

test("an anniversary comes a year after joining, and then each year", () => {
  const joined = event("joined", "2026-03-01", {});
  expect(gifts(aProgramWith([thanks]), [joined], "2028-06-01")).toEqual([
    "2027-03-01T00:00",
    "2028-03-01T00:00",
  ]);
});

test("the conditions of the day are asked, and the version that is in force on it", () => {
  const gold = cake({ when: { kind: "customer-tag", in: ["gold"] } });
  const tagged = event("tags", "2026-12-01", { added: ["gold"], removed: [] });
  const events = [born(6, 15, "2026-03-01"), tagged];
  expect(gifts(aProgramWith([gold]), events, "2028-01-01")).toEqual(["2027-06-15T00:00"]);
  const none = aProgramWith([]);
  const next = (text: string) => ({ version: 2, effectiveFrom: on(text) });
  const later = (text: string) => [none, aProgramWith([cake()], {}, next(text))];
  const own = [born(6, 15, "2026-03-01")];
  expect(gifts(later("2026-06-15T00:00"), own, "2027-01-01")).toEqual(["2026-06-15T00:00"]);
  expect(gifts(later("2026-06-15T00:01"), own, "2027-12-01")).toEqual(["2027-06-15T00:00"]);
  const ended = [aProgramWith([cake()]), aProgramWith([], {}, next("2026-06-15T00:00"))];
  expect(gifts(ended, own, "2029-01-01")).toEqual([]);
});

test("who has left celebrates nothing; who joins again, from a new beginning", () => {
  const program = aProgramWith([cake(), thanks]);
  const events = [
    event("joined", "2026-03-01", {}),
    born(6, 15, "2026-03-01"),
    event("closed", "2026-05-01", {}),
  ];
  expect(gifts(program, events)).toEqual([]);
  const again = [...events, event("joined", "2026-07-01", {})];
  expect(gifts(program, again, "2027-12-31")).toEqual(["2027-06-15T00:00", "2027-07-01T00:00"]);
});

test("whatever happens, a yearly day is given at most once a year, and 300 days apart", () => {
  fc.assert(
    fc.property(aLivelyProgram, livelyFacts, (program, facts) => {
      const { state } = decide({ programs: [program], facts, asOf: on("2029-06-30") });
      for (const id of ["cake", "thanks"]) {
        const days = [...state.deeds.values()]
          .filter(({ offer, claim }) => offer.id === id && claim !== null)
          .map(({ at }) => Date.parse(dayOf(at, program.timeZone)));
        days.forEach((day, index) => {
          const before = days[index - 1] ?? Number.NEGATIVE_INFINITY;
          expect(day - before).toBeGreaterThanOrEqual(300 * 86_400_000);
        });
      }
    }),
  );
});
