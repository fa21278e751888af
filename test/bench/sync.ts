import { createBucket, STANDARD_PLAN } from "#dev-shop/graphql/throttle.ts";
import { enqueue } from "#app/db/work-items.ts";
import { adminGateways } from "#app/shopify/admin-gateway.ts";
import { drainWork } from "#app/usecases/drain-work.ts";
import { formatCount, reportMeasures } from "#test/bench/bench-report.ts";
import { benchSize } from "#test/bench/bench-size.ts";
import { openLargeShop } from "#test/bench/large-shop.ts";
import { someMembers } from "#test/bench/shop-prototypes.ts";

// What the storefront prints of each member, written to Shopify after their points have changed
// five times each. Shopify is a bucket that leaks as on its smallest plan and takes what it is
// told; counted are its calls, what they wrote, and the least that was left for everybody else.

const CHANGES = 5;
const PER_CALL = 25;
/** What the mutation is said to cost before it is done. */
const COST = 10;
const FLOOR = 0.3;

const { members, keep } = benchSize(5_000);
const shop = await openLargeShop({ name: "sync", members, prototypes: someMembers, keep });
const seen = { calls: 0, writes: 0, throttled: 0, least: STANDARD_PLAN.maximumAvailable };
try {
  const { ctx, clock, database } = shop;
  const gateways = adminGateways({ send: aShopify(), token: () => Promise.resolve("token") });
  const subjects = Array.from({ length: members }, (_, n) => shop.memberAt(n).memberId);
  for (let change = 0; change < CHANGES; change += 1) {
    const dueAt = clock.now();
    await ctx.inTransaction(async (tx) =>
      enqueue(tx, ctx.shopId, { kind: "sync", subjects, dueAt }),
    );
  }
  const quiet = () => undefined;
  const drain = {
    database,
    clock,
    shopContext: () => ctx,
    gatewayOf: () => Promise.resolve(gateways(shop.domain)),
    log: { warn: quiet, error: quiet },
  };
  const began = performance.now();
  while ((await waiting()) > 0) await drainWork(drain, "sync");
  const seconds = (performance.now() - began) / 1000;
  const fewest = Math.ceil(members / PER_CALL);
  const share = seen.least / STANDARD_PLAN.maximumAvailable;
  reportMeasures("sync", [
    {
      what: `metafields of ${formatCount(members)} members, ${CHANGES} changes each`,
      measured: `${formatCount(seen.calls)} calls, ${formatCount(seen.writes)} values in ${seconds.toFixed(1)} s`,
      atLeast: `a call for ${PER_CALL} members, a value for a member`,
      beside: `${formatCount(members * CHANGES)} calls, one for each change`,
      reached: seen.calls <= fewest * 1.05 && seen.writes === members,
    },
    {
      what: "budget of the shop's smallest plan that stays for others meanwhile",
      measured: `${Math.round(share * 100)} % at the least, ${seen.throttled} calls throttled`,
      atLeast: `${FLOOR * 100} %`,
      beside: `${STANDARD_PLAN.maximumAvailable} points, ${STANDARD_PLAN.restoreRate} more each second`,
      reached: share >= FLOOR && seen.throttled === 0,
    },
  ]);
} finally {
  await shop.close();
}

/** Without those to whom only time will bring something new: they are looked at again then. */
async function waiting(): Promise<number> {
  const { rows } = await shop.owner.query<{ waiting: string }>(
    "SELECT count(*) AS waiting FROM work_item WHERE kind = 'sync' AND due_at < $1",
    [new Date(shop.clock.now().getTime() + 3_600_000)],
  );
  return Number(rows[0]?.waiting);
}

/** Takes all metafields that its bucket can pay for. */
function aShopify(): typeof fetch {
  const bucket = createBucket({ plan: STANDARD_PLAN });
  return (_input, init) => {
    const { variables } = JSON.parse(String(init?.body)) as {
      variables: { metafields: unknown[] };
    };
    const paid = bucket.take(COST);
    const throttleStatus = bucket.status();
    const cost = { requestedQueryCost: COST, throttleStatus };
    seen.least = Math.min(seen.least, throttleStatus.currentlyAvailable);
    seen.calls += 1;
    if (paid) seen.writes += variables.metafields.length;
    else seen.throttled += 1;
    const answer = paid
      ? { data: { metafieldsSet: { userErrors: [] } } }
      : { errors: [{ message: "Throttled", extensions: { code: "THROTTLED" } }] };
    return Promise.resolve(Response.json({ ...answer, extensions: { cost } }));
  };
}
