import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { ProgramDocument } from "#app/domain/program/document.ts";
import { conditionsHold, exampleProblems } from "#test/support/examples/check-example.ts";
import { readBlocks } from "#test/support/examples/read-blocks.ts";

const TEXT = readFileSync(new URL("../../docs/program.md", import.meta.url), "utf8");
const BLOCKS = readBlocks(TEXT);

describe("the numbers of docs/program.md are the engine's", () => {
  const examples = BLOCKS.filter(({ kind }) => kind === "example");
  test("there are examples", () => expect(examples.length).toBeGreaterThan(40));
  test.each(examples)("$title", ({ text }) => expect(exampleProblems(text)).toEqual([]));
});

describe("the conditions of docs/program.md hold where it says so", () => {
  const tables = BLOCKS.filter(({ kind }) => kind === "conditions");
  test.each(tables)("$title", ({ text }) => {
    const { said, found } = conditionsHold(text);
    expect(found).toEqual(said);
  });
});

test("the published schema says of every field what the language demands of it", () => {
  const published: object = JSON.parse(readFileSync("docs/program.schema.json", "utf8"));
  const demanded = z.toJSONSchema(ProgramDocument, { io: "input", unrepresentable: "any" });
  expect(published).toEqual({ ...published, ...demanded });
  expect(Object.keys(published)).toEqual(["title", ...Object.keys(demanded)]);
});

test("every kind and every field of the language is shown in docs/program.md", () => {
  const words = wordsOf(z.toJSONSchema(ProgramDocument, { io: "input", unrepresentable: "any" }));
  expect(words.size).toBeGreaterThan(150);
  const missing = [...words].filter(
    (word) => !new RegExp(`(?<![\\w-])${word}(?![\\w-])`).test(TEXT),
  );
  expect(missing).toEqual([]);
});

/** Names of fields and values of unions: the words a document is written in. */
function wordsOf(schema: unknown, words = new Set<string>()): Set<string> {
  if (typeof schema !== "object" || schema === null) return words;
  if (Array.isArray(schema)) {
    for (const part of schema) wordsOf(part, words);
    return words;
  }
  for (const [key, value] of Object.entries(schema)) {
    if (key === "properties" && typeof value === "object" && value !== null) {
      for (const name of Object.keys(value)) words.add(name);
    }
    if (key === "const" && typeof value === "string") words.add(value);
    if (key === "enum" && Array.isArray(value)) for (const word of value) words.add(String(word));
    if (key !== "default") wordsOf(value, words);
  }
  return words;
}
