import { run } from "./bootstrap.mjs";

await run("bin/simulate.ts", process.argv.slice(2));
