import { expect, test } from "vitest";
import { ProgramDocument } from "#app/domain/program/document.ts";
import { starterProgram } from "#app/domain/program/starter.ts";
import { addMonth, campaignState, placeOf, stretchesOf } from "#app/ui/calendar-place.ts";
import { fieldOf, problemsLeft } from "#app/ui/draft-form.tsx";
import { copyOf } from "#app/ui/campaign-drafts.ts";
import { joinParts, splitParts } from "#app/ui/condition-parts.ts";
import { ACTIVITY_TEMPLATES, RULE_TEMPLATES } from "#app/ui/program-templates.ts";

const name = { en: "It" };

test.each(Object.entries(RULE_TEMPLATES))("the template of a rule is sound: %s", (_, rule) => {
  const rules = [{ id: "it", name, ...rule }];
  const document = { ...starterProgram, earning: { ...starterProgram.earning, rules } };
  expect(ProgramDocument.safeParse(document).error?.issues).toBeUndefined();
});

test.each(Object.entries(ACTIVITY_TEMPLATES))(
  "the template of an activity is sound: %s",
  (_, it) => {
    const document = { ...starterProgram, activities: [{ id: "it", name, ...it }] };
    expect(ProgramDocument.safeParse(document).error?.issues).toBeUndefined();
  },
);

const wednesday = { kind: "weekday", in: ["wed"] };
const birthday = { kind: "birthday-month" };
const deep = { kind: "any", of: [wednesday, { kind: "not", of: birthday }] };

test.each([
  ["none", null],
  ["one", wednesday],
  ["one turned around", { kind: "not", of: wednesday }],
  ["several", { kind: "any", of: [wednesday, { kind: "not", of: birthday }] }],
  ["what goes deeper", { kind: "all", of: [wednesday, deep, { kind: "not", of: deep }] }],
])("a condition comes out of the form as it went in: %s", (_, condition) => {
  const { parts, mode } = splitParts(condition, "when");
  expect(joinParts(parts, mode)).toEqual(condition);
});

test("each part of a condition stands where its fields edit it", () => {
  const { parts, pathOf } = splitParts(
    { kind: "all", of: [wednesday, { kind: "not", of: birthday }] },
    "w",
  );
  expect(parts.map((_, at) => pathOf(at))).toEqual(["w.of.0", "w.of.1.of"]);
  expect(splitParts({ kind: "not", of: birthday }, "w").pathOf(0)).toBe("w.of");
});

test("what was refused is forgotten once its place is changed, and only then", () => {
  const problem = (path: string) => ({ path, message: "Must be at most 1095." });
  const problems = [problem("rewards.0.validDays"), problem("rewards.1.validDays")];
  const before = { rewards: [{ validDays: 9999, name }, { validDays: 9999 }] };
  const named = { rewards: [{ validDays: 9999, name: { en: "Other" } }, { validDays: 9999 }] };
  const mended = { rewards: [{ validDays: 90, name }, { validDays: 9999 }] };
  expect(problemsLeft(problems, before, named)).toEqual(problems);
  expect(problemsLeft(problems, before, mended)).toEqual([problem("rewards.1.validDays")]);
});

test("a problem is named after the field that edits its place, or what its place is part of", () => {
  const labels = new Map([["rules.0.when.in", "One of"]]);
  const field = { path: "rules.0.when.in", label: "One of" };
  expect(fieldOf(labels, "rules.0.when.in")).toEqual(field);
  expect(fieldOf(labels, "rules.0.when.in.2")).toEqual(field);
  expect(fieldOf(labels, "rules.0.when")).toBeNull();
  expect(fieldOf(labels, "")).toBeNull();
});

test("campaigns stand on the calendar where their days are", () => {
  const days = (from: string | null, until: string | null) => ({
    id: "c",
    name,
    from,
    until,
    audience: null,
  });
  const year = { from: "2027-01", months: 12 };
  expect(placeOf(days(null, null), year)).toEqual({ start: 0, length: 100 });
  expect(placeOf(days("2026-01-01", "2026-12-31"), year)).toBeNull();
  const first = placeOf(days("2027-01-01", "2027-01-01"), year);
  expect(first?.start).toBe(0);
  expect(first?.length).toBeCloseTo(100 / 365);
  expect([addMonth("2027-01", -1), addMonth("2027-11", 3)]).toEqual(["2026-12", "2028-02"]);
  expect(campaignState(days("2027-01-02", null), "2027-01-01")).toBe("planned");
  expect(campaignState(days(null, "2027-01-01"), "2027-01-01")).toBe("running");
  expect(campaignState(days(null, "2026-12-31"), "2027-01-01")).toBe("over");
});

test("a campaign of every year runs on its days only, across New Year, too", () => {
  const audience = { kind: "yearly" as const, from: "12-24", until: "01-06" };
  const yearly = { id: "c", name, from: "2026-01-01", until: null, audience };
  expect(campaignState(yearly, "2027-01-06")).toBe("running");
  expect(campaignState(yearly, "2027-01-07")).toBe("planned");
  expect(stretchesOf(yearly, "2026-01", 1)).toContainEqual({
    from: "2026-01-01",
    until: "2026-01-06",
  });
});

test.each([
  ["2026-12-01", "2026-12-24", "2027-12-01", "2027-12-24"],
  ["2028-02-01", "2028-02-29", "2029-02-01", "2029-02-28"],
])("a copy of a campaign is on the same dates a year later: %s to %s", (from, until, ...next) => {
  const id = "advent";
  const document = ProgramDocument.parse({
    ...starterProgram,
    campaigns: [{ id, name, from, until }],
  });
  const [advent] = document.campaigns;
  if (!advent) throw new Error("There is no campaign.");
  const copy = copyOf(advent, { id: "advent-2", document });
  expect([copy.from, copy.until]).toEqual(next);
  expect(copy.id).toBe("advent-2");
});
