import { run } from "./bootstrap.mjs";

await run("bin/simulation.ts", process.argv.slice(2));
