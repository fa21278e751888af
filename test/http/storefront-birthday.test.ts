import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { aBuyer, type Laurel } from "#test/support/laurel.ts";
import { activity } from "#test/support/activity-facts.ts";
import { aProxy, type Ask } from "#test/support/proxy.ts";

const cake = activity({ id: "cake", kind: "birthday", name: { en: "Birthday" }, waitDays: 30 });

async function aBirthdayShop() {
  const proxy = await aProxy({ activities: [cake] });
  const { id: customer } = await aBuyer(proxy.laurel);
  const tell = (body: object, options: Partial<Ask> = {}) =>
    proxy.ask("POST", "birthday", {
      ...{ customer, body: { request: randomUUID(), ...body } },
      ...options,
    });
  const shown = async (locale = "en") =>
    (await proxy.ask("GET", "panel", { customer, locale })).json["birthday"];
  return { ...proxy, customer, tell, shown };
}

function birthdaysOf({ ctx }: Laurel): Promise<number> {
  return ctx.inTransaction((tx) =>
    tx.memberEvent.count({ where: { shopId: ctx.shopId, kind: "birthday" } }),
  );
}

test("a member tells their birthday, in their language, and may change it", async () => {
  const { tell, shown } = await aBirthdayShop();
  expect(await shown()).toEqual({
    known: null,
    ask: "Tell us your birthday",
    rule:
      "Every year: 20 points. We must have known the date for 30 days by then; otherwise it " +
      "counts from the following year on. That is so after a change, too.",
    month: "",
    day: "",
  });
  expect(await tell({ month: "2", day: "29" })).toMatchObject({
    status: 200,
    json: { ok: true, message: "Thank you. We know your birthday as February 29." },
  });
  expect(await shown()).toMatchObject({ known: "We know it as February 29.", month: "2" });
  const zh = await tell({ month: 12, day: 24 }, { locale: "zh-CN" });
  expect(zh.json["message"]).toBe("谢谢！您的生日已保存为 12月24日。");
  expect(await shown("zh-CN")).toMatchObject({
    known: "您填写的生日是 12月24日。",
    ask: "修改生日",
    rule: "每年生日：20 积分。生日须提前 30 天填写，否则从次年起生效；修改后同样如此。",
  });
});

test("the same request twice tells it once, and for something else it is refused", async () => {
  const { tell, laurel } = await aBirthdayShop();
  const request = randomUUID();
  const twice = [1, 2].map(() => tell({ month: 5, day: 1, request }));
  for (const { status } of await Promise.all(twice)) expect(status).toBe(200);
  expect(await birthdaysOf(laurel)).toBe(1);
  expect((await tell({ month: 5, day: 2, request })).status).toBe(409);
});

test("a day that there is not, or a body that says more, is refused", async () => {
  const { tell, laurel } = await aBirthdayShop();
  expect(await tell({ month: 2, day: 30 })).toMatchObject({
    status: 409,
    json: { ok: false, message: "There is no such day. Please choose another one." },
  });
  const malformed = [
    {},
    { month: 13, day: 1 },
    { month: 1, day: 0 },
    { month: 1.5, day: 1 },
    { month: 1, day: 1, year: 1990 },
    { month: 1, day: 1, request: "again" },
  ];
  for (const body of malformed) expect((await tell(body)).status).toBe(422);
  expect(await birthdaysOf(laurel)).toBe(0);
});

test("only a signed POST with JSON and our header is heard", async () => {
  const { tell, ask, customer, laurel } = await aBirthdayShop();
  const statusOf = async (options: Partial<Ask>) =>
    (await tell({ month: 1, day: 1 }, options)).status;
  expect((await ask("GET", "birthday", { customer })).status).toBe(405);
  expect(await statusOf({ headers: { "content-type": "application/json" } })).toBe(403);
  expect(await statusOf({ headers: { "content-type": "text/plain", "x-laurel": "1" } })).toBe(415);
  expect(await statusOf({ customer: null })).toBe(403);
  expect(await statusOf({ text: "x".repeat(9_000) })).toBe(413);
  expect(await statusOf({ forged: true })).toBe(401);
  expect(await birthdaysOf(laurel)).toBe(0);
});

test("who tells another birthday all the time has to wait for a day", async () => {
  const { tell, laurel } = await aBirthdayShop();
  for (const day of [1, 2, 3, 4, 5]) expect((await tell({ month: 1, day })).status).toBe(200);
  expect(await tell({ month: 1, day: 6 })).toMatchObject({
    status: 429,
    json: { message: "That was too often for one day. Please try again tomorrow." },
  });
  laurel.clock.advance(86_400_001);
  expect((await tell({ month: 1, day: 6 })).status).toBe(200);
});

test("a program that looks at no birthday asks for none, and takes none", async () => {
  const { ask, laurel } = await aProxy();
  const { id: customer } = await aBuyer(laurel);
  expect((await ask("GET", "panel", { customer })).json["birthday"]).toBeNull();
  const body = { month: 1, day: 1, request: randomUUID() };
  expect(await ask("POST", "birthday", { customer, body })).toMatchObject({
    status: 409,
    json: { message: "This shop does not ask for birthdays at the moment." },
  });
});
