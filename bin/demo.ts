import { openAdminPages } from "#bin/admin-pages.ts";
import { buildAdmin } from "#bin/build-admin.ts";
import { closeAccount } from "#bin/demo-account.ts";
import { replay } from "#bin/demo-replay.ts";
import { openStory, type Story } from "#bin/demo-story.ts";
import { startLocalLaurel, type LocalLaurel } from "#bin/local-laurel.ts";
import { readOptions, refuse } from "#bin/read-options.ts";
import { dropDatabase, openPostgres, type PostgresServer } from "#bin/postgres.ts";
import { createClock } from "#dev-shop/clock.ts";

/** What a shell calls a command that was ended by Ctrl-C. */
const INTERRUPTED = 130;

const USAGE = `npm run demo [-- --once] [-- --fresh] [-- --port N]
npm run demo -- --orders FILE ...

Starts Laurel beside a shop of its own, sells for a while, and stays until Ctrl-C: the shop on
port 4100 or N, and what belongs to it on the next two.
--once ends after the account; the exit status says whether every check held. --fresh starts over.
--orders replays invoices of the Online Retail shape (csv or csv.gz) instead of our own sample.`;

const { values, positionals } = readOptions(USAGE, {
  allowPositionals: true,
  options: {
    port: { type: "string", default: "4100" },
    once: { type: "boolean", default: false },
    fresh: { type: "boolean", default: false },
    orders: { type: "boolean", default: false },
  },
});
const port = Number(values.port);
if (!Number.isInteger(port) || port < 1 || port > 65_533) refuse(USAGE, "--port wants a port.");

try {
  // Explicitly: what was interrupted in the middle may still wait for something.
  process.exit(await demo());
} catch (error) {
  console.error(`\n  ${error instanceof Error ? error.message : String(error)}`);
  console.error(`  ${adviceFor(error)}`);
  process.exit(1);
}

function adviceFor(error: unknown): string {
  return error instanceof Error && "code" in error && error.code === "EADDRINUSE"
    ? "Something listens there, perhaps another demo: npm run demo -- --port 4200 takes others."
    : "What an earlier start left may be the cause: npm run demo -- --fresh starts over.";
}

async function demo(): Promise<number> {
  if (values.orders && positionals.length === 0) {
    refuse(USAGE, "--orders wants one or more files: csv or csv.gz.");
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
  const ports = values.once ? {} : { devShop: port, tunnel: port + 1, app: port + 2 };
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
