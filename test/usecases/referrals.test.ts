import { expect, test } from "vitest";
import type { OrderFacts } from "#app/domain/order-facts.ts";
import { checkLedger } from "#app/usecases/check-ledger.ts";
import { getReferralCode } from "#app/usecases/get-referral-code.ts";
import { mergeMembers } from "#app/usecases/merge-members.ts";
import { referFriend } from "#app/usecases/refer-friend.ts";
import { settleMembers } from "#app/usecases/settle-members.ts";
import { tellInviters } from "#app/usecases/tell-inviters.ts";
import { aRefund, anOrder } from "#test/support/facts.ts";
import { aShop, plainStarter, type TestShop } from "#test/support/shop.ts";

const program = {
  ...plainStarter,
  referral: { inviterPoints: 100, friendPoints: 50, waitDays: 14 },
};

type Person = { memberId: string; customerId: string };
let orders = 0;

/** Ada has invited Bob. */
async function anInvitation() {
  const shop = await aShop();
  await shop.publish(program);
  const [ada, bob] = [await shop.aMember(), await shop.aMember()];
  const code = (await getReferralCode(shop.ctx, ada.memberId)) ?? "";
  const came = { friendId: bob.memberId, code, requestId: "f" };
  expect(await referFriend(shop.ctx, came)).toEqual({ ok: true });
  return { ...shop, ada, bob };
}

/** Does what waits for the drains, until nothing is left that is due. */
async function drain({ ctx, clock }: TestShop): Promise<void> {
  const { shopId } = ctx;
  for (let round = 0; round < 10; round += 1) {
    const due = await ctx.inTransaction(async (tx) => {
      const where = {
        shopId,
        kind: { in: ["settle", "tell-inviter"] },
        dueAt: { lte: clock.now() },
      };
      const items = await tx.workItem.findMany({ where });
      await tx.workItem.deleteMany({ where });
      return items;
    });
    if (due.length === 0) return;
    const of = (kind: string) => due.filter((item) => item.kind === kind).map((i) => i.subject);
    await settleMembers(ctx, of("settle"));
    await tellInviters(ctx, of("tell-inviter"));
  }
  throw new Error("it never comes to rest");
}

async function buy(shop: TestShop, { memberId }: Person, at = shop.clock.now()) {
  orders += 1;
  const placedAt = at.getTime();
  const order = anOrder({ orderId: `gid://shopify/Order/6${orders}`, placedAt });
  await know(shop, memberId, order);
  return order;
}

async function know(shop: TestShop, memberId: string, order: OrderFacts) {
  await shop.keepOrder(memberId, order);
  await settleMembers(shop.ctx, [memberId]);
  await drain(shop);
}

async function pass(shop: TestShop, days: number, people: Person[]) {
  shop.clock.set(new Date(shop.clock.now().getTime() + days * 86_400_000).toISOString());
  await settleMembers(
    shop.ctx,
    people.map(({ memberId }) => memberId),
  );
  await drain(shop);
}

function pointsOf({ ctx }: TestShop, { memberId: id }: Person): Promise<bigint> {
  return ctx.inTransaction(async (tx) => {
    const where = { shopId_id: { shopId: ctx.shopId, id } };
    const member = await tx.member.findUniqueOrThrow({ where });
    return member.availablePoints + member.pendingPoints + member.debtPoints;
  });
}

function toldOf({ ctx }: TestShop, { memberId }: Person) {
  return ctx.inTransaction(async (tx) => {
    const rows = await tx.memberEvent.findMany({
      where: { shopId: ctx.shopId, memberId, kind: "referral" },
      orderBy: [{ recordedAt: "asc" }, { requestId: "asc" }],
    });
    return rows.map(({ data }) => (data as { outcome: string }).outcome);
  });
}

test("the friend's first order brings both their points once it is safe, and only once", async () => {
  const shop = await anInvitation();
  const { ada, bob } = shop;
  await buy(shop, bob);
  await pass(shop, 13, [ada, bob]);
  expect([await pointsOf(shop, ada), await pointsOf(shop, bob)]).toEqual([0n, 100n]);
  await pass(shop, 1, [bob]);
  expect([await pointsOf(shop, ada), await pointsOf(shop, bob)]).toEqual([100n, 150n]);
  await pass(shop, 30, [ada, bob]);
  await tellInviters(shop.ctx, [bob.memberId, ada.memberId]);
  await drain(shop);
  expect(await toldOf(shop, ada)).toEqual(["completed"]);
  expect(await pointsOf(shop, ada)).toBe(100n);
});

test("two workers who tell the inviter at once tell it once", async () => {
  const shop = await anInvitation();
  const { ada, bob } = shop;
  await buy(shop, bob);
  shop.clock.set("2026-04-01T12:00:00Z");
  await Promise.all([1, 2, 3].map(() => tellInviters(shop.ctx, [bob.memberId])));
  expect(await toldOf(shop, ada)).toEqual(["completed"]);
});

test("an order that is taken back takes both sides' points with it", async () => {
  const shop = await anInvitation();
  const { ada, bob } = shop;
  const order = await buy(shop, bob);
  await pass(shop, 20, [bob]);
  expect(await pointsOf(shop, ada)).toBe(100n);
  const lines = [
    { lineId: "gid://shopify/LineItem/1", quantity: -1, netMinor: -10_000n, taxMinor: 0n },
  ];
  const changes = [aRefund({ at: shop.clock.now().getTime(), lines })];
  await know(shop, bob.memberId, { ...order, changes });
  expect([await pointsOf(shop, ada), await pointsOf(shop, bob)]).toEqual([0n, 0n]);
  expect(await toldOf(shop, ada)).toEqual(["completed", "undone"]);
  expect(await checkLedger(shop.ctx)).toMatchObject({ differences: 0n });
});

test("a friend who becomes their inviter has brought nobody", async () => {
  const shop = await anInvitation();
  const { ada, bob } = shop;
  await buy(shop, bob);
  await pass(shop, 20, [ada, bob]);
  const merge = { keptId: ada.customerId, goneId: bob.customerId, at: shop.clock.now() };
  await shop.ctx.inTransaction((tx) => mergeMembers(tx, shop.ctx, merge));
  await drain(shop);
  expect(await toldOf(shop, ada)).toEqual(["completed", "undone"]);
  expect([await pointsOf(shop, ada), await pointsOf(shop, bob)]).toEqual([100n, 0n]);
  expect(await checkLedger(shop.ctx)).toMatchObject({ differences: 0n });
});

test("an inviter who becomes another member keeps what friends brought", async () => {
  const shop = await anInvitation();
  const { ada, bob } = shop;
  const eve = await shop.aMember();
  await buy(shop, bob);
  const merge = { keptId: eve.customerId, goneId: ada.customerId, at: shop.clock.now() };
  await shop.ctx.inTransaction((tx) => mergeMembers(tx, shop.ctx, merge));
  await drain(shop);
  await pass(shop, 20, [bob]);
  expect([await pointsOf(shop, ada), await pointsOf(shop, eve)]).toEqual([0n, 100n]);
});

test("a friend who becomes another member brings the inviter theirs once", async () => {
  const shop = await anInvitation();
  const { ada, bob } = shop;
  const eve = await shop.aMember();
  await buy(shop, bob);
  await pass(shop, 20, [bob]);
  const merge = { keptId: eve.customerId, goneId: bob.customerId, at: shop.clock.now() };
  await shop.ctx.inTransaction((tx) => mergeMembers(tx, shop.ctx, merge));
  await drain(shop);
  expect([await pointsOf(shop, ada), await pointsOf(shop, eve)]).toEqual([100n, 150n]);
});

test("who followed a link, bought, and was only then known, has come by it", async () => {
  const shop = await anInvitation();
  const { ada } = shop;
  const code = (await getReferralCode(shop.ctx, ada.memberId)) ?? "";
  const [eve, dan] = [await shop.aMember(), await shop.aMember()];
  shop.clock.set("2026-03-03T12:00:00Z");
  const bought = new Date("2026-03-02T10:00:00Z");
  const [before, after] = [new Date("2026-03-02T09:00:00Z"), new Date("2026-03-02T11:00:00Z")];
  for (const friend of [eve, dan]) await buy(shop, friend, bought);
  const come = ({ memberId: friendId }: Person, cameAt: Date) =>
    referFriend(shop.ctx, { friendId, code, requestId: `f${cameAt.getTime()}`, cameAt });

  const tomorrow = new Date("2026-03-04T12:00:00Z");
  expect(await come(eve, tomorrow)).toEqual({ ok: false, reason: "in-future" });
  expect(await come(eve, before)).toEqual({ ok: true });
  expect(await come(dan, after)).toEqual({ ok: false, reason: "has-ordered" });
  await pass(shop, 20, [eve, dan]);
  expect([await pointsOf(shop, eve), await pointsOf(shop, dan)]).toEqual([150n, 100n]);
  expect(await toldOf(shop, ada)).toEqual(["completed"]);
  expect(await checkLedger(shop.ctx)).toMatchObject({ differences: 0n });
});
