import { expect, test } from "vitest";
import { migrateDocument } from "#app/domain/program/migrate.ts";
import { readStoredDocument } from "#app/domain/program/document.ts";

const level = { id: "silver", name: { en: "Silver" }, threshold: "100", multiplier: "1.5" };
const year = { kind: "calendar-year" } as const;

/** A document as the first schema had it. */
const first = {
  schema: 1,
  name: "Club",
  earning: { points: "2", perAmount: "1", holdDays: 14, capPerDay: 500 },
  tiers: { measure: "spend", window: year, graceDays: 30, levels: [level] },
};

test("a document of the first schema means what it meant", () => {
  const { earning, tiers, schema } = readStoredDocument(first);
  expect(schema).toBe(2);
  expect(earning.points).toBe("2");
  expect(earning.hold).toEqual({ days: 14, after: "payment", atMostDays: null });
  expect(earning.caps).toEqual([{ per: "day", points: 500 }]);
  expect(tiers?.grace).toEqual({ kind: "days", days: 30 });
  expect(tiers?.window).toEqual(year);
  expect(tiers?.levels[0]).toMatchObject(level);
});

test("what a document of the first schema did without, it still goes without", () => {
  const { earning, tiers } = readStoredDocument({
    ...first,
    earning: { ...first.earning, capPerDay: null },
    tiers: null,
  });
  expect(earning.caps).toEqual([]);
  expect(tiers).toBeNull();
});

test("a document of today comes back as it is, and so does what is none", () => {
  const today = { ...first, schema: 2 };
  for (const document of [today, null, "text", 1, [first], { schema: 3 }]) {
    expect(migrateDocument(document)).toBe(document);
  }
});

test("a broken document of the first schema is left to be refused", () => {
  expect(migrateDocument({ schema: 1, earning: "none", tiers: [level] })).toEqual({
    schema: 2,
    earning: "none",
    tiers: [level],
  });
});
