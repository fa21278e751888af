import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { blueprints, findBlueprint } from "#app/domain/blueprints/blueprints.ts";
import { bestPercents } from "#app/domain/program/best-percents.ts";
import { ProgramDocument } from "#app/domain/program/document.ts";

test("there are the eight of the table, each found by its id", () => {
  const ids = blueprints.map(({ id }) => id);
  expect(ids).toEqual([
    "fresh",
    "select-365",
    "smart-growth",
    "coffee-house",
    "paid-membership",
    "home-electronics",
    "smart-home",
    "classic-card",
  ]);
  for (const id of ids) expect(findBlueprint(id)?.id).toBe(id);
  expect(findBlueprint("nothing")).toBeNull();
});

describe.each(blueprints)("the blueprint $id", ({ id, document, ...rest }) => {
  test("is published as it is, to the last figure", () => {
    const published: unknown = JSON.parse(readFileSync(`docs/blueprints/${id}.json`, "utf8"));
    expect({ id, ...rest, document }).toEqual(published);
  });

  test("is a valid document", () => {
    expect(ProgramDocument.safeParse(document).error?.issues ?? []).toEqual([]);
  });

  test("names everything in English and Chinese", () => {
    const untranslated = textsOf(document).filter((text) => !text["zh-CN"]);
    expect(untranslated).toEqual([]);
  });
});

/** Every text for shoppers: anything with an `en`. */
function textsOf(value: unknown): Record<string, unknown>[] {
  if (typeof value !== "object" || value === null) return [];
  const own = "en" in value ? [{ ...value }] : [];
  return [...own, ...Object.values(value).flatMap(textsOf)];
}

test("who is among the best is looked at for tiers and for conditions", () => {
  const asked = blueprints.map(({ id, document }) => [
    id,
    bestPercents(ProgramDocument.parse(document)),
  ]);
  const best = asked.filter(([, percents]) => percents?.length !== 0);
  expect(best).toEqual([
    ["select-365", ["10"]],
    ["classic-card", ["10"]],
  ]);
});
