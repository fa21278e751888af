import fc from "fast-check";
import { expect, test } from "vitest";
import { holds } from "#app/domain/earning/conditions.ts";
import { residualOf } from "#app/domain/earning/residual.ts";
import { emptyTraits } from "#app/domain/engine/traits.ts";
import type { Condition, MemberCondition } from "#app/domain/program/condition.ts";
import { on } from "#test/support/facts.ts";

const gold = { kind: "tier" as const, in: ["gold"] };
const wednesday = { kind: "weekday" as const, in: ["wed" as const] };

const aCondition = fc.letrec<{ condition: MemberCondition }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom<MemberCondition>(gold, wednesday, { kind: "birthday-month" }),
    fc.record({
      kind: fc.constantFrom("all" as const, "any" as const),
      of: fc.array(tie("condition"), { minLength: 1, maxLength: 3 }),
    }),
    fc.record({ kind: fc.constant("not" as const), of: tie("condition") }),
  ),
})).condition;

const aMoment = fc.record({
  at: fc.integer({ min: 0, max: 13 }).map((day) => on("2026-03-01") + day * 86_400_000),
  timeZone: fc.constant("UTC"),
  tierId: fc.constantFrom("gold", null),
  traits: fc.constantFrom(
    emptyTraits(),
    ...[3, 4].map((month) => ({ ...emptyTraits(), birthday: { month, day: 1, since: 0 } })),
  ),
});

test("what is left of a condition holds exactly where the whole one does", () => {
  fc.assert(
    fc.property(aCondition, aMoment, (condition, moment) => {
      const known = (leaf: Condition) => (leaf.kind === "tier" ? holds(leaf, moment) : null);
      const left = residualOf(condition, known);
      const outcome = typeof left === "boolean" ? left : holds(left as MemberCondition, moment);
      expect(outcome).toBe(holds(condition, moment));
      if (typeof left !== "boolean") expect(JSON.stringify(left)).not.toContain("tier");
    }),
  );
});

test("a part that decides the whole leaves nothing to say", () => {
  const isGold = (leaf: Condition) => (leaf.kind === "tier" ? true : null);
  expect(residualOf({ kind: "any", of: [wednesday, gold] }, isGold)).toBe(true);
  expect(residualOf({ kind: "all", of: [wednesday, gold] }, isGold)).toEqual(wednesday);
  expect(residualOf({ kind: "all", of: [wednesday, { kind: "not", of: gold }] }, isGold)).toBe(
    false,
  );
});
