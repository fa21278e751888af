import { readdirSync } from "node:fs";
import { basename, join } from "node:path";

const FOLDER = join(import.meta.dirname, "../test/bench");

/** What can be measured: every file of test/bench that is named here by its own name. */
const names = readdirSync(FOLDER)
  .filter((file) => file.endsWith(".ts"))
  .map((file) => basename(file, ".ts"))
  .filter((name) => !name.includes("-"))
  .sort();

const [name = ""] = process.argv.slice(2);
if (names.includes(name)) {
  await import(join(FOLDER, `${name}.ts`));
} else {
  console.log(`npm run bench NAME, where NAME is one of: ${names.join(", ")}`);
  process.exitCode = name === "" ? 0 : 1;
}
