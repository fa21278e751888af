import fc from "fast-check";
import pg from "pg";
import { expect, onTestFinished, test } from "vitest";
import { jsonArray } from "#app/db/json-array.ts";
import { testDatabase } from "#test/support/database.ts";

test("JSON texts arrive as they are, whatever stands in them", async () => {
  const client = new pg.Client({ connectionString: (await testDatabase()).ownerUrl });
  await client.connect();
  onTestFinished(() => client.end());
  const arrive = async (texts: (string | null)[]) => {
    const { rows } = await client.query<{ item: unknown }>(
      "SELECT item::json FROM unnest($1::jsonb[]::json[]) AS sent(item)",
      [jsonArray(texts)],
    );
    return rows.map(({ item }) => item);
  };
  const unicode = { unit: "binary" as const };
  const letters = fc.string(unicode).filter((text) => !text.includes("\0"));
  const value = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 2 },
      ...[
        letters,
        fc.integer(),
        fc.boolean(),
        fc.constantFrom('"', "\\", '\\"', "{}", "NULL", "\n"),
      ],
      ...[fc.array(tie("value")), fc.dictionary(letters, tie("value"))],
    ),
  })).value;
  await fc.assert(
    fc.asyncProperty(fc.array(value), async (values) => {
      const texts = values.map((one) => JSON.stringify(one));
      expect(await arrive(texts)).toEqual(texts.map((text): unknown => JSON.parse(text)));
    }),
  );
  expect(await arrive(["null", null, "[]"])).toEqual([null, null, []]);
  expect(await arrive([])).toEqual([]);
});
