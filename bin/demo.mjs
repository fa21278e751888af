import { run } from "./bootstrap.mjs";

await run("bin/demo.ts", process.argv.slice(2));
