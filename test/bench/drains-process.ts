import { benchContext } from "#test/bench/bench-shop.ts";
import { runDrains } from "#test/bench/run-drains.ts";

// One of the worker processes of test/bench/award.ts: it begins and ends when it is told to.
const [url = ""] = process.argv.slice(2);
const context = benchContext(url);
let stopping = new AbortController();
let running: Promise<void> = Promise.resolve();

process.on("message", (word) => {
  if (word === "start") {
    stopping = new AbortController();
    running = runDrains(context, stopping.signal);
  } else {
    stopping.abort();
    void running.then(() => process.send?.("stopped"));
  }
});
process.on("disconnect", () => process.exit());
process.send?.("ready");
