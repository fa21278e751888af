import { expect, test } from "vitest";
import type { OrderFacts } from "#app/domain/order-facts.ts";
import { keepOrders } from "#app/usecases/keep-orders.ts";
import { anOrder, aRefund, on } from "#test/support/facts.ts";
import { aShop } from "#test/support/shop.ts";

test("only what counts anew asks for settling; everything that is told is kept", async () => {
  const shop = await aShop();
  const { customerId } = await shop.aMember();
  const learn = learner(shop);
  const order = anOrder({ customerId, placedAt: on("2026-03-01"), paidAt: null });
  const told = (facts: Partial<OrderFacts>) => learn({ ...order, ...facts });

  expect(await told({})).toMatchObject({ asked: true, updatedAt: on("2026-03-01") });
  const later = { updatedAt: on("2026-03-02"), pinnedAt: on("2026-03-02") };
  expect(await told(later)).toMatchObject({ asked: false, updatedAt: on("2026-03-02") });
  expect(await told(later)).toMatchObject({ asked: false, updatedAt: on("2026-03-02") });
  const paid = { paidAt: on("2026-03-04"), updatedAt: on("2026-03-04") };
  expect(await told(paid)).toMatchObject({ asked: true, updatedAt: on("2026-03-04") });
  const earlier = { paidAt: on("2026-03-03"), updatedAt: on("2026-03-03") };
  expect(await told(earlier)).toMatchObject({ asked: true, updatedAt: on("2026-03-04") });
  const again = { ...paid, updatedAt: on("2026-03-05") };
  expect(await told(again)).toMatchObject({ asked: false, updatedAt: on("2026-03-05") });
  const refunded = { ...paid, updatedAt: on("2026-03-10"), changes: [aRefund()] };
  expect(await told(refunded)).toMatchObject({ asked: true, updatedAt: on("2026-03-10") });
  const cancelled = { ...refunded, updatedAt: on("2026-03-11"), cancelledAt: on("2026-03-11") };
  expect(await told(cancelled)).toMatchObject({ asked: true, updatedAt: on("2026-03-11") });
});

test("an order that is given to somebody else settles both, though nothing else changed", async () => {
  const shop = await aShop();
  const [one, other] = [await shop.aMember(), await shop.aMember()];
  const learn = learner(shop);
  await learn(anOrder({ customerId: one.customerId }));
  const given = anOrder({ customerId: other.customerId, updatedAt: on("2026-03-02") });
  expect(await learn(given)).toMatchObject({ asked: true });
  const { database, ctx } = shop;
  const { rows } = await database.pool.query<{ subject: string }>(
    "SELECT subject FROM work_item WHERE shop_id = $1 AND kind = 'settle'",
    [ctx.shopId],
  );
  expect(rows.map(({ subject }) => subject).sort()).toEqual([one.memberId, other.memberId].sort());
});

test("an order stays with who has it now when old news names who had it then", async () => {
  const shop = await aShop();
  const [gone, kept] = [await shop.aMember(), await shop.aMember()];
  const learn = learner(shop);
  const paid = { customerId: gone.customerId, paidAt: on("2026-03-02") };
  const now = { customerId: kept.customerId, paidAt: on("2026-03-03") };
  await learn(anOrder({ ...now, updatedAt: on("2026-03-03") }));
  expect(await learn(anOrder({ ...paid, updatedAt: on("2026-03-02") }))).toMatchObject({
    memberId: kept.memberId,
    updatedAt: on("2026-03-03"),
  });
});

/** Keeps an order as a webhook told it; says whether that asked for settling, and what is kept. */
function learner({ ctx, database }: Awaited<ReturnType<typeof aShop>>) {
  const asks = async () => {
    const { rows } = await database.pool.query<{ version: string }>(
      "SELECT version FROM work_item WHERE shop_id = $1 AND kind = 'settle' ORDER BY subject",
      [ctx.shopId],
    );
    return rows.map(({ version }) => version).join();
  };
  return async (facts: OrderFacts) => {
    const before = await asks();
    const learned = [{ facts, complete: true, authoritative: false }];
    const kept = await ctx.inTransaction(async (tx) => {
      await keepOrders(tx, ctx, learned);
      const where = { shopId_orderId: { shopId: ctx.shopId, orderId: facts.orderId } };
      return tx.orderFact.findUniqueOrThrow({ where });
    });
    const { memberId, updatedAt } = kept;
    return { asked: (await asks()) !== before, memberId, updatedAt: updatedAt.getTime() };
  };
}
