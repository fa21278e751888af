import { allowancesAt, claim } from "#app/domain/earning/allowances.ts";
import { awardOf } from "#app/domain/earning/award.ts";
import { roomsFor } from "#app/domain/earning/rooms.ts";
import { decideTerms } from "#app/domain/earning/terms.ts";
import { formatExact, parseExact } from "#app/domain/exact-json.ts";
import { formatCount, reportMeasures, type Measure } from "#test/bench/bench-report.ts";
import { complexOrders, simpleOrders, type Setting } from "#test/bench/engine-orders.ts";

// How many orders one core judges in a second: terms, room under caps, points and receipt. Beside
// it, in the same run, what it costs to read the same orders' facts: no engine can be faster.

const ROUNDS = 5;
const PER_ROUND_MS = 400;

const simple = simpleOrders(500);
const complex = complexOrders(200);
const fewRules = complexOrders(200, 1);

const extraRules = complex.program.orders.rules.length - fewRules.program.orders.rules.length;
const perRule = (1e6 / median(complex, judgeAll) - 1e6 / median(fewRules, judgeAll)) / extraRules;
const cost = `one more rule on an order of 20 lines: ${perRule.toFixed(2)} µs`;
reportMeasures("engine", [
  measureOf("simple orders judged (1 to 3 lines, one rate, a cap)", simple, 50_000),
  measureOf(`complex orders judged (20 lines, 20 rules, tier, caps); ${cost}`, complex, 10_000),
]);

function measureOf(what: string, setting: Setting, goal: number): Measure {
  const judged = median(setting, judgeAll);
  const texts = setting.orders.map((order) => formatExact(order));
  const read = median(setting, () => {
    for (const text of texts) parseExact(text);
  });
  return {
    what,
    measured: `${formatCount(judged)}/s on one core`,
    atLeast: `${formatCount(goal)}/s`,
    beside: `reading the same orders' facts from JSON: ${formatCount(read)}/s`,
    reached: judged >= goal,
  };
}

/** Judges every order once, as engine/orders.ts does when an order is placed. */
function judgeAll({ program, orders, buyer }: Setting): void {
  const used = new Map<string, bigint>();
  for (const order of orders) {
    const claims = new Map<string, bigint>();
    const terms = decideTerms(order, program, buyer);
    const { timeZone } = program;
    const allowances = allowancesAt(used, claims, { at: order.facts.placedAt, timeZone });
    const award = awardOf(order, terms, {
      standing: { paid: true, cancelled: false, changes: 0 },
      rooms: roomsFor(terms, allowances, () => false),
      ask: ({ points }) => ({ points, waits: false }),
    });
    for (const use of award.uses) claim(use, allowances);
  }
}

/** Orders per second, the median of the rounds; the first round warms up and does not count. */
function median(setting: Setting, work: (setting: Setting) => void): number {
  const speeds = Array.from({ length: ROUNDS + 1 }, () => {
    const start = cpuMs();
    let done = 0;
    while (cpuMs() - start < PER_ROUND_MS) {
      work(setting);
      done += setting.orders.length;
    }
    return (done / (cpuMs() - start)) * 1000;
  });
  const counted = speeds.slice(1).sort((a, b) => a - b);
  return counted[Math.floor(counted.length / 2)] ?? 0;
}

/** Time this process had a core, so that what else the machine does is not counted. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
