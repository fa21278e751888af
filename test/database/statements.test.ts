import pg from "pg";
import { expect, onTestFinished, test } from "vitest";
import { aLaurel, aProduct, type Laurel } from "#test/support/laurel.ts";
import { aShopper, buy, redeem } from "#test/support/codes.ts";
import { activitiesPage } from "#app/queries/activities-page.ts";
import { homePage } from "#app/queries/home-page.ts";
import { memberPage } from "#app/queries/member-page.ts";
import { membersPage } from "#app/queries/members-page.ts";
import { redemptionsPage } from "#app/queries/redemptions-page.ts";
import { rewardsPage } from "#app/queries/rewards-page.ts";
import { isTellingTooOften } from "#app/queries/storefront-pace.ts";
import { storefrontPanel } from "#app/queries/storefront-panel.ts";
import { JOBS, type JobName } from "#app/jobs/job-list.ts";
import { adjustPoints } from "#app/usecases/adjust-points.ts";
import { getReferralCode } from "#app/usecases/get-referral-code.ts";
import { testDatabase } from "#test/support/database.ts";
import { recordStatements } from "#test/support/recorded-statements.ts";
import { reachesOf, type PlanNode } from "#test/support/plans.ts";

/** Reached before or across shops (docs/decisions/004-tenancy.md): no shop in the condition. */
const SHARED: Record<string, string> = {
  shop: "found by its domain, and listed for the schedule",
  session: "found by its id before the shop is known",
  delivery: "the inbox is drained across shops",
  work_item: "work is drained across shops",
};

const ALL = { before: null, after: null, search: "" };

/** A day in the life of a shop: orders, refunds, codes, merges, privacy, pages, all the jobs. */
async function liveADay(laurel: Laurel): Promise<void> {
  const { ctx, devShop, worker, clock } = laurel;
  const [ada, bob] = [await aShopper(laurel, 400), await aShopper(laurel, 300)];
  const variantId = await aProduct(laurel, 2500);
  const order = await buy(laurel, { customerId: ada.id, variantId });
  const { code } = await redeem(laurel, ada);
  await redeem(laurel, bob);
  await laurel.settleDown();
  await buy(laurel, { customerId: ada.id, variantId, codes: [code] });
  const [line] = order.lines;
  await devShop.commerce.refund({
    orderId: order.id,
    lines: [{ lineId: line?.id ?? 0, quantity: 1 }],
  });
  await adjustPoints(ctx, { memberId: ada.memberId, points: 5n, note: "Hi", requestId: "a" });
  await laurel.settleDown();
  await membersPage(ctx, { ...ALL, tier: "", sort: "newest" });
  await membersPage(ctx, { ...ALL, search: "ada", tier: "", sort: "most" });
  await redemptionsPage(ctx, { ...ALL, state: null });
  await activitiesPage(ctx, { before: null, after: null, list: "waiting" });
  await memberPage(ctx, { memberId: ada.memberId, before: null });
  await homePage(ctx);
  await rewardsPage(ctx);
  await storefrontPanel(ctx, { customerId: ada.gid, locale: "en" });
  const { memberId } = ada;
  await isTellingTooOften(ctx, { memberId, requestId: "b", kind: "birthday" });
  await getReferralCode(ctx, memberId);
  clock.advance(2 * 86_400_000);
  await devShop.commerce.requestCustomerData(bob.id);
  await devShop.commerce.mergeCustomers({ keepId: ada.id, mergeId: bob.id });
  await laurel.settleDown();
  for (const job of Object.keys(JOBS) as JobName[]) await worker.runNow(job);
  await devShop.commerce.redactCustomer(ada.id);
  await laurel.settleDown();
}

async function plansOf(url: string, texts: string[]): Promise<Map<string, PlanNode>> {
  const owner = new pg.Client({ connectionString: url });
  await owner.connect();
  onTestFinished(() => owner.end());
  // As owner, whom no policy adds the shop for: what the statement itself asks counts. Tables are
  // small here, so a scan of all would be cheapest: what remains one has no index to go by.
  await owner.query("SET enable_seqscan = off; SET enable_indexonlyscan = off");
  const plans = new Map<string, PlanNode>();
  for (const text of texts) {
    const explained = await owner.query<{ "QUERY PLAN": [{ Plan: PlanNode }] }>(
      `EXPLAIN (GENERIC_PLAN, FORMAT JSON) ${text}`,
    );
    const plan = explained.rows[0]?.["QUERY PLAN"][0].Plan;
    if (plan) plans.set(text, plan);
  }
  return plans;
}

test("every statement in use reaches tenants' tables by an index that begins with the shop", async () => {
  const laurel = await aLaurel({ allOrders: true });
  const recorded = recordStatements(new URL(laurel.ownerUrl).pathname.slice(1));
  onTestFinished(recorded.stop);
  await liveADay(laurel);
  recorded.stop();
  const texts = recorded
    .texts()
    .filter((text) => /^\s*(SELECT|INSERT|UPDATE|DELETE|WITH)/i.test(text));
  const plans = await plansOf(laurel.ownerUrl, texts);
  // Fewer would mean that nothing was looked at.
  expect(plans.size).toBeGreaterThan(100);

  const wrong = [...plans].flatMap(([text, plan]) => {
    const [bad] = reachedOtherwise(plan);
    return bad ? [{ statement: text.replace(/\s+/g, " ").slice(0, 300), ...bad }] : [];
  });
  expect(wrong).toEqual([]);
});

test("a statement without the shop, or with no index to go by, would be found", async () => {
  const { ownerUrl } = await testDatabase();
  const careless = [
    "SELECT id FROM member WHERE id = $1",
    "SELECT points FROM transfer WHERE points > $1",
    "UPDATE lot SET points = 1 WHERE member_id = $1",
  ];
  const plans = await plansOf(ownerUrl, careless);
  const found = careless.map((text) => reachedOtherwise(plans.get(text)).map(({ table }) => table));
  expect(found).toEqual([["member"], ["transfer"], ["lot"]]);
});

/** How a plan reaches into tenants' tables other than by an index that begins with the shop. */
function reachedOtherwise(plan: PlanNode | undefined) {
  return (plan ? reachesOf(plan) : []).filter(
    ({ table, condition }) => isTenants(table) && !/\(+(\w+\.)?shop_id =/.test(condition),
  );
}

function isTenants(table: string): boolean {
  // What begins with pg_ is the server's own catalog.
  return !/^pg_/.test(table) && SHARED[table.replace(/^delivery_.*$/, "delivery")] === undefined;
}
