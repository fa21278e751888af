import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig } from "prisma/config";

// Prisma's own engine needs a download. Ours runs its WebAssembly build from npm, so that
// `prisma generate`, `validate` and `migrate` work wherever npm works.
const engine = fileURLToPath(new URL("bin/schema-engine.mjs", import.meta.url));
if (existsSync(engine)) process.env["PRISMA_SCHEMA_ENGINE_BINARY"] ??= engine;

const databaseUrl = process.env["DATABASE_URL"];

export default defineConfig({
  schema: "prisma/schema.prisma",
  ...(databaseUrl ? { datasource: { url: databaseUrl } } : {}),
});
