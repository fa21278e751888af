import { expect, test } from "vitest";
import { addMemberEvents } from "#app/db/member-events.ts";
import { findMembership, listMembersOf } from "#app/db/members.ts";
import { lockIntake } from "#app/db/order-facts.ts";
import { closeAccount } from "#app/usecases/close-account.ts";
import { forgetCustomer } from "#app/usecases/forget-customer.ts";
import { mergeMembers } from "#app/usecases/merge-members.ts";
import { byOf } from "#app/usecases/record-member-event.ts";
import { settleMembers } from "#app/usecases/settle-members.ts";
import { welcomeCustomer } from "#app/usecases/welcome-customer.ts";
import { breaks, brokenRounds, standing, together, untilBlocked } from "#test/support/race.ts";
import { aShop, plainStarter, type TestShop } from "#test/support/shop.ts";

const ROUNDS = 40;

async function aWelcomingShop(): Promise<TestShop> {
  const shop = await aShop();
  const gives = { kind: "points" as const, points: 10 };
  const hello = { id: "hello", kind: "signup" as const, name: { en: "Hello" }, gives };
  await shop.publish({ ...plainStarter, activities: [hello] });
  return shop;
}

const pause = () => new Promise((resolve) => setTimeout(resolve, Math.random() * 4));

/** Whether somebody who is welcomed while they become another leaves nothing behind. */
async function leavesNothing(
  shop: TestShop,
  welcome: (customerId: string) => Promise<unknown>,
): Promise<boolean> {
  const { ctx } = shop;
  const [kept, gone] = [await shop.aMember(), await shop.aMember()];
  const wish = { keptId: kept.customerId, goneId: gone.customerId, at: shop.clock.now() };
  await together<unknown>(
    async () => (await pause(), welcome(gone.customerId)),
    async () => (await pause(), ctx.inTransaction((tx) => mergeMembers(tx, ctx, wish))),
  );
  await settleMembers(ctx, [kept.memberId, gone.memberId]);
  return (await standing(shop, gone.memberId)).availablePoints === 0n;
}

test("welcome × merge: nothing stays behind with who has become another", async () => {
  const shop = await aWelcomingShop();
  const welcome = (customerId: string) => welcomeCustomer(shop.ctx, customerId);
  expect(await brokenRounds(ROUNDS, () => leavesNothing(shop, welcome))).toBe(0);
});

test("welcome × merge, without the lock of intake: points stay behind", async () => {
  const shop = await aWelcomingShop();
  const { ctx } = shop;
  const naively = (customerId: string) =>
    ctx.inTransaction(async (tx) => {
      const memberId = (await findMembership(tx, ctx.shopId, customerId))?.memberId ?? "";
      await pause();
      const said = { requestId: `${memberId}:joined`, event: { kind: "joined" as const } };
      const joined = { ...said, id: ctx.newId(), memberId, at: ctx.clock.now() };
      await addMemberEvents(tx, byOf(ctx), [joined]);
    });
  expect(await breaks(() => leavesNothing(shop, naively))).toBe(true);
});

test("first visit × closing: who is being closed as they look in has left", async () => {
  const shop = await aWelcomingShop();
  const { ctx } = shop;
  const guest = await shop.aMember();
  let visit: Promise<unknown> | undefined;
  await ctx.inTransaction(async (tx) => {
    await lockIntake(tx, ctx.shopId);
    visit = welcomeCustomer(ctx, guest.customerId);
    await untilBlocked(shop);
    const wish = { memberId: guest.memberId, note: null, requestId: "close" };
    expect(await closeAccount(ctx, wish)).toEqual({ ok: true });
    shop.clock.set("2026-06-02T12:00:00Z");
  });
  await visit;
  const where = { shopId: ctx.shopId, memberId: guest.memberId };
  const events = await ctx.inTransaction((tx) => tx.memberEvent.findMany({ where }));
  expect(events.map(({ kind }) => kind)).toEqual(["closed"]);
});

let fresh = 900_000;

test("first visit × merge: the two are one member", async () => {
  const shop = await aWelcomingShop();
  const { ctx } = shop;
  const broken = await brokenRounds(ROUNDS, async () => {
    const kept = await shop.aMember();
    const goneId = `gid://shopify/Customer/${(fresh += 1)}`;
    const wish = { keptId: kept.customerId, goneId, at: shop.clock.now() };
    await together<unknown>(
      async () => (await pause(), welcomeCustomer(ctx, goneId)),
      async () => (await pause(), ctx.inTransaction((tx) => mergeMembers(tx, ctx, wish))),
    );
    const owners = await ctx.inTransaction((tx) => listMembersOf(tx, ctx.shopId, [goneId]));
    return owners.get(goneId) === kept.memberId;
  });
  expect(broken).toBe(0);
});

test("first visit × erasure: nobody is brought back", async () => {
  const shop = await aWelcomingShop();
  const { ctx } = shop;
  const broken = await brokenRounds(ROUNDS, async () => {
    const customerId = `gid://shopify/Customer/${(fresh += 1)}`;
    await together<unknown>(
      async () => (await pause(), welcomeCustomer(ctx, customerId)),
      async () => (
        await pause(),
        ctx.inTransaction((tx) => forgetCustomer(tx, ctx, { customerId }))
      ),
    );
    const owners = await ctx.inTransaction((tx) => listMembersOf(tx, ctx.shopId, [customerId]));
    return !owners.has(customerId);
  });
  expect(broken).toBe(0);
});
