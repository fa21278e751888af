import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { anotherShopper, buy } from "#test/support/codes.ts";
import { aBuyer, aProduct, type Laurel } from "#test/support/laurel.ts";
import { standingOf } from "#test/support/loyalty.ts";
import { aProxy, type Ask } from "#test/support/proxy.ts";

const referral = { inviterPoints: 200, friendPoints: 50, minimumOrder: "20", waitDays: 0 };
const NOT_USABLE =
  "This invitation cannot be used. Ask your friend for the code, letter by letter.";

/** Ada has an invitation to give. */
async function anInvitation() {
  const proxy = await aProxy({ referral });
  const { laurel, ask } = proxy;
  const ada = await aBuyer(laurel);
  const invite = (customer: number, options: Partial<Ask> = {}) =>
    ask("POST", "invite", { customer, body: { request: randomUUID() }, ...options });
  const refer = (customer: number, code: string, options: Partial<Ask> = {}) =>
    ask("POST", "refer", { customer, body: { code, request: randomUUID() }, ...options });
  const shown = async (customer: number | null, locale = "en") =>
    (await ask("GET", "panel", { customer, locale })).json;
  const { json } = await invite(ada.id);
  return { ...proxy, ada, code: String(json["code"]), invite, refer, shown };
}

function referralsOf({ ctx }: Laurel): Promise<number> {
  return ctx.inTransaction((tx) =>
    tx.memberEvent.count({ where: { shopId: ctx.shopId, kind: "referred" } }),
  );
}

test("a member gets one link, and the panel keeps it", async () => {
  const { ada, code, invite, shown } = await anInvitation();
  expect(code).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{5}$/);
  expect((await invite(ada.id)).json).toMatchObject({ ok: true, code, link: `/?invite=${code}` });
  expect((await shown(ada.id))["referral"]).toEqual({
    you: "You get 200 points for every friend who comes by your link and orders.",
    friend: "Your friend gets 50 points, once their first order of £20 or more is paid.",
    code,
    link: `/?invite=${code}`,
    linked: true,
    linkless: false,
    came: null,
    enterable: true,
  });
  expect((await shown(null))["referral"]).toBeNull();
});

test("a friend comes by a link, and both get theirs after the first order", async () => {
  const { ada, code, refer, shown, laurel } = await anInvitation();
  expect((await shown(null))["invited"]).toEqual({
    text:
      "A friend invited you. Sign in before your first order: " +
      "you get 50 points once your first order of £20 or more is paid.",
  });
  const bob = await aBuyer(laurel, "Bob");
  expect(await refer(bob.id, `https://shop.example/?utm=x&invite=${code}#top`)).toMatchObject({
    status: 200,
    json: { ok: true, message: "Welcome! Your friend’s invitation is noted." },
  });
  expect((await shown(bob.id, "zh-CN"))["referral"]).toMatchObject({
    enterable: false,
    came: "您由好友邀请加入。您的首单满 £20 付款后，您将获得 50 积分。",
  });
  await buy(laurel, { customerId: bob.id, variantId: await aProduct(laurel, 2_000) });
  await laurel.settleDown();
  expect((await standingOf(laurel, ada.gid))?.available).toBe(200n);
  expect((await standingOf(laurel, bob.gid))?.available).toBe(70n);
  expect((await shown(bob.id))["referral"]).toMatchObject({ came: null, enterable: false });
});

test("the same request twice is one coming, and is answered alike", async () => {
  const { code, ask, laurel } = await anInvitation();
  const { id: customer } = await aBuyer(laurel, "Bob");
  const body = { code: ` ${code.toLowerCase()} `, request: randomUUID() };
  const twice = [1, 2].map(() => ask("POST", "refer", { customer, body }));
  for (const { status } of await Promise.all(twice)) expect(status).toBe(200);
  expect(await referralsOf(laurel)).toBe(1);
});

test("who cannot come by anybody is told why, whatever the code", async () => {
  const { ada, code, refer, invite, laurel } = await anInvitation();
  const bob = await aBuyer(laurel, "Bob");
  const eve = await anotherShopper(laurel, 30);
  const messageOf = async (customer: number, given: string) => {
    const { status, json } = await refer(customer, given);
    expect(status).toBe(409);
    expect(json["final"]).toBe(true);
    return json["message"];
  };
  expect(await messageOf(ada.id, code)).toBe(
    "This is your own invitation. Share it with a friend.",
  );
  const ordered = "Invitations are for people who have not ordered yet.";
  expect(await messageOf(eve.id, code)).toBe(ordered);
  expect(await messageOf(eve.id, "AAAA-BBBB-CCCCC")).toBe(ordered);
  await refer(bob.id, code);
  const another = String((await invite(eve.id)).json["code"]);
  const before = "You have come by an invitation already.";
  expect(await messageOf(bob.id, another)).toBe(before);
  expect(await messageOf(bob.id, "AAAA-BBBB-CCCCC")).toBe(before);
});

test("a code that nobody has and one of the same person's other account are refused alike", async () => {
  const { code, refer, ada, laurel } = await anInvitation();
  const { store, commerce } = laurel.devShop;
  const email = (await store.find("customer", ada.id))?.email ?? "";
  const { id } = await commerce.createCustomer({
    ...{ firstName: "Ada", lastName: "Too", email: email.replace("@", "+2@") },
  });
  await laurel.settleDown();
  const stranger = await aBuyer(laurel, "Bob");
  const answers = [await refer(id, code), await refer(stranger.id, "AAAA-BBBB-CCCCC")];
  for (const { status, json } of answers) {
    expect([status, json]).toEqual([409, { ok: false, message: NOT_USABLE, final: true }]);
  }
});

test("who guesses codes has to wait for a day", async () => {
  const { code, refer, laurel } = await anInvitation();
  const { id } = await aBuyer(laurel, "Bob");
  for (let guess = 10; guess < 20; guess += 1) {
    expect((await refer(id, `AAAA-BBBB-CCC${guess}`)).status).toBe(409);
  }
  const late = await refer(id, code);
  expect([late.status, late.json["final"]]).toEqual([429, undefined]);
  laurel.clock.advance(86_400_001);
  expect((await refer(id, code)).status).toBe(200);
});

test("who tries their own code again and again has to wait, too, before much is kept of it", async () => {
  const { ada, code, refer, laurel } = await anInvitation();
  for (let time = 0; time < 5; time += 1) expect((await refer(ada.id, code)).status).toBe(409);
  expect((await refer(ada.id, code)).status).toBe(429);
  expect(await referralsOf(laurel)).toBe(5);
});

test.each(["invite", "refer"])(
  "only a signed POST with JSON and our header gets to %s",
  async (path) => {
    const { ask, code, laurel } = await anInvitation();
    const { id: customer } = await aBuyer(laurel, "Bob");
    const body = { request: randomUUID(), ...(path === "refer" && { code }) };
    const statusOf = async (options: Partial<Ask>, method = "POST") =>
      (await ask(method, path, { customer, body, ...options })).status;
    expect(await statusOf({}, "GET")).toBe(405);
    expect(await statusOf({ headers: { "content-type": "application/json" } })).toBe(403);
    expect(await statusOf({ headers: { "content-type": "text/plain", "x-laurel": "1" } })).toBe(
      415,
    );
    expect(await statusOf({ customer: null })).toBe(403);
    expect(await statusOf({ text: "x".repeat(9_000) })).toBe(413);
    expect(await statusOf({ body: { ...body, request: "x" } })).toBe(422);
    expect(await statusOf({ body: { ...body, customer: 7 } })).toBe(422);
    expect(await statusOf({ forged: true })).toBe(401);
    expect(await statusOf({})).toBe(200);
  },
);

test("a program without referral gives no links, and takes no codes", async () => {
  const { ask, laurel } = await aProxy();
  const { id: customer } = await aBuyer(laurel);
  const message = "This shop does not reward invitations at the moment.";
  const request = randomUUID();
  const asked = { customer, body: { request } };
  expect((await ask("POST", "invite", asked)).json).toEqual({ ok: false, message });
  const entered = { customer, body: { request, code: "AAAA-BBBB-CCCCC" } };
  expect((await ask("POST", "refer", entered)).json).toEqual({ ok: false, message, final: false });
  const { json } = await ask("GET", "panel", { customer: null });
  expect(json).toMatchObject({ referral: null, invited: null });
});
