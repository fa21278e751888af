import { expect, test } from "vitest";
import { blueprints } from "#app/domain/blueprints/blueprints.ts";
import type { ProgramDocument } from "#app/domain/program/document.ts";
import { readDocument } from "#app/domain/program/read-document.ts";
import { starterProgram } from "#app/domain/program/starter.ts";
import { storyOf } from "#app/texts/sentences/program-story.ts";
import { storyChanges } from "#app/texts/sentences/story-changes.ts";
import { namesOf, tellerOf } from "#app/texts/sentences/teller.ts";

type Locale = "en" | "zh-CN";

function storyIn(document: ProgramDocument, locale: Locale = "en") {
  return storyOf(document, tellerOf({ locale, currency: "USD", names: namesOf(document) }));
}

function changes(before: ProgramDocument, after: ProgramDocument) {
  return storyChanges(storyIn(before), storyIn(after));
}

function documentOf(input: unknown): ProgramDocument {
  const read = readDocument(input);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.document;
}

test.each(blueprints.map(({ id, document }) => [id, document] as const))(
  "everything in %s is told, in whole sentences, in both languages",
  (_, input) => {
    const document = documentOf(input);
    for (const { items } of storyIn(document)) {
      for (const text of items.flatMap(({ sentences }) => sentences)) {
        expect(text).toMatch(/^[\p{Lu}\d“$×][^{}]*[.!?]$/u);
        expect(text).not.toMatch(/undefined|null|NaN|\[object/);
      }
    }
    for (const { items } of storyIn(document, "zh-CN")) {
      for (const text of items.flatMap(({ sentences }) => sentences)) {
        expect(text).toMatch(/[。！？]$/);
        expect(text).not.toMatch(/undefined|null|NaN|\d points?\b|\[object/);
      }
    }
  },
);

test("the same program changes nothing", () => {
  expect(changes(starterProgram, starterProgram)).toEqual([]);
});

test("what is added, removed and changed is told by chapter", () => {
  const [five, ...rest] = starterProgram.rewards;
  if (!five) throw new Error("the starter has rewards");
  const after = documentOf({
    ...starterProgram,
    expiry: { kind: "never" },
    earning: {
      ...starterProgram.earning,
      rules: [{ id: "twice", name: { en: "Twice" }, gives: { kind: "multiplier", factor: "2" } }],
    },
    rewards: [{ ...five, costPoints: 90 }, ...rest.slice(1)],
  });
  expect(changes(starterProgram, after)).toEqual([
    {
      name: "rules",
      changes: [{ kind: "added", key: "id.twice", title: "Twice", sentences: ["Points ×2."] }],
    },
    {
      name: "expiry",
      changes: [
        {
          kind: "changed",
          key: "expiry",
          title: null,
          before: ["Points expire 12 months after they were earned."],
          after: ["Points never expire."],
        },
      ],
    },
    {
      name: "rewards",
      changes: [
        {
          kind: "changed",
          key: "id.five-off",
          title: "5 off your order",
          before: ["$5.00 off for 100 points."],
          after: ["$5.00 off for 90 points."],
        },
        expect.objectContaining({ kind: "removed", key: "id.free-shipping" }),
      ],
    },
  ]);
});

test("what no sentence tells is told to differ: a name in Chinese, the order of things", () => {
  const [five, ...rest] = starterProgram.rewards;
  if (!five) throw new Error("the starter has rewards");
  const renamed = { ...five, name: { ...five.name, "zh-CN": "另一个名称" } };
  expect(changes(starterProgram, { ...starterProgram, rewards: [renamed, ...rest] })).toEqual([
    { name: "rewards", changes: [{ kind: "details", key: "id.five-off", title: five.name.en }] },
  ]);
  expect(changes(starterProgram, { ...starterProgram, rewards: [...rest, five] })).toEqual([
    { name: "rewards", changes: [{ kind: "details", key: "order", title: null }] },
  ]);
});

test("every setting that differs is seen to differ", () => {
  const { earning, tiers } = starterProgram;
  if (!tiers) throw new Error("the starter has tiers");
  const others: Partial<ProgramDocument>[] = [
    { name: "Other" },
    { pointsName: { en: "Stars" } },
    { earning: { ...earning, rounding: "up" } },
    { earning: { ...earning, roundPer: "line" } },
    { earning: { ...earning, hold: { days: 3, after: "fulfillment", atMostDays: 9 } } },
    { earning: { ...earning, minimumOrder: "5" } },
    { earning: { ...earning, budgetPoints: 5 } },
    { earning: { ...earning, caps: [{ per: "week", points: 5 }] } },
    { earning: { ...earning, combine: { ...earning.combine, per: "order" } } },
    { earning: { ...earning, exclude: { ...earning.exclude, vendors: ["Acme"] } } },
    { tiers: null },
    { tiers: { ...tiers, landing: "one-step" } },
    { tiers: { ...tiers, measure: "orders" } },
    { refunds: { belowZero: "carry", carryAtMost: 5 } },
  ];
  for (const other of others) {
    expect(
      changes(starterProgram, { ...starterProgram, ...other }),
      JSON.stringify(other),
    ).not.toEqual([]);
  }
});
