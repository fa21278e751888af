import { parseArgs } from "node:util";
import { openAdminPages } from "#bin/admin-pages.ts";
import { buildAdmin } from "#bin/build-admin.ts";
import { closeAccount } from "#bin/demo-account.ts";
import { replay } from "#bin/demo-replay.ts";
import { openStory, type Story } from "#bin/demo-story.ts";
import { startLocalLaurel, type LocalLaurel } from "#bin/local-laurel.ts";
import { dropDatabase, openPostgres, type PostgresServer } from "#bin/postgres.ts";
import { createClock } from "#dev-shop/clock.ts";

/** What a shell calls a command that was ended by Ctrl-C. */
const INTERRUPTED = 130;
const PORTS = { devShop: 4100, tunnel: 4101, app: 4102 };

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    /** Ends after the account; the exit status says whether every check held. */
    once: { type: "boolean", default: false },
    /** Starts over. */
    fresh: { type: "boolean", default: false },
    /** Replays invoices of the Online Retail shape instead of our own sample. */
    orders: { type: "boolean", default: false },
  },
});

try {
  // Explicitly: what was interrupted in the middle may still wait for something.
  process.exit(await demo());
} catch (error) {
  console.error(`\n  ${error instanceof Error ? error.message : String(error)}`);
  console.error(
    "  What an earlier start left may be the cause: npm run demo -- --fresh starts over.",
  );
  process.exit(1);
}

async function demo(): Promise<number> {
  if (values.orders && positionals.length === 0) {
    console.error("--orders wants one or more files: csv or csv.gz.");
    return 2;
  }
  say("Postgres …");
  const postgres = await openPostgres(process.env["DATABASE_URL"], { dir: ".local/postgres" });
  try {
    return await demoOn(postgres);
  } finally {
    await postgres.stop();
  }
}

async function demoOn(postgres: PostgresServer): Promise<number> {
  const started = performance.now();
  const interrupted = onInterrupt();
  const name = values.orders ? "laurel_demo_orders" : "laurel_demo";
  const story = openStory(positionals);
  if (values.fresh || values.orders) await startOver(postgres, name);
  say("Building the admin's pages …");
  buildAdmin();
  const admin = await openAdminPages();
  const ports = values.once ? {} : PORTS;
  const clock = createClock();
  const local = await startLocalLaurel({ postgres, name, clock, shop: story.shop, admin, ports });
  try {
    const told = tell(local, story, started);
    const ok = await Promise.race([told, interrupted]);
    if (ok !== undefined && values.once) return ok ? 0 : 1;
    if (ok !== undefined) printLinks(local);
    told.catch(() => undefined);
    await interrupted;
    console.log("\nStopping …");
    return ok === undefined ? INTERRUPTED : 0;
  } finally {
    await local.stop();
  }
}

async function tell(local: LocalLaurel, story: Story, started: number): Promise<boolean> {
  const ctx = await replay(local, story, say);
  say("Adding up …");
  const { lines, problems } = await closeAccount(local, ctx);
  const seconds = (performance.now() - started) / 1000;
  console.log("");
  for (const [label, value] of lines) console.log(`  ${label.padEnd(20)} ${value}`);
  console.log(`  ${"Took".padEnd(20)} ${seconds.toFixed(1)} s\n`);
  for (const problem of problems) console.error(`  Not right: ${problem}`);
  return problems.length === 0;
}

function printLinks({ storefrontUrl, adminUrl }: LocalLaurel): void {
  console.log(`  Storefront, as a sample shopper   ${storefrontUrl}/account/login`);
  console.log(`  Laurel in the shop's admin        ${adminUrl}`);
  console.log(`  The shop's own admin              ${storefrontUrl}/admin`);
  console.log(
    "\n  Ctrl-C stops everything. The next start goes on from here; --fresh starts over.",
  );
}

async function startOver(postgres: PostgresServer, name: string): Promise<void> {
  await dropDatabase(postgres, name);
  await dropDatabase(postgres, `${name}_shop`);
}

function onInterrupt(): Promise<void> {
  return new Promise((resolve) => {
    process.once("SIGINT", () => resolve());
    process.once("SIGTERM", () => resolve());
  });
}

/** Progress: one line that is written over where there is a terminal. */
function say(text: string): void {
  if (process.stdout.isTTY) process.stdout.write(`\r\u001b[K  ${text}`);
  else console.log(`  ${text}`);
}
