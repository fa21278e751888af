import { starterProgram } from "#app/domain/program/starter.ts";
import { bareRowsOf, insertBare } from "#test/bench/bare-insert.ts";
import { formatCount, medianOf, reportMeasures } from "#test/bench/bench-report.ts";
import { aBenchShop, openBench } from "#test/bench/bench-shop.ts";
import { fillInbox } from "#test/bench/inbox-load.ts";
import { fillShop } from "#test/bench/full-shop.ts";
import { orderBody, type BenchOrder } from "#test/bench/order-bodies.ts";
import { startWorkers } from "#test/bench/worker-processes.ts";

// The full award: orders lie in the inbox as Shopify sends them, and two worker processes take them
// through both stages, until every member is settled: tiers, lots with expiry, receipts, chain and
// row level security. Beside it, in the same run: the same bodies parsed and the same rows inserted
// bare; the same award where there are a million transfers of others; and where histories are long.

const ROUNDS = 3;
const ORDERS = 4_000;
const MEMBERS = 1_600;
const LONG = 50;

const bench = await openBench("award");
const { owner } = bench;
const workers = await startWorkers(bench.url, 2);
let [numbers, customers] = [0, 0];

// Workers run for days: what their compiler makes of the first orders is not measured.
const early = "early.myshopify.com";
await aBenchShop(bench, { domain: early, program: starterProgram });
await drain(early, ordersOf(someCustomers(MEMBERS), 2 * ORDERS));

const empty: number[] = [];
const floors: number[] = [];
for (let round = 0; round < ROUNDS; round += 1) {
  const domain = `award-${round}.myshopify.com`;
  const { shop } = await aBenchShop(bench, { domain, program: starterProgram });
  const orders = await measureRound(domain, empty);
  floors.push(await floorOf(shop.id, orders));
}

const full: number[] = [];
const crowded = "crowded.myshopify.com";
const { shop } = await aBenchShop(bench, { domain: crowded, program: starterProgram });
const filled = await fillShop(owner, shop.id);
for (let round = 0; round < ROUNDS; round += 1) await measureRound(crowded, full);

const long: number[] = [];
const few = someCustomers(40);
await drain(crowded, ordersOf(few, few.length * LONG));
for (let round = 0; round < ROUNDS; round += 1) {
  const orders = ordersOf(few, few.length * 5);
  long.push((orders.length / (await drain(crowded, orders))) * 1000);
}
await workers.close();
await bench.close();

const [speed, floor] = [medianOf(empty), medianOf(floors)];
const ratio = medianOf(full) / speed;
reportMeasures("award", [
  {
    what: "full award, inbox to settled, two workers",
    measured: `${formatCount(speed)} orders/s`,
    atLeast: "4,000",
    aim: "10,000",
    beside: `bare inserts and parsing: ${formatCount(floor)}/s (${percent(speed / floor)} of it)`,
    reached: speed >= 4_000,
  },
  {
    what: `full award on a full database (${formatCount(filled)} transfers of others)`,
    measured: `${formatCount(medianOf(full))} orders/s, ratio ${ratio.toFixed(2)}`,
    atLeast: "0.8",
    beside: `empty: ${formatCount(speed)} orders/s`,
    reached: ratio >= 0.8,
  },
  {
    what: `full award of members with ${LONG} orders and more each`,
    measured: `${formatCount(medianOf(long))} orders/s`,
    atLeast: "no goal",
    beside: `members with 2.5 orders: ${formatCount(medianOf(full))} orders/s`,
    reached: true,
  },
]);

/** Members are known by a first order; then the measured ones come. Notes orders per second. */
async function measureRound(domain: string, speeds: number[]): Promise<BenchOrder[]> {
  const buyers = someCustomers(MEMBERS);
  await drain(domain, ordersOf(buyers, MEMBERS / 2));
  const orders = ordersOf(buyers, ORDERS);
  const millis = await drain(domain, orders);
  speeds.push((orders.length / millis) * 1000);
  return orders;
}

async function drain(domain: string, orders: BenchOrder[]): Promise<number> {
  await fillInbox(owner, domain, orders);
  await owner.query("VACUUM ANALYZE");
  return workers.untilDone(owner);
}

function someCustomers(count: number): number[] {
  return Array.from({ length: count }, () => (customers += 1));
}

/** Orders of these customers in turn, each some time after the one before. */
function ordersOf(buyers: number[], count: number): BenchOrder[] {
  const first = Date.now() - 3_600_000;
  return Array.from({ length: count }, (_, n) => ({
    number: (numbers += 1),
    customer: buyers[(n * 7919) % buyers.length] ?? 0,
    placedAt: new Date(first + n),
  }));
}

/** What no program can do without: parse the bodies, and insert the rows, 500 at a time. */
async function floorOf(shopId: bigint, orders: BenchOrder[]): Promise<number> {
  const bodies = orders.map(orderBody);
  const tables = await Promise.all(
    ["order_fact", "transfer", "lot"].map((table) =>
      bareRowsOf(owner, table, `shop_id = ${shopId}`),
    ),
  );
  const all = tables[0]?.rows.length ?? 0;
  const client = await owner.connect();
  const start = performance.now();
  for (let at = 0; at < bodies.length; at += 500) {
    for (const body of bodies.slice(at, at + 500)) JSON.parse(body.toString());
    await client.query("BEGIN");
    for (const bare of tables) {
      const each = bare.rows.length / all;
      await insertBare(client, bare, { from: at * each, until: (at + 500) * each });
    }
    await client.query("COMMIT");
  }
  const millis = performance.now() - start;
  client.release();
  return (bodies.length / millis) * 1000;
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
