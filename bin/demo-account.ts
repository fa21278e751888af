import type { AppContext } from "#app/context.server.ts";
import type { ShopContext } from "#app/db/context.ts";
import { keepLedgerCheck } from "#app/usecases/keep-ledger-check.ts";
import { proveAllOrders } from "#bin/prove-all-orders.ts";
import type { DevShop } from "#dev-shop/dev-shop.ts";

/** Everything the demo says at its end. */
export type Account = {
  lines: [label: string, value: string][];
  /** What does not hold; empty when all is well. */
  problems: string[];
};

type Sums = { given: bigint; taken: bigint; redeemed: bigint; expired: bigint; adjusted: bigint };

/** Counts what came of a replay, checks the ledger, and compares all orders with the shop's own. */
export async function closeAccount(
  { context, devShop }: { context: AppContext; devShop: DevShop },
  ctx: ShopContext,
): Promise<Account> {
  const problems: string[] = [];
  const ledger = await keepLedgerCheck(ctx);
  if (ledger.differences > 0n) problems.push(`ledger: ${JSON.stringify(ledger.details[0])}`);
  const orders = await proveAllOrders(context, ctx);
  const wrong = orders.findings.map(({ orderId, finding }) => `${orderId} (${finding})`);
  if (wrong.length > 0) problems.push(`orders missed: ${wrong.join(", ")}`);
  if (orders.state === "failed") problems.push(`the comparison of orders failed: ${orders.note}`);
  const inShop = await devShop.store.count("order", {});
  if (BigInt(inShop) !== orders.seen) {
    problems.push(`the shop has ${inShop} orders, ${orders.seen} were compared`);
  }
  const stuck = await countStuck(context);
  if (stuck > 0) problems.push(`${stuck} deliveries or work items could not be done`);
  const codes = await countCodes(ctx);
  const usable = await countUsableCodes(devShop, ctx);
  if (usable > 0) problems.push(`${usable} usable codes without points behind them`);
  return {
    problems,
    lines: [
      ["Orders", `${inShop} in the shop, ${orders.seen - BigInt(wrong.length)} accounted for`],
      ...(await pointLines(ctx)),
      ["Codes made", String(codes.made)],
      ["Codes used", String(codes.used)],
      ...(await memberLines(ctx)),
      [
        "Ledger check",
        `${ledger.checked} members with merged and erased ones, ${ledger.differences} differences`,
      ],
      ["Reconciliation", `${orders.seen} orders, ${wrong.length} differences`],
    ],
  };
}

async function pointLines(ctx: ShopContext): Promise<[string, string][]> {
  // What a merge takes from one member it gives to the other: corrections count as never given.
  const [sums] = await ctx.inTransaction(
    (tx) => tx.$queryRaw<Sums[]>`
      SELECT coalesce(sum(CASE WHEN from_account = 'issued' THEN points
               WHEN to_account = 'issued' AND reason = 'corrected' THEN -points END), 0)::bigint
               AS given,
             coalesce(sum(points) FILTER (WHERE to_account = 'issued' AND reason <> 'corrected'), 0)
               ::bigint AS taken,
             coalesce(sum(CASE 'redeemed' WHEN to_account THEN points
               WHEN from_account THEN -points END), 0)::bigint AS redeemed,
             coalesce(sum(CASE 'expired' WHEN to_account THEN points
               WHEN from_account THEN -points END), 0)::bigint AS expired,
             coalesce(sum(CASE 'adjusted' WHEN from_account THEN points
               WHEN to_account THEN -points END), 0)::bigint AS adjusted
      FROM transfer WHERE shop_id = ${ctx.shopId}`,
  );
  const balances = await ctx.inTransaction((tx) =>
    tx.member.aggregate({
      where: { shopId: ctx.shopId },
      _sum: { pendingPoints: true, availablePoints: true, reservedPoints: true, debtPoints: true },
    }),
  );
  const { pendingPoints, availablePoints, reservedPoints, debtPoints } = balances._sum;
  return [
    ["Points given", String(sums?.given ?? 0)],
    ["Points taken back", String(sums?.taken ?? 0)],
    ["Points by hand", String(sums?.adjusted ?? 0)],
    ["Points pending", String(pendingPoints ?? 0)],
    ["Points available", String(availablePoints ?? 0)],
    ["Points reserved", String(reservedPoints ?? 0)],
    ["Points owed", String(-(debtPoints ?? 0n))],
    ["Points redeemed", String(sums?.redeemed ?? 0)],
    ["Points expired", String(sums?.expired ?? 0)],
  ];
}

async function memberLines(ctx: ShopContext): Promise<[string, string][]> {
  const tiers = await ctx.inTransaction((tx) =>
    tx.member.groupBy({
      by: ["tierId"],
      where: { shopId: ctx.shopId, mergedInto: null },
      _count: true,
      orderBy: { tierId: "asc" },
    }),
  );
  const total = tiers.reduce((count, tier) => count + tier._count, 0);
  const parts = tiers.map(({ tierId, _count }) => `${tierId ?? "no tier"} ${_count}`);
  return [["Members", `${total} (${parts.join(", ")})`]];
}

async function countCodes(ctx: ShopContext): Promise<{ made: number; used: number }> {
  const { shopId } = ctx;
  return ctx.inTransaction(async (tx) => ({
    made: await tx.redemption.count({ where: { shopId } }),
    used: await tx.redemption.count({ where: { shopId, state: "used" } }),
  }));
}

/** Codes that work in the shop although their points went back: there must be none. */
async function countUsableCodes(devShop: DevShop, ctx: ShopContext): Promise<number> {
  const returned = await ctx.inTransaction((tx) =>
    tx.redemption.findMany({
      where: { shopId: ctx.shopId, outcome: "returned" },
      select: { code: true },
    }),
  );
  const keys = returned.map(({ code }) => code.toLowerCase());
  const found = await devShop.store.findByKeys("discount", keys);
  const now = devShop.clock.now().toISOString();
  return [...found.values()].filter(({ endsAt }) => endsAt === null || endsAt > now).length;
}

async function countStuck({ database, clock }: AppContext): Promise<number> {
  const { rows } = await database.pool.query<{ stuck: number }>(
    `SELECT (SELECT count(*) FROM delivery WHERE due_at <= $1)::int
          + (SELECT count(*) FROM work_item WHERE due_at <= $1)::int AS stuck`,
    [clock.now()],
  );
  return rows[0]?.stuck ?? 0;
}
