import { expect } from "vitest";

/** One test, with an id that is its own among all. */
export interface Example {
  id: string;
  name: string;
  run(): unknown;
}

type Body = (...values: never[]) => unknown;

/** Where `import … from "vitest"` leads while mutants are tried: here. */
export const SHIM = import.meta.url;

let gathering: { titles: string[]; examples: Example[] } | undefined;

/** Reads a test file, by its name and its address, and returns its tests. */
export async function gatherExamples(file: string, url: string): Promise<Example[]> {
  const examples: Example[] = [];
  gathering = { titles: [file], examples };
  await import(url);
  gathering = undefined;
  return examples;
}

function now() {
  if (!gathering) throw new Error("A test is registered while no file is being read.");
  return gathering;
}

function addExample(title: string, body: Body, values: unknown[] = []) {
  const { titles, examples } = now();
  const name = [...titles, title].join(" > ");
  examples.push({
    name,
    id: `${examples.length} ${name}`,
    run: () => body(...(values as never[])),
  });
}

function addGroup(title: string, body: Body, values: unknown[] = []) {
  const { titles } = now();
  titles.push(title);
  body(...(values as never[]));
  titles.pop();
}

/** `test.each(table)(title, body)` as Vitest has it: of a row that is a list, each part. */
function each(add: (title: string, body: Body, values: unknown[]) => void) {
  return (table: readonly unknown[]) => (title: string, body: Body) => {
    for (const row of table) add(title, body, Array.isArray(row) ? row : [row]);
  };
}

export { expect };
export const test = Object.assign(addExample, { each: each(addExample) });
export const describe = Object.assign(addGroup, { each: each(addGroup) });
