import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { redeemReward } from "#app/usecases/redeem-reward.ts";
import { formatCount, percentileOf, reportMeasures } from "#test/bench/bench-report.ts";
import { benchSize } from "#test/bench/bench-size.ts";
import { openLargeShop } from "#test/bench/large-shop.ts";
import { expiringMembers } from "#test/bench/shop-prototypes.ts";
import { WORKER_FLAGS } from "#test/bench/worker-processes.ts";

// The points of nine members in ten end at one midnight, four lots each; so many that it takes a
// worker longer to be done than to get as fast as it will be. Workers settle whoever is
// due; all the while other members redeem. And somebody whose points have ended, but whom no worker
// has reached, tries to spend them.

const LOTS_WANTED = 1_000_000;
const WANTED_SECONDS = 60;
const WANTED_P99_MS = 20;
const MIDNIGHT = Date.parse("2026-06-02T00:00:00Z");
const WORKERS = Number(process.env["WORKERS"] ?? 1);
const PACE_MS = 50;

const { members, keep } = benchSize(20_000);
const shop = await openLargeShop({ name: "expiry", members, prototypes: expiringMembers, keep });
try {
  shop.clock.set(MIDNIGHT + 1000);
  const lots = await countLots();
  const workers = Array.from({ length: WORKERS }, () => aWorker());
  await Promise.all(workers.map((worker) => once(worker, "message")));
  const began = performance.now();
  for (const worker of workers) worker.send("begin");
  const emptied = Promise.all(workers.map((worker) => once(worker, "exit")));
  let done = false;
  void emptied.then(() => (done = true));
  await mayNotSpend(members - 2);
  const times = await redeemMeanwhile(() => done);
  await emptied;
  const seconds = (performance.now() - began) / 1000;
  const left = await countLots();
  if (left > 0) throw new Error(`${left} lots did not expire`);
  const perSecond = lots / seconds;
  const p99 = percentileOf(times, 0.99);
  reportMeasures("expiry", [
    {
      what: `expiring ${formatCount(lots)} lots, ${WORKERS} worker(s), redemptions meanwhile`,
      measured: `${seconds.toFixed(1)} s (${formatCount(perSecond)} lots/s), p99 ${p99.toFixed(1)} ms`,
      atLeast: `${WANTED_SECONDS} s for 1,000,000 lots, p99 ${WANTED_P99_MS} ms`,
      beside:
        `1,000,000 lots would take ${formatCount(LOTS_WANTED / perSecond)} s; ` +
        "none of them can be spent meanwhile: redeeming settles first",
      reached: LOTS_WANTED / perSecond <= WANTED_SECONDS && p99 <= WANTED_P99_MS,
    },
  ]);
} finally {
  await shop.close();
}

/** It says when it is ready: at midnight workers are there already. */
function aWorker(): ChildProcess {
  const offset = shop.clock.now().getTime() - Date.now();
  const file = new URL("expiry-worker.ts", import.meta.url);
  // In a session of its own, as services are: Linux shares processors out by sessions.
  return fork(file, [shop.appUrl, String(offset)], { execArgv: WORKER_FLAGS, detached: true });
}

/** At a steady pace, as shoppers come: each once and again. */
async function redeemMeanwhile(isOver: () => boolean): Promise<number[]> {
  const times: number[] = [];
  for (let n = 9; !isOver(); n += 10) {
    const wish = { ...shop.memberAt(n), rewardId: "five-off", requestId: crypto.randomUUID() };
    const start = performance.now();
    const result = await redeemReward(shop.ctx, wish);
    times.push(performance.now() - start);
    if (!result.ok) throw new Error(`not redeemed: ${result.reason}`);
    await sleep(PACE_MS);
  }
  return times;
}

async function mayNotSpend(n: number): Promise<void> {
  const wish = { ...shop.memberAt(n), rewardId: "five-off", requestId: crypto.randomUUID() };
  const result = await redeemReward(shop.ctx, wish);
  if (result.ok || result.reason !== "too-few-points") {
    throw new Error("points were spent after their last day");
  }
}

async function countLots(): Promise<number> {
  const { rows } = await shop.owner.query<{ lots: string }>(
    "SELECT count(*) AS lots FROM lot WHERE expires_at <= $1",
    [new Date(MIDNIGHT)],
  );
  return Number(rows[0]?.lots);
}
