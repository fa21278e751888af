import fc from "fast-check";
import pg from "pg";
import { expect, onTestFinished, test } from "vitest";
import { arrayLiteral, jsonArray } from "#app/db/array-literals.ts";
import { testDatabase } from "#test/support/database.ts";

const letters = fc.string({ unit: "binary" }).filter((text) => !text.includes("\0"));

test("lists arrive as they are, whatever stands in them", async () => {
  const client = await aClient();
  const arrive = async (elements: Parameters<typeof arrayLiteral>[0], type: string) => {
    const { rows } = await client.query<{ item: unknown }>(
      `SELECT item FROM unnest($1::${type}[]) AS sent(item)`,
      [arrayLiteral(elements)],
    );
    return rows.map(({ item }) => item);
  };
  const texts = fc.oneof(
    letters,
    fc.constantFrom("", "NULL", "null", " ", "{}", "a,b", '"', "\\", '\\"', "\n", "\\x00"),
    fc.constant(null),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(texts),
      fc.array(fc.uint8Array()),
      fc.array(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })),
      async (some, bytes, numbers) => {
        expect(await arrive(some, "text")).toEqual(some);
        expect(await arrive(bytes, "bytea")).toEqual(bytes.map((one) => Buffer.from(one)));
        expect(await arrive(numbers, "bigint")).toEqual(numbers.map(String));
      },
    ),
  );
  const moments = [new Date("2026-11-22T23:59:59.999Z"), null, new Date(0)];
  expect(await arrive(moments, "timestamptz")).toEqual(moments);
  expect(await arrive([true, false, undefined, 1.5], "text")).toEqual([
    "true",
    "false",
    null,
    "1.5",
  ]);
  // A part of a larger buffer, as the driver hands them out.
  expect(await arrive([Buffer.from("abcd").subarray(1, 3)], "bytea")).toEqual([Buffer.from("bc")]);
});

test("what is no single value is refused, rather than written as something else", () => {
  const lists = [[[1]], [{ a: 1 }]] as unknown as Parameters<typeof arrayLiteral>[0][];
  for (const list of lists) expect(() => arrayLiteral(list)).toThrow("single values");
});

test("JSON texts arrive as they are, whatever stands in them", async () => {
  const client = await aClient();
  const arrive = async (texts: (string | null)[]) => {
    const { rows } = await client.query<{ item: unknown }>(
      "SELECT item::json FROM unnest($1::jsonb[]::json[]) AS sent(item)",
      [jsonArray(texts)],
    );
    return rows.map(({ item }) => item);
  };
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

async function aClient(): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: (await testDatabase()).ownerUrl });
  await client.connect();
  onTestFinished(() => client.end());
  return client;
}
