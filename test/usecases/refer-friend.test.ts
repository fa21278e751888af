import { expect, test } from "vitest";
import { getReferralCode } from "#app/usecases/get-referral-code.ts";
import { referFriend } from "#app/usecases/refer-friend.ts";
import { anOrder } from "#test/support/facts.ts";
import { aShop, plainStarter, type TestShop } from "#test/support/shop.ts";

const program = { ...plainStarter, referral: { inviterPoints: 100, friendPoints: 50 } };

async function aProgramShop() {
  const shop = await aShop();
  await shop.publish(program);
  return { ...shop, ...(await shop.aMember()) };
}

async function eventsOf({ ctx }: TestShop, memberId: string) {
  const where = { shopId: ctx.shopId, memberId };
  return ctx.inTransaction((tx) =>
    tx.memberEvent.findMany({ where, select: { kind: true, data: true } }),
  );
}

test("a friend comes by a code once, and what does not count is kept with its reason", async () => {
  const shop = await aProgramShop();
  const code = (await getReferralCode(shop.ctx, shop.memberId)) ?? "";
  expect(await getReferralCode(shop.ctx, shop.memberId)).toBe(code);
  const friend = await shop.aMember();
  const come = (friendId: string, requestId: string, by = code) =>
    referFriend(shop.ctx, { friendId, code: by, requestId });

  expect(await come(friend.memberId, "f0", "ZZZZ-ZZZZ-ZZZZZ")).toEqual({
    ok: false,
    reason: "unknown-code",
  });
  expect(await come(friend.memberId, "f1", ` ${code.toLowerCase()}`)).toEqual({ ok: true });
  expect(await come(friend.memberId, "f1")).toEqual({ ok: true });
  const again = { ok: false, reason: "already-referred" };
  expect(await come(friend.memberId, "f2")).toEqual(again);
  expect(await come(friend.memberId, "f2")).toEqual(again);
  expect(await come(shop.memberId, "f1")).toEqual({ ok: false, reason: "self" });

  const known = await shop.aMember();
  await shop.keepOrder(known.memberId, { ...anOrder(), orderId: `gid://shopify/Order/${code}` });
  expect(await come(known.memberId, "f1")).toEqual({ ok: false, reason: "has-ordered" });
  expect(await eventsOf(shop, known.memberId)).toMatchObject([
    { kind: "referred", data: { inviterId: shop.memberId, refused: "has-ordered" } },
  ]);
});

test("a friend with the inviter's address is the inviter", async () => {
  const shop = await aProgramShop();
  const friend = await shop.aMember();
  const { shopId } = shop.ctx;
  await shop.ctx.inTransaction(async (tx) => {
    const call = (id: string, email: string) =>
      tx.member.update({ where: { shopId_id: { shopId, id } }, data: { email } });
    await call(shop.memberId, "Ada.Lovelace@gmail.com");
    await call(friend.memberId, "adalovelace+two@googlemail.com");
  });
  const code = (await getReferralCode(shop.ctx, shop.memberId)) ?? "";
  const wish = { friendId: friend.memberId, code, requestId: "f1" };
  expect(await referFriend(shop.ctx, wish)).toEqual({ ok: false, reason: "same-address" });
});

test("a friend invited twice at the same moment has come by one of both", async () => {
  const shop = await aProgramShop();
  const other = await shop.aMember();
  const friend = await shop.aMember();
  const codes = [
    await getReferralCode(shop.ctx, shop.memberId),
    await getReferralCode(shop.ctx, other.memberId),
  ];
  const results = await Promise.all(
    codes.map((code, index) =>
      referFriend(shop.ctx, {
        friendId: friend.memberId,
        code: code ?? "",
        requestId: `f${index}`,
      }),
    ),
  );
  expect(results.filter(({ ok }) => ok)).toHaveLength(1);
  expect(results.filter(({ ok }) => !ok)).toEqual([{ ok: false, reason: "already-referred" }]);
});
