import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { forgetCustomer } from "#app/usecases/forget-customer.ts";
import { aBuyer, type Laurel } from "#test/support/laurel.ts";
import { anotherShopper } from "#test/support/codes.ts";
import { aProxy, OURS, type Ask } from "#test/support/proxy.ts";

test("a visitor sees the rewards and nobody's points", async () => {
  const { ask } = await aProxy();
  const { status, json, headers } = await ask("GET", "panel", { customer: null });
  expect(status).toBe(200);
  expect(headers.get("cache-control")).toBe("no-store");
  expect(json).toMatchObject({ member: null, codes: [], history: [] });
  expect(json["rewards"]).toHaveLength(3);
  expect(json["rewards"]).toContainEqual(
    expect.objectContaining({ id: "five-off", cost: "100 points", affordable: false }),
  );
});

test("a customer becomes a member at the first visit, once however often they come", async () => {
  const { ask, laurel } = await aProxy();
  const { id, gid } = await aBuyer(laurel);
  const visits = [1, 2, 3, 4].map(() => ask("GET", "panel", { customer: id }));
  for (const { json } of await Promise.all(visits)) {
    expect(json["member"]).toMatchObject({ points: "0", unit: "points", tier: null });
  }
  const members = await laurel.ctx.inTransaction((tx) =>
    tx.alias.count({ where: { shopId: laurel.ctx.shopId, customerId: gid } }),
  );
  expect(members).toBe(1);
});

test("what the panel says is in the shopper's language, with points and days written out", async () => {
  const { ask, laurel } = await aProxy();
  const ada = await anotherShopper(laurel, 1250);
  const en = await ask("GET", "panel", { customer: ada.id });
  expect(en.json["member"]).toMatchObject({
    points: "1,250",
    announce: "You now have 1,250 points.",
  });
  expect(en.json["history"]).toEqual([
    expect.objectContaining({ text: "Order #1001", points: "+1,250", on: "Jun 1, 2026" }),
  ]);
  const zh = await ask("GET", "panel", { customer: ada.id, locale: "zh-TW" });
  expect(zh.json["member"]).toMatchObject({ unit: "积分", announce: "您现在有 1,250 积分。" });
  expect(zh.json["history"]).toEqual([
    expect.objectContaining({ text: "订单 #1001", on: "2026年6月1日" }),
  ]);
});

test("a redemption takes points and becomes a code; the same request again is the same code", async () => {
  const { ask, laurel } = await aProxy();
  const ada = await anotherShopper(laurel, 250);
  const wish = { reward: "five-off", request: randomUUID() };
  const answers = await Promise.all(
    [1, 2, 3].map(() => ask("POST", "redeem", { customer: ada.id, body: wish })),
  );
  const [first] = answers;
  expect(first?.json).toMatchObject({ ok: true, usable: false });
  expect(new Set(answers.map(({ json }) => json["id"]))).toEqual(new Set([first?.json["id"]]));

  await laurel.worker.idle();
  const id = String(first?.json["id"]);
  const { json } = await ask("GET", "redemption", { customer: ada.id, id });
  expect(json).toMatchObject({ id, state: "active", usable: true, code: first?.json["code"] });
  expect(json["link"]).toBe(`/discount/${String(json["code"])}?redirect=/`);
  const panel = await ask("GET", "panel", { customer: ada.id });
  expect(panel.json["member"]).toMatchObject({ points: "150" });
  expect(panel.json["codes"]).toEqual([expect.objectContaining({ id, code: json["code"] })]);
});

test("while Shopify throttles, a redemption is answered at once and completes by itself", async () => {
  const { ask, laurel } = await aProxy();
  const ada = await anotherShopper(laurel, 250);
  laurel.devShop.faults.next({ kind: "throttled", times: 8 });
  const body = { reward: "five-off", request: randomUUID() };
  const answer = await ask("POST", "redeem", { customer: ada.id, body });
  expect(answer.json).toMatchObject({ ok: true, waiting: true, usable: false });

  await laurel.worker.idle();
  const id = String(answer.json["id"]);
  const meanwhile = await ask("GET", "redemption", { customer: ada.id, id });
  expect(meanwhile.json).toMatchObject({ waiting: true, usable: false, code: null });

  laurel.devShop.faults.clear();
  laurel.clock.advance(60_000);
  await laurel.worker.idle();
  const later = await ask("GET", "redemption", { customer: ada.id, id });
  expect(later.json).toMatchObject({ state: "active", code: answer.json["code"] });
});

test("who has too few points is told how many are missing", async () => {
  const { ask, laurel } = await aProxy();
  const ada = await anotherShopper(laurel, 60);
  const body = { reward: "five-off", request: randomUUID() };
  const { status, json } = await ask("POST", "redeem", { customer: ada.id, body });
  expect(status).toBe(409);
  expect(json).toEqual({ ok: false, message: "You are 40 points short for this reward." });
  const gone = { reward: "no-such", request: randomUUID() };
  expect(await ask("POST", "redeem", { customer: ada.id, body: gone })).toMatchObject({
    status: 409,
    json: { message: "This reward is no longer offered." },
  });
});

test("another customer's redemption is not there, and their request id gives nothing away", async () => {
  const { ask, laurel } = await aProxy();
  const ada = await anotherShopper(laurel, 200);
  const eve = await anotherShopper(laurel, 200);
  const body = { reward: "five-off", request: randomUUID() };
  const hers = await ask("POST", "redeem", { customer: ada.id, body });
  const id = String(hers.json["id"]);
  expect((await ask("GET", "redemption", { customer: eve.id, id })).status).toBe(404);
  expect((await ask("GET", "redemption", { customer: null, id })).status).toBe(404);
  expect((await ask("GET", "redemption", { customer: ada.id, id: "1' or 1=1" })).status).toBe(404);
  const again = await ask("POST", "redeem", { customer: eve.id, body });
  expect(again.json["id"]).not.toBe(id);
});

test("only a signed POST with JSON and our header redeems", async () => {
  const { ask, laurel, url } = await aProxy();
  const ada = await anotherShopper(laurel, 500);
  const customer = ada.id;
  const body = { reward: "five-off", request: randomUUID() };
  const statusOf = async (options: Partial<Ask>, method = "POST") =>
    (await ask(method, "redeem", { customer, body, ...options })).status;

  expect(await statusOf({}, "GET")).toBe(405);
  expect(await statusOf({ headers: { "content-type": "application/json" } })).toBe(403);
  expect(await statusOf({ headers: { "content-type": "text/plain", "x-laurel": "1" } })).toBe(415);
  expect(await statusOf({ customer: null })).toBe(403);
  expect(await statusOf({ body: { ...body, reward: "x".repeat(9_000) } })).toBe(413);
  expect(await statusOf({ body: { reward: "five-off" } })).toBe(422);
  expect(await statusOf({ body: { ...body, customer: 7 } })).toBe(422);
  expect(await statusOf({ text: "{" })).toBe(422);
  expect(await statusOf({ forged: true })).toBe(401);
  const unsigned = await fetch(`${url}/proxy/redeem`, {
    method: "POST",
    headers: OURS,
    body: JSON.stringify(body),
  });
  expect(unsigned.status).toBe(401);
  expect(await redemptionsOf(laurel)).toBe(0);
  expect(await statusOf({})).toBe(200);
});

test("who redeems faster than people do has to wait, but may ask again for what was lost", async () => {
  const { ask, laurel } = await aProxy();
  const ada = await anotherShopper(laurel, 2_000);
  const redeem = (request: string) =>
    ask("POST", "redeem", { customer: ada.id, body: { reward: "five-off", request } });
  const requests = [1, 2, 3, 4, 5].map(() => randomUUID());
  for (const request of requests) expect((await redeem(request)).status).toBe(200);
  expect((await redeem(randomUUID())).status).toBe(429);
  expect((await redeem(requests[4] ?? "")).status).toBe(200);
  laurel.clock.advance(60_001);
  expect((await redeem(randomUUID())).status).toBe(200);
});

test("an erased customer is answered like a visitor, and does not come back", async () => {
  const { ask, laurel } = await aProxy();
  const ada = await anotherShopper(laurel, 200);
  await laurel.ctx.inTransaction((tx) => forgetCustomer(tx, laurel.ctx, { customerId: ada.gid }));
  expect((await ask("GET", "panel", { customer: ada.id })).json).toMatchObject({
    member: null,
    codes: [],
    history: [],
  });
  const body = { reward: "five-off", request: randomUUID() };
  expect((await ask("POST", "redeem", { customer: ada.id, body })).status).toBe(409);
});

function redemptionsOf({ ctx }: Laurel): Promise<number> {
  return ctx.inTransaction((tx) => tx.redemption.count({ where: { shopId: ctx.shopId } }));
}
