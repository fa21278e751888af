import { run } from "./bootstrap.mjs";

await run("bin/test.ts", process.argv.slice(2));
