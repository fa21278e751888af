import { writeFileSync } from "node:fs";
import { blueprints } from "#app/domain/blueprints/blueprints.ts";
import { guidePath, guideWith, tableOf, yearOf } from "#test/support/year/guide.ts";

// Lets every blueprint live its simulated year and writes what came of it into its guide.
for (const { id } of blueprints) {
  const table = tableOf(yearOf(id));
  writeFileSync(guidePath(id), guideWith(id, table));
  console.log(`docs/blueprints/${id}.md`);
}
