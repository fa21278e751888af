import { expect, test } from "vitest";
import { grantsOf } from "#app/domain/engine/budgets.ts";
import type { MemberEvent } from "#app/domain/engine/member-events.ts";

type Granted = Extract<MemberEvent, { kind: "granted" }>;

/** What was granted at a moment; who asked is the first letter of its id. */
const grant = (id: string, source: string, points: bigint): Granted => ({
  ...{ id, at: Number(id.slice(1)), kind: "granted", askedBy: id.slice(0, 1) },
  ...{ budget: "program", source, points },
});

const ofCampaign = (event: Granted): Granted => ({ ...event, budget: "campaign:c" });

function told(events: MemberEvent[]) {
  return [...grantsOf(events)].map(([key, points]) => `${key}: ${points}`).sort();
}

test("a second answer for a time is for the next one that is free, in whatever order they came", () => {
  const own = [grant("a1", "streak:s:1", 30n), grant("a4", "streak:s:2", 20n)];
  const others = [grant("b2", "streak:s:1", 10n), grant("b3", "streak:s:2", 5n)];
  const expected = [
    "program|streak:s:1: 30",
    "program|streak:s:2: 5",
    "program|streak:s:3: 10",
    "program|streak:s:4: 20",
  ];
  expect(told([...own, ...others])).toEqual(expected);
  expect(told([...others, ...own].reverse())).toEqual(expected);
});

test("what was asked after two became one leaves what was moved where it is", () => {
  const before = [grant("a1", "streak:s:1", 30n), grant("b2", "streak:s:1", 10n)];
  const moved = ["program|streak:s:1: 30", "program|streak:s:2: 10"];
  expect(told(before)).toEqual(moved);
  const later = grant("a3", "streak:s:3", 5n);
  expect(told([...before, later])).toEqual([...moved, "program|streak:s:3: 5"]);
  const third = grant("c4", "streak:s:1", 7n);
  expect(told([...before, later, third])).toContain("program|streak:s:4: 7");
});

test("what somebody was given of several budgets for one time stays together", () => {
  const events = [
    grant("a1", "challenge:c:1", 30n),
    ofCampaign(grant("b2", "challenge:c:1", 2n)),
    grant("b3", "challenge:c:1", 20n),
    ofCampaign(grant("c4", "challenge:c:1", 1n)),
    grant("c5", "challenge:c:1", 10n),
  ];
  expect(told(events)).toEqual([
    "campaign:c|challenge:c:2: 2",
    "campaign:c|challenge:c:3: 1",
    "program|challenge:c:1: 30",
    "program|challenge:c:2: 20",
    "program|challenge:c:3: 10",
  ]);
});

test("of what is given once whoever had it, the larger answer counts; other goals are left", () => {
  const period = "challenge:c:2026-01-01";
  const events = [
    grant("a1", period, 30n),
    grant("b2", period, 40n),
    grant("b3", "streak:c:1", 1n),
  ];
  expect(told(events)).toEqual([`program|${period}: 40`, "program|streak:c:1: 1"]);
});
