import { createHmac } from "node:crypto";
import http from "node:http";
import { formatCount, medianOf, percentileOf, reportMeasures } from "#test/bench/bench-report.ts";
import { BENCH_SECRET } from "#test/bench/bench-shop.ts";
import { benchSize } from "#test/bench/bench-size.ts";
import { openLargeShop } from "#test/bench/large-shop.ts";
import { someMembers } from "#test/bench/shop-prototypes.ts";
import { startProcess } from "#test/bench/start-process.ts";

// What a shopper waits for: the panel of the storefront (balance, tier, rewards, codes, history)
// over HTTP from a web process, signed as Shopify signs it, of a member who is another one each
// time. Beside it what the same server and connection need to answer anything at all.

const LIMIT_MS = 5;
const ROUNDS = 3;
const PER_ROUND = 1_000;
const AT_ONCE = 2;
/** Visits until the process is as fast as it will be: after 3,000 its p99 is half as long again. */
const WARM = 20_000;

const { members, keep } = benchSize(10_000);
const shop = await openLargeShop({ name: "reads", members, prototypes: someMembers, keep });
const ahead = shop.clock.now().getTime() - Date.now();
const web = await startProcess("web-process", shop.appUrl, { CLOCK_AHEAD_MS: String(ahead) });
const agent = new http.Agent({ keepAlive: true, maxSockets: AT_ONCE });
try {
  let visitor = 0;
  const visit = () => ask(panelOf(shop.memberAt((visitor += 7)).customerId));
  await roundOf(visit, WARM);
  const panels = await rounds(visit);
  const healths = await rounds(() => ask("/health"));
  const [panel, health] = [medianOf(panels.map(p99)), medianOf(healths.map(p99))];
  const typical = medianOf(panels.map((times) => percentileOf(times, 0.5)));
  const { sizes } = shop;
  reportMeasures("storefront", [
    {
      what: `the storefront's panel over HTTP, ${formatCount(sizes.members)} members and ${formatCount(sizes.transfers)} transfers`,
      measured: `p99 ${panel.toFixed(1)} ms, half within ${typical.toFixed(1)} ms`,
      atLeast: `p99 ${LIMIT_MS} ms`,
      beside: `the same server saying that it is well: p99 ${health.toFixed(1)} ms`,
      reached: panel <= LIMIT_MS,
    },
  ]);
} finally {
  agent.destroy();
  await web.stop();
  await shop.close();
}

async function rounds(visit: () => Promise<void>): Promise<number[][]> {
  const all: number[][] = [];
  for (let round = 0; round < ROUNDS; round += 1) all.push(await roundOf(visit, PER_ROUND));
  return all;
}

async function roundOf(visit: () => Promise<void>, count: number): Promise<number[]> {
  const times: number[] = [];
  const visitors = Array.from({ length: AT_ONCE }, async () => {
    while (times.length < count) {
      const began = performance.now();
      await visit();
      times.push(performance.now() - began);
    }
  });
  await Promise.all(visitors);
  return times;
}

function p99(times: number[]): number {
  return percentileOf(times, 0.99);
}

function ask(path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = http.get({ port: web.port, path, agent }, (response) => {
      response.resume();
      response.once("end", () => {
        if (response.statusCode === 200) resolve();
        else reject(new Error(`answered with ${response.statusCode}`));
      });
    });
    request.once("error", reject);
  });
}

/** The address as Shopify's proxy asks for it. */
function panelOf(customerId: string): string {
  const query = new URLSearchParams({
    shop: shop.domain,
    logged_in_customer_id: customerId.split("/").at(-1) ?? "",
    path_prefix: "/apps/loyalty",
    timestamp: String(Math.floor(shop.clock.now().getTime() / 1000)),
    locale: "en",
  });
  const pairs = [...query].map(([name, value]) => `${name}=${value}`).sort();
  query.set("signature", createHmac("sha256", BENCH_SECRET).update(pairs.join("")).digest("hex"));
  return `/proxy/panel?${query.toString()}`;
}
