import { loadavg } from "node:os";
import { buildAdmin } from "#bin/build-admin.ts";
import { readOptions, refuse } from "#bin/read-options.ts";
import { openPostgres } from "#bin/postgres.ts";
import type { Kill } from "#test/crashes/kills.ts";
import { runCrashes, type Outcome } from "#test/crashes/run.ts";

/** Longer than that, and a recovery is none. */
const LIMIT_MS = 10_000;
const KINDS = ["web", "worker", "postgres", "all"] as const;

const USAGE = `npm run crashes [-- --times N] [--minutes M] [--seed S] [--rate R]

Kills web, worker and Postgres N times under load and counts everything afterwards; ends sooner if
that takes longer than M minutes. What is left to chance follows from S; R things happen in the
shop each second.`;

const { values } = readOptions(USAGE, {
  options: {
    times: { type: "string", default: "200" },
    minutes: { type: "string", default: "60" },
    seed: { type: "string", default: "1" },
    rate: { type: "string", default: "12" },
  },
});
const times = wholeNumber(values.times);
const minutes = wholeNumber(values.minutes);
const seed = wholeNumber(values.seed);
const perSecond = wholeNumber(values.rate);

buildAdmin();
// The dev shop's state; Laurel has a server of its own, which is killed.
const shopServer = await openPostgres(process.env["DATABASE_URL"], { dir: ".local/postgres" });
const started = performance.now();
try {
  const outcome = await runCrashes({
    shopServer,
    dir: ".local/crashes",
    name: "laurel_crashes",
    times,
    endAfterMs: minutes * 60_000,
    seed,
    perSecond,
    onKill: (kill, count) => console.log(`  ${count}/${times} ${kill.kind}: ${spanOf(kill)}`),
    onWait: (what) => console.log(`  waits for ${what}`),
  });
  process.exitCode = print(outcome) ? 0 : 1;
} finally {
  await shopServer.stop();
}

function wholeNumber(text: string): number {
  return /^\d{1,9}$/.test(text) ? Number(text) : refuse(USAGE, `${text} is no whole number.`);
}

function print({ kills: rounds, book, account, endedByThemselves }: Outcome): boolean {
  const kills = rounds.filter(({ kind }) => kind !== "nobody");
  const without = rounds.filter(({ kind }) => kind === "nobody");
  const { sent, answered, copies, left } = book.deliveries;
  const slow = kills.filter((kill) => recoveryOf(kill) >= LIMIT_MS);
  const paid = book.orders.filter(({ paid }) => paid).length;
  const asked = book.redemptions.length;
  console.log("");
  for (const kind of KINDS) {
    const own = kills.filter((kill) => kill.kind === kind);
    if (own.length > 0) line(`Kills, ${kind}`, `${own.length}; recovered ${recoveries(own)}`);
  }
  line("Without a kill", `an order is awarded ${recoveries(without)}`);
  line("Kills in all", `${kills.length}; recovered ${recoveries(kills)}`);
  line("Ended by themselves", `${endedByThemselves} times a process`);
  line("Deliveries", `${sent} sent, ${answered} answered with 200, ${copies} copies more`);
  line("Never delivered", `${left}, of which another delivery told the same`);
  line("Orders", `${book.orders.length} placed, ${paid} paid, ${account.awarded} awarded`);
  line("Points", `${account.points} for orders`);
  line("Redemptions", `${asked} asked for, ${account.redeemed} had, ${account.codes} codes made`);
  line("Ledger check", `${account.members} members`);
  line("Differences", String(account.differences.length));
  for (const difference of account.differences.slice(0, 20)) console.log(`    ${difference}`);
  line(
    "Load average",
    loadavg()
      .map((load) => load.toFixed(1))
      .join(", "),
  );
  line("Took", `${((performance.now() - started) / 1000).toFixed(0)} s`);
  return account.differences.length === 0 && slow.length === 0;
}

function line(label: string, value: string): void {
  console.log(`  ${label.padEnd(20)} ${value}`);
}

function recoveryOf({ answeredMs, awardedMs }: Kill): number {
  return Math.max(answeredMs ?? Infinity, awardedMs ?? Infinity);
}

function recoveries(kills: Kill[]): string {
  const sorted = kills.map(recoveryOf).sort((one, other) => one - other);
  const [middle = 0, longest = 0] = [sorted[Math.floor(sorted.length / 2)], sorted.at(-1)];
  return `in ${seconds(middle)} (median), ${seconds(longest)} at most`;
}

function spanOf({ answeredMs, awardedMs }: Kill): string {
  const text = (span: number | null) => (span === null ? "never" : seconds(span));
  return `answered after ${text(answeredMs)}, awarded after ${text(awardedMs)}`;
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}
