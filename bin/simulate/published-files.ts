import prettier from "prettier";
import { z } from "zod";
import { blueprints } from "#app/domain/blueprints/blueprints.ts";
import { ProgramDocument } from "#app/domain/program/document.ts";
import { Scenario } from "#bin/simulate/scenario.ts";

/** The published schemas and blueprints, as they should stand in their files. */
export async function listPublished(): Promise<{ file: string; text: string }[]> {
  const schemas = [
    { file: "docs/program.schema.json", title: "A program of Laurel", schema: ProgramDocument },
    { file: "docs/scenario.schema.json", title: "A scenario of Laurel", schema: Scenario },
  ].map(({ file, title, schema }) => ({
    file,
    content: { title, ...z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) },
  }));
  const programs = blueprints.map((blueprint) => ({
    file: `docs/blueprints/${blueprint.id}.json`,
    content: blueprint,
  }));
  return Promise.all([...schemas, ...programs].map(formatted));
}

async function formatted({ file, content }: { file: string; content: object }) {
  const options = await prettier.resolveConfig(file);
  const text = await prettier.format(JSON.stringify(content), { ...options, filepath: file });
  return { file, text };
}
