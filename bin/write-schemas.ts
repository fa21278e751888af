import { writeFileSync } from "node:fs";
import { listPublished } from "#bin/simulate/published-files.ts";

/** Writes the schemas and blueprints that are published in docs/; tests keep them true. */
for (const { file, text } of await listPublished()) writeFileSync(file, text);
