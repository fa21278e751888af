import type { ShopContext, Tx } from "#app/db/context.ts";
import { countFigures } from "#app/db/figures.ts";
import { readCount } from "#app/db/shop-counts.ts";
import { getShop } from "#app/db/shops.ts";
import { numberOf } from "#app/queries/members-page.ts";
import { readProof } from "#app/queries/order-proof.ts";

/** What the home page shows: how far the set-up is, the key figures, and what needs attention. */
export async function homePage(ctx: ShopContext) {
  return ctx.inTransaction(async (tx) => ({
    setUp: await setUp(tx, ctx.shopId),
    ...(await figures(tx, ctx)),
    waiting: await waitingForStaff(tx, ctx.shopId),
    proof: await readProof(tx, ctx.shopId),
    checks: await lastChecks(tx, ctx.shopId),
    trouble: await trouble(tx, ctx.shopId),
    privacyRequests: await openDataRequests(tx, ctx.shopId),
  }));
}

async function figures(tx: Tx, ctx: ShopContext) {
  const { value, countedAt } = await readCount(tx, ctx, {
    name: "figures",
    count: () => countFigures(tx, ctx.shopId, ctx.clock.now()),
  });
  return { figures: value, countedAt: countedAt?.toISOString() ?? null };
}

async function setUp(tx: Tx, shopId: bigint) {
  const version = await tx.programVersion.findFirst({
    where: { shopId },
    orderBy: { version: "desc" },
    select: { version: true },
  });
  const order = await tx.orderFact.findFirst({ where: { shopId }, select: { orderId: true } });
  const { domain } = await getShop(tx, shopId);
  return { publishedVersion: version?.version ?? null, sawOrder: order !== null, domain };
}

/** What only staff can bring further: services to do, and activities to look at. */
async function waitingForStaff(tx: Tx, shopId: bigint) {
  return {
    services: await tx.redemption.count({ where: { shopId, state: "waiting" } }),
    activities: await tx.memberEvent.count({ where: { shopId, awaitsDecision: true } }),
  };
}

const CHECKS = ["ledger", "reconciliation", "receipts"] as const;

async function lastChecks(tx: Tx, shopId: bigint) {
  const rows = await tx.checkResult.findMany({
    where: { shopId, kind: { in: [...CHECKS] } },
    distinct: ["kind"],
    orderBy: [{ kind: "asc" }, { ranAt: "desc" }],
    select: { kind: true, ranAt: true, checked: true, differences: true, repaired: true },
  });
  return CHECKS.map((kind) => {
    const last = rows.find((row) => row.kind === kind);
    if (!last) return { kind, last: null };
    const { ranAt, checked, differences, repaired } = last;
    return {
      kind,
      last: {
        ranAt: ranAt.toISOString(),
        checked: Number(checked),
        differences: Number(differences),
        repaired: Number(repaired),
      },
    };
  });
}

const TROUBLE = [
  "delivery",
  "settle",
  "tell-inviter",
  "sync",
  "issue-code",
  "cancel-code",
  "reread-order",
  "fetch-product",
  "set-up-shop",
  "compare-orders",
] as const;

type TroubleRow = { kind: string; count: bigint; note: string; nextTry: Date };

/** Deliveries and work that failed and will be tried again. */
async function trouble(tx: Tx, shopId: bigint) {
  const rows = await tx.$queryRaw<TroubleRow[]>`
    SELECT kind, count(*) AS count, max(note) AS note, min(due_at) AS "nextTry"
    FROM work_item WHERE shop_id = ${shopId} AND attempts > 0 AND note > '' GROUP BY kind
    UNION ALL
    SELECT 'delivery', count(*), max(d.note), min(d.due_at)
    FROM delivery d JOIN shop s ON s.domain = d.shop_domain
    WHERE s.id = ${shopId} AND d.due_at IS NOT NULL AND d.attempts > 0 AND d.note <> ''
    HAVING count(*) > 0`;
  return TROUBLE.flatMap((kind) => {
    const row = rows.find((candidate) => candidate.kind === kind);
    if (!row) return [];
    const { count, note, nextTry } = row;
    return [{ kind, count: Number(count), note, nextTry: nextTry.toISOString() }];
  });
}

/** Answers wait here until they are pruned; then there is nothing left to download. */
/** So long Shopify gives a merchant to answer; the answer is deleted after as long. */
const ANSWER_MS = 30 * 86_400_000;

async function openDataRequests(tx: Tx, shopId: bigint) {
  const rows = await tx.$queryRaw<{ id: string; receivedAt: Date; customerId: string }[]>`
    SELECT id::text AS id, received_at AS "receivedAt", answer->>'customerId' AS "customerId"
    FROM privacy_request
    WHERE shop_id = ${shopId} AND kind = 'data-request' AND answer IS NOT NULL
    ORDER BY received_at DESC, id LIMIT 10`;
  return rows.map(({ id, receivedAt, customerId }) => ({
    id,
    receivedAt: receivedAt.toISOString(),
    dueAt: new Date(receivedAt.getTime() + ANSWER_MS).toISOString(),
    customerNumber: numberOf(customerId),
  }));
}
