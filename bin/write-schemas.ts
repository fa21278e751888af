import { writeFileSync } from "node:fs";
import { listSchemas } from "#bin/simulate/json-schemas.ts";

/** Writes the JSON Schemas that are published in docs/; a test keeps them equal to the code. */
for (const { file, text } of await listSchemas()) writeFileSync(file, text);
