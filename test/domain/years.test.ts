import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { blueprints } from "#app/domain/blueprints/blueprints.ts";
import { countParts, listParts } from "#test/support/year/coverage.ts";
import { guidePath, guideWith, tableOf, yearOf } from "#test/support/year/guide.ts";
import { problemsAt, problemsOfYear } from "#test/support/year/invariants.ts";
import {
  endWith,
  refundedInParts,
  sampleOf,
  shuffled,
  staleValues,
  toldTwice,
} from "#test/support/year/laws.ts";
import { aRandom } from "#test/support/year/random.ts";
import { endOf, type Year } from "#test/support/year/live.ts";

describe.each(blueprints)("a year of $id", ({ id }) => {
  const problems: string[] = [];
  let year: Year;
  beforeAll(() => {
    year = yearOf(id, (seen) => problems.push(...problemsAt(seen)));
  }, 60_000);

  test("keeps the books at every moment somebody looks", () => {
    expect(problems).toEqual([]);
  });

  test("keeps caps and limits, and every receipt adds up", () => {
    const { program, livers } = year;
    const found = [...livers.values()].flatMap((liver) =>
      liver.decision
        ? problemsOfYear({ liver, decision: liver.decision, at: endOf(year), program })
        : [`${liver.id} was never settled`],
    );
    expect(found).toEqual([]);
  });

  test("exercises every rule, activity, tier, perk and reward", () => {
    const counts = countParts(year);
    const { document } = year.version;
    expect(listParts(document).filter((part) => !counts.has(part))).toEqual([]);
  });

  test("gives no more from a budget than there is", () => {
    const { earning, campaigns } = year.version.document;
    const limits = new Map([
      ["program", earning.budgetPoints],
      ...campaigns.map((each) => [`campaign:${each.id}`, each.budgetPoints] as const),
    ]);
    for (const [budget, given] of year.budgets) {
      expect(given).toBeLessThanOrEqual(BigInt(limits.get(budget) ?? 0));
    }
  });

  test("ends the same in whatever order, however often and in how many parts it is told", () => {
    for (const { facts, id: memberId } of sampleOf(year, 8)) {
      const end = endWith(year, facts);
      const random = aRandom(memberId);
      expect(endWith(year, shuffled(facts, random))).toEqual(end);
      expect(endWith(year, shuffled(toldTwice(facts), random))).toEqual(end);
      expect(endWith(year, refundedInParts(facts))).toEqual(end);
    }
  });

  test("is printed as it is, and asked for again when time changes it", () => {
    for (const { facts, id: memberId } of sampleOf(year, 6)) {
      expect(staleValues(year, facts, aRandom(memberId))).toEqual([]);
    }
  });

  test("is what its guide says", () => {
    expect(readFileSync(guidePath(id), "utf8")).toBe(guideWith(id, tableOf(year)));
  });
});
