import prettier from "prettier";
import { z } from "zod";
import { ProgramDocument } from "#app/domain/program/document.ts";
import { Scenario } from "#bin/simulate/scenario.ts";

/** The published schemas, as they should stand in their files. */
export async function listSchemas(): Promise<{ file: string; text: string }[]> {
  return Promise.all(
    [
      { file: "docs/program.schema.json", title: "A program of Laurel", schema: ProgramDocument },
      { file: "docs/scenario.schema.json", title: "A scenario of Laurel", schema: Scenario },
    ].map(async ({ file, title, schema }) => {
      const written = { title, ...z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) };
      const options = await prettier.resolveConfig(file);
      const text = await prettier.format(JSON.stringify(written), { ...options, filepath: file });
      return { file, text };
    }),
  );
}
