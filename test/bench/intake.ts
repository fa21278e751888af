import {
  formatCount,
  medianOf,
  percentileOf,
  reportMeasures,
  type Measure,
} from "#test/bench/bench-report.ts";
import { BENCH_SECRET, openBench } from "#test/bench/bench-shop.ts";
import { sendAll, type Prepared } from "#test/bench/http-load.ts";
import { orderBody } from "#test/bench/order-bodies.ts";
import { startProcess } from "#test/bench/start-process.ts";
import { webhookRequests } from "#test/bench/webhook-requests.ts";

// How many webhooks a second one web process verifies, stores and answers, over 64 connections, and
// beside it, on the same database, a server that stores the same row and does nothing else.

const ROUNDS = 3;
const ROUND_MS = 5_000;
const WARM_UP_MS = 1_500;
const CONNECTIONS = 64;
/** Where the id of a webhook stands, to be written over: a request costs no more than a copy. */
const MARK = "00000000-0000-4000-8000-000000000000";

type Round = { rate: number; p99: number };

const bench = await openBench("intake");
const bodies = Array.from({ length: 500 }, (_, number) =>
  orderBody({ number, customer: number, placedAt: new Date() }),
);
const write = webhookRequests({ domain: "bench.myshopify.com", secret: BENCH_SECRET });
const requests = bodies.map((body) =>
  write({ topic: "orders/paid", webhookId: MARK, triggeredAt: new Date(), body }),
);

let sent = 0;
const rounds: { ours: Round; peer: Round }[] = [];
for (let round = 0; round <= ROUNDS; round += 1) {
  const duration = round === 0 ? WARM_UP_MS : ROUND_MS;
  const ours = await measure("web-process", duration);
  const peer = await measure("peer-process", duration);
  if (round > 0) rounds.push({ ours, peer });
}
await bench.close();
reportMeasures("intake", measuresOf(rounds));

async function measure(script: string, duration: number): Promise<Round> {
  await bench.owner.query("TRUNCATE delivery");
  await bench.owner.query("CHECKPOINT");
  const server = await startProcess(script, bench.url);
  const ends = performance.now() + duration;
  const began = performance.now();
  const next = () => (performance.now() > ends ? null : nextRequest());
  const { millis, refused } = await sendAll(next, {
    ports: [server.port],
    connections: CONNECTIONS,
  });
  const seconds = (performance.now() - began) / 1000;
  await server.stop();
  if (refused > 0) throw new Error(`${script} refused ${refused}`);
  await requireAllKept(millis.length);
  const round = { rate: millis.length / seconds, p99: percentileOf(millis, 0.99) };
  console.log(`  ${script}: ${formatCount(round.rate)}/s, p99 ${round.p99.toFixed(1)} ms`);
  return round;
}

function nextRequest(): Prepared {
  const [head, body] = requests[sent % requests.length] ?? [];
  if (!head || !body) throw new Error("there are no requests");
  sent += 1;
  const own = Buffer.from(head);
  const id = sent.toString(16).padStart(12, "0");
  for (let at = own.indexOf(MARK); at >= 0; at = own.indexOf(MARK, at)) {
    own.write(id, at + 24, "latin1");
  }
  return { parts: [own, body], dueAt: performance.now() };
}

async function requireAllKept(count: number): Promise<void> {
  const { rows } = await bench.owner.query<{ kept: string }>(
    "SELECT count(*) AS kept FROM delivery WHERE due_at IS NOT NULL",
  );
  if (Number(rows[0]?.kept) !== count) throw new Error(`${count} answered, ${rows[0]?.kept} kept`);
}

function measuresOf(all: typeof rounds): Measure[] {
  const rate = medianOf(all.map(({ ours }) => ours.rate));
  const p99 = medianOf(all.map(({ ours }) => ours.p99));
  const peer = medianOf(all.map((round) => round.peer.rate));
  const bytes = bodies.reduce((sum, { length }) => sum + length, 0) / bodies.length;
  const size = `${CONNECTIONS} connections, bodies of ${(bytes / 1000).toFixed(1)} KB`;
  const ratio = `${Math.round((rate / peer) * 100)} %`;
  return [
    {
      what: `intake over HTTP: verified, stored, answered; ${size}`,
      measured: `${formatCount(rate)}/s, p99 ${p99.toFixed(1)} ms`,
      atLeast: "3,500/s, p99 50 ms",
      aim: "90 % of a server that only inserts",
      beside: `a server that only inserts each row: ${formatCount(peer)}/s, so ${ratio} of it`,
      reached: rate >= 3500 && p99 <= 50,
    },
  ];
}
