import { randomUUID } from "node:crypto";
import type { AppContext } from "#app/context.server.ts";
import type { ShopContext } from "#app/db/context.ts";
import type { Delivery } from "#app/db/inbox.ts";
import { startWorker, type Worker } from "#app/jobs/worker.ts";
import type { Laurel } from "#test/support/laurel.ts";

/** A shop that is told the same as another, in another way, and knows nothing else. */
export type SecondShop = {
  ctx: ShopContext;
  /** Puts deliveries into its inbox. */
  tell(deliveries: Delivery[]): Promise<void>;
};

/** A worker for whom the first shop's store answers whatever any shop asks of Shopify. */
export function startTeller({ context, ctx }: Laurel): Promise<Worker> {
  const told: AppContext = { ...context, gatewayOf: () => context.gatewayOf(ctx.shopId) };
  return startWorker(told, { schedule: false });
}

/** Opens one with the same programs and the same redemptions, which are our own decisions. */
export async function aSecondShop(laurel: Laurel): Promise<SecondShop> {
  const { context } = laurel;
  const domain = `second-${randomUUID()}.myshopify.com`;
  const first = await context.database.prisma.shop.findUniqueOrThrow({
    where: { id: laurel.ctx.shopId },
  });
  const { currency, timeZone, installedAt } = first;
  const { id } = await context.database.prisma.shop.create({
    data: { domain, currency, timeZone, installedAt },
  });
  const ctx = context.shopContext(id, "laurel");
  await copyDecisions(laurel.ctx, ctx);
  return {
    ctx,
    tell: async (deliveries) => {
      for (const delivery of deliveries) {
        await context.keepDelivery({ ...delivery, shopDomain: domain });
      }
    },
  };
}

async function copyDecisions(from: ShopContext, to: ShopContext): Promise<void> {
  const { programs, redemptions } = await from.inTransaction(async (tx) => ({
    programs: await tx.programVersion.findMany({ where: { shopId: from.shopId } }),
    redemptions: await tx.redemption.findMany({ where: { shopId: from.shopId } }),
  }));
  await to.inTransaction(async (tx) => {
    const { shopId } = to;
    await tx.programVersion.createMany({
      data: programs.map((row) => ({ ...row, document: row.document ?? {}, shopId })),
    });
    const members = new Map<string, string>();
    for (const { customerId, reservedAt } of redemptions) {
      if (members.has(customerId)) continue;
      const memberId = randomUUID();
      members.set(customerId, memberId);
      await tx.member.create({ data: { shopId, id: memberId, joinedAt: reservedAt } });
      await tx.alias.create({ data: { shopId, customerId, memberId, since: reservedAt } });
    }
    await tx.redemption.createMany({
      data: redemptions.map((row) => ({
        ...row,
        shopId,
        memberId: members.get(row.customerId) ?? randomUUID(),
        reward: row.reward ?? {},
        takes: row.takes ?? [],
        state: "requested",
        outcome: null,
        endedAt: null,
        orderId: null,
      })),
    });
  });
}

/** What of a shop must not depend on how it was told: by customers, not by our own ids. */
export async function fingerprintOf(ctx: ShopContext) {
  const { shopId } = ctx;
  return ctx.inTransaction(async (tx) => {
    const aliases = await tx.alias.findMany({ where: { shopId }, orderBy: { customerId: "asc" } });
    const members = await tx.member.findMany({ where: { shopId } });
    const lots = await tx.lot.findMany({ where: { shopId }, orderBy: { lot: "asc" } });
    const orders = await tx.orderFact.findMany({ where: { shopId }, orderBy: { orderId: "asc" } });
    const redemptions = await tx.redemption.findMany({ where: { shopId }, orderBy: { id: "asc" } });
    const points = await tx.$queryRaw<{ source: string; points: bigint }[]>`
      SELECT source, sum(CASE WHEN from_account = 'issued' THEN points
                              WHEN to_account = 'issued' THEN -points ELSE 0 END)::bigint AS points
      FROM transfer WHERE shop_id = ${shopId} AND source LIKE 'order:%' GROUP BY 1`;
    const pointsOf = new Map(points.map((row) => [row.source, row.points]));
    const people = Map.groupBy(aliases, ({ memberId }) => memberId);
    const of = (memberId: string | null) =>
      (people.get(memberId ?? "") ?? []).map(({ customerId }) => customerId).join(" ");
    const byPeople = members.map((member) => ({
      customers: of(member.id),
      balances: [
        member.pendingPoints,
        member.availablePoints,
        member.reservedPoints,
        member.debtPoints,
      ].join(" "),
      tier: member.tierId,
      lots: lots
        .filter(({ memberId }) => memberId === member.id)
        .map(({ lot, points, expiresAt }) => `${lot}=${points} ${expiresAt?.toISOString() ?? ""}`),
    }));
    return {
      members: byPeople
        .filter(({ customers }) => customers !== "")
        .sort((one, other) => (one.customers < other.customers ? -1 : 1)),
      orders: orders.map(({ orderId, memberId, deletedAt }) =>
        [
          orderId,
          of(memberId),
          pointsOf.get(`order:${orderId}`) ?? 0n,
          deletedAt ? "deleted" : "",
        ].join("|"),
      ),
      codes: redemptions.map(({ code, orderId, outcome }) => `${code} ${orderId} ${outcome}`),
    };
  });
}
