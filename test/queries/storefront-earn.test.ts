import { expect, onTestFinished, test } from "vitest";
import type { ProgramInput } from "#app/domain/program/document.ts";
import { storefrontPanel } from "#app/queries/storefront-panel.ts";
import type { StorefrontLocale } from "#app/texts/storefront.ts";
import { recordActivity } from "#app/usecases/record-activity.ts";
import { settleMembers } from "#app/usecases/settle-members.ts";
import { activity } from "#test/support/activity-facts.ts";
import { testDatabase } from "#test/support/database.ts";
import { anOrder } from "#test/support/facts.ts";
import { recordStatements } from "#test/support/recorded-statements.ts";
import { aShop, plainStarter, type TestShop } from "#test/support/shop.ts";

const gold = { kind: "tier" as const, in: ["gold"] };
const idOf = (name: string) => name.toLowerCase().replaceAll(" ", "-");
const rule = (name: string, rest: object) => ({
  ...{ id: idOf(name), name: { en: name }, gives: { kind: "fixed" as const, points: 50 } },
  ...rest,
});

async function aShopWith(program: Partial<ProgramInput>) {
  const shop = await aShop();
  await shop.publish({ ...plainStarter, ...program });
  const ada = await shop.aMember();
  return { shop, ada };
}

/** What is told of how to earn: a line each. */
async function earnOf(
  { ctx }: TestShop,
  customerId: string | null,
  locale: StorefrontLocale = "en",
): Promise<string[]> {
  const { earn } = await storefrontPanel(ctx, { customerId, locale });
  return earn.map(({ name, gives, detail, done }) =>
    [name, gives, detail, done].filter((part) => part !== null).join(" | "),
  );
}

async function buy({ shop, ada }: Awaited<ReturnType<typeof aShopWith>>) {
  const placedAt = shop.clock.now().getTime();
  const order = anOrder({ orderId: `gid://shopify/Order/${Math.random()}`, placedAt });
  await shop.keepOrder(ada.memberId, order);
  await settleMembers(shop.ctx, [ada.memberId]);
}

test("the rate is told with what it asks and when its points can be spent, in both languages", async () => {
  const { shop } = await aShopWith({
    earning: {
      ...plainStarter.earning,
      points: "2",
      minimumOrder: "20",
      hold: { days: 14, after: "payment" },
      exclude: { ...plainStarter.earning.exclude, tags: ["secret-sale"] },
      caps: [{ per: "day", points: 500 }],
    },
  });
  expect(await earnOf(shop, null)).toEqual([
    "Place an order | 2 points per $1 | For orders from $20. Some products earn nothing. " +
      "To spend 14 days after payment. At most 500 points per day",
  ]);
  expect(await earnOf(shop, null, "zh-CN")).toEqual([
    "下单购物 | 每 $1 得 2 积分 | 订单满 $20。部分商品不获得积分。付款 14 天后可用。每天最多 500 积分",
  ]);
});

test("members are told what is for them; nobody is promised what needs more than they have", async () => {
  const { shop, ada } = await aShopWith({
    earning: {
      ...plainStarter.earning,
      rules: [
        rule("First order", { when: { kind: "order-number", to: 1 } }),
        rule("Gold only", { when: gold }),
        rule("Wednesdays", { when: { kind: "weekday", in: ["wed"] } }),
        rule("Secret", { when: { kind: "discount-code", in: ["HUSH10"] } }),
        rule("In stores", { when: { kind: "channel", in: ["pos"] } }),
        rule("Teas", { lines: { kind: "collection", in: ["gid://shopify/Collection/77"] } }),
      ],
    },
    tiers: {
      measure: "orders",
      window: { kind: "lifetime" },
      levels: [{ id: "gold", name: { en: "Gold" }, threshold: "1", multiplier: "2" }],
    },
    activities: [
      activity({ id: "hello", kind: "signup" }),
      activity({ id: "talk", kind: "event", when: gold }),
    ],
  });
  const everyone = [
    "Wednesdays | 50 points more | Only on Wednesdays",
    "In stores | 50 points more | For certain orders only",
    "Teas | 50 points more | On selected products",
  ];
  expect(await earnOf(shop, null)).toEqual([
    "Place an order | 1 point per $1",
    "First order | 50 points more | Only on the first order",
    ...everyone,
    "hello | 20 points",
  ]);
  expect(await earnOf(shop, ada.customerId)).toEqual([
    "Place an order | 1 point per $1",
    "First order | 50 points more | Only on the first order",
    ...everyone,
  ]);
  await buy({ shop, ada });
  expect(await earnOf(shop, ada.customerId)).toEqual([
    "Place an order | 1 point per $1 | Gold: points ×2",
    "Gold only | 50 points more",
    ...everyone,
    "talk | 20 points",
  ]);
});

test("campaigns are told while they run, with their end", async () => {
  const days = (id: string, from: string, until: string) => ({
    ...{ id, name: { en: id }, from, until },
    rules: [rule(`More ${id}`, { gives: { kind: "multiplier", factor: "2" } })],
    budgetPoints: 1000,
  });
  const { shop, ada } = await aShopWith({
    activities: [activity({ id: "review", kind: "review" })],
    campaigns: [
      days("over", "2026-01-01", "2026-02-28"),
      days("now", "2026-03-01", "2026-03-07"),
      days("soon", "2026-03-02", "2026-03-07"),
      { id: "deeds", name: { en: "Busy week" }, activities: { factor: "3", only: ["review"] } },
      {
        ...days("some", "2026-03-01", "2026-03-07"),
        audience: { kind: "customer-tag", in: ["x"] },
      },
    ],
  });
  expect(await earnOf(shop, ada.customerId)).toEqual([
    "Place an order | 1 point per $1",
    "More now | ×2 points | Until Mar 7, 2026. While the points set aside for it last",
    "Busy week | ×3 points | “review”",
    "review | 20 points",
  ]);
});

test("activities say what they take, and that nothing more comes of them for now", async () => {
  const { shop, ada } = await aShopWith({
    activities: [
      activity({ id: "news", kind: "newsletter", limits: [{ per: "lifetime", times: 1 }] }),
      activity({ id: "visit", kind: "visit", limits: [{ per: "day", times: 1 }] }),
      activity({ id: "cake", kind: "birthday", waitDays: 30 }),
      activity({ id: "quiz", kind: "survey", unlockedBy: "news" }),
      activity({
        ...{ id: "three", kind: "challenge", of: { kind: "orders" }, target: "1" },
        within: { kind: "period", per: "month" },
        gives: { kind: "multiplier", factor: "2", days: 7 },
      }),
    ],
    referral: {
      inviterPoints: 100,
      friendPoints: 50,
      minimumOrder: "20",
      waitDays: 14,
      limits: [{ per: "year", times: 10 }],
    },
  });
  const before = await earnOf(shop, ada.customerId);
  expect(before).toEqual([
    "Place an order | 1 point per $1",
    "news | 20 points | At most once in all",
    "visit | 20 points | At most once per day",
    "cake | 20 points | On every birthday. The date must have been known for 30 days",
    "quiz | 20 points | Only after “news”",
    "three | ×2 points for 7 days | For 1 order within a month",
    "Refer a friend | 100 points | " +
      "Your friend gets 50 points, 14 days after their first order of $20 or more is paid. At most 10 times per year",
  ]);
  for (const name of ["news", "visit"]) {
    const report = { memberId: ada.memberId, activity: name, subject: null, requestId: name };
    expect(await recordActivity(shop.ctx, report)).toMatchObject({ ok: true });
  }
  await buy({ shop, ada });
  const after = await earnOf(shop, ada.customerId);
  expect(after.filter((line) => !before.includes(line))).toEqual([
    "news | 20 points | At most once in all | Done",
    "visit | 20 points | At most once per day | Done for today",
    "quiz | 20 points",
    "three | ×2 points for 7 days | For 1 order within a month | Done for this month",
  ]);
  shop.clock.set("2026-04-02T12:00:00Z");
  expect((await earnOf(shop, ada.customerId)).filter((line) => / Done/.test(line))).toEqual([
    "news | 20 points | At most once in all | Done",
  ]);
});

test("done for a month is not done for the quarter that began on the same day", async () => {
  const three = (per: string) =>
    activity({
      ...{ id: "three", kind: "challenge", of: { kind: "orders" }, target: "1" },
      within: { kind: "period", per },
    });
  const { shop, ada } = await aShopWith({ activities: [three("month")] });
  shop.clock.set("2026-04-02T12:00:00Z");
  await buy({ shop, ada });
  expect((await earnOf(shop, ada.customerId)).at(-1)).toMatch(/Done for this month$/);
  shop.clock.set("2026-04-03T12:00:00Z");
  await shop.publish({ ...plainStarter, activities: [three("quarter")] });
  expect((await earnOf(shop, ada.customerId)).at(-1)).not.toMatch(/Done/);
});

test("birthdays, activities and campaigns cost the panel no query, a referral one", async () => {
  const { appUrl } = await testDatabase();
  const statementsOf = async (program: Partial<ProgramInput>) => {
    const { shop, ada } = await aShopWith(program);
    const recorded = recordStatements(new URL(appUrl).pathname.slice(1));
    onTestFinished(recorded.stop);
    await storefrontPanel(shop.ctx, { customerId: ada.customerId, locale: "en" });
    recorded.stop();
    return recorded.texts();
  };
  const plain = await statementsOf({});
  const rich = await statementsOf({
    activities: [activity({ id: "cake", kind: "birthday" }), activity({ id: "r", kind: "review" })],
    campaigns: [{ id: "more", name: { en: "More" }, rules: [rule("Extra", {})] }],
  });
  expect(rich).toEqual(plain);
  const referral = { inviterPoints: 100, friendPoints: 50 };
  expect(await statementsOf({ referral })).toHaveLength(plain.length + 1);
});
