import { setTimeout as sleep } from "node:timers/promises";
import type { Pool } from "pg";
import { starterProgram } from "#app/domain/program/starter.ts";
import { formatCount, reportMeasures } from "#test/bench/bench-report.ts";
import { aBenchShop, BENCH_SECRET, openBench } from "#test/bench/bench-shop.ts";
import { countAwards } from "#test/bench/count-awards.ts";
import { sendAll } from "#test/bench/http-load.ts";
import { isWorkLeft } from "#test/bench/inbox-load.ts";
import { orderStream } from "#test/bench/order-stream.ts";
import { startProcess } from "#test/bench/start-process.ts";

// Two web and three worker processes on one database, under load; one of each is asked to stop in
// the middle. Every order is awarded once, what is stopped leaves nothing behind that somebody must
// wait for, and a job that all of them could run runs once.

const SECONDS = 20;
const ORDERS_PER_MINUTE = 3_000;
const JOBS = 20;

const bench = await openBench("processes");
const { owner } = bench;
const domain = "many.myshopify.com";
await aBenchShop(bench, { domain, program: starterProgram });
await noteEndedJobs(owner);
const webs = await startSome("web-process", 2);
const workers = await startSome("work-process", 3);
const stream = { domain, secret: BENCH_SECRET, ordersPerMinute: ORDERS_PER_MINUTE };
const next = orderStream({ ...stream, seconds: SECONDS, from: 0, customers: 500 });

const ports = webs.map(({ port }) => port);
const [{ refused }, shareOfFirst] = await Promise.all([
  sendAll(next, { ports, connections: 64 }),
  stopSomeInTheMiddle(),
]);
while (await isWorkLeft(owner)) await sleep(50);
const shares = [shareOfFirst, ...(await Promise.all(workers.slice(1).map(({ stop }) => stop())))];
await webs[1]?.stop();

const orders = (ORDERS_PER_MINUTE / 60) * SECONDS;
const awarded = await countAwards(owner);
const [lost, { twice }] = [orders - awarded.orders, awarded];
const again = await countOf(owner, "SELECT count(*) FROM delivery WHERE attempts > 1");
const jobs = await countOf(owner, "SELECT count(*) FROM ended_job WHERE attempts = 1");
const drained = shares.reduce((sum, share) => sum + share, 0);
await bench.close();
const each = `${formatCount(orders)} orders, ${lost} lost, ${twice} awarded twice`;
const percents = shares.map((share) => `${Math.round((share / drained) * 100)} %`).join(", ");
reportMeasures("processes", [
  {
    what: "2 web and 3 worker processes, one of each stopped in the middle of the load",
    measured: `${each}; ${again} deliveries waited for a lease; ${jobs} of ${JOBS} jobs ran once`,
    atLeast: "each once, nothing waited for",
    beside:
      `the workers shared ${formatCount(drained)} deliveries: ${percents}, the first of them ` +
      `stopped after a third of the time; ${refused} requests were sent again`,
    reached: lost + twice + again === 0 && jobs === JOBS && shares.every((share) => share > 0),
  },
]);

function startSome(script: string, count: number) {
  return Promise.all(Array.from({ length: count }, () => startProcess(script, bench.url)));
}

/** Returns how much the worker that was stopped had done. */
async function stopSomeInTheMiddle(): Promise<number> {
  await sleep((SECONDS / 3) * 1000);
  await owner.query(
    `SELECT graphile_worker.add_job('prune-inbox', job_key := 'job-' || n)
     FROM generate_series(1, $1) AS n`,
    [JOBS],
  );
  const share = await workers[0]?.stop();
  await sleep((SECONDS / 6) * 1000);
  await webs[0]?.stop();
  return share ?? 0;
}

/** Jobs that have run leave the table; what they were is written down. */
async function noteEndedJobs(pool: Pool): Promise<void> {
  await pool.query(
    `CREATE TABLE ended_job (id bigint, attempts int);
     CREATE FUNCTION note_ended_job() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
     BEGIN
       INSERT INTO public.ended_job VALUES (OLD.id, OLD.attempts);
       RETURN OLD;
     END $$;
     CREATE TRIGGER noted AFTER DELETE ON graphile_worker._private_jobs
       FOR EACH ROW EXECUTE FUNCTION note_ended_job()`,
  );
}

async function countOf(pool: Pool, query: string): Promise<number> {
  const { rows } = await pool.query<{ count: string }>(query);
  return Number(rows[0]?.count);
}
