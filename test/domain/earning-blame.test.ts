import { describe, expect, test } from "vitest";
import { findUnmet, holds } from "#app/domain/earning/conditions.ts";
import { aNewcomer } from "#app/domain/earning/preview.ts";
import { MemberCondition } from "#app/domain/program/condition.ts";
import { on } from "#test/support/facts.ts";

describe("the part to blame", () => {
  const sunday = { kind: "weekday", in: ["sun"] };
  const monday = { kind: "weekday", in: ["mon"] };
  const gold = { kind: "tier", in: ["gold"] };
  const moment = {
    at: on("2026-03-01"),
    timeZone: "UTC",
    tierId: null,
    traits: aNewcomer().traits,
  };
  test.each([
    [gold, { kind: "tier", not: false }],
    [
      { kind: "not", of: sunday },
      { kind: "weekday", not: true },
    ],
    [
      { kind: "all", of: [sunday, gold, monday] },
      { kind: "tier", not: false },
    ],
    [
      { kind: "any", of: [gold, monday] },
      { kind: "tier", not: false },
    ],
    [
      { kind: "not", of: { kind: "any", of: [gold, sunday] } },
      { kind: "weekday", not: true },
    ],
    [
      { kind: "not", of: { kind: "all", of: [sunday] } },
      { kind: "weekday", not: true },
    ],
    [sunday, null],
  ])("of %o is %o", (condition, blamed) => {
    expect(findUnmet(MemberCondition.parse(condition), moment)).toEqual(blamed);
  });

  test("where there is no condition is nothing, and nobody is kept out", () => {
    expect(findUnmet(null, moment)).toBeNull();
    expect(holds(null, moment)).toBe(true);
  });
});
