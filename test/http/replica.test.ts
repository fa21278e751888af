import { randomUUID } from "node:crypto";
import { expect, onTestFinished, test } from "vitest";
import { openDatabase } from "#app/db/database.server.ts";
import { ensureMembers } from "#app/db/members.ts";
import { answerStorefront } from "#app/http/storefront.ts";
import { adjustPoints } from "#app/usecases/adjust-points.ts";
import { limitGuesses } from "#app/usecases/limit-guesses.ts";
import { redeemReward } from "#app/usecases/redeem-reward.ts";
import { welcomeCustomer } from "#app/usecases/welcome-customer.ts";
import { testDatabase } from "#test/support/database.ts";
import { aShop, plainStarter, type TestShop } from "#test/support/shop.ts";

const CUSTOMER = "gid://shopify/Customer/7";

test("what is shown is read on the replica, where nothing can be written", async () => {
  const { ctx } = await aShop();
  const { appUrl } = await testDatabase();
  const database = await aDatabase(named(appUrl, "laurel-copy"));
  expect(await whereAmI(database.readInShop, ctx.shopId)).toEqual({
    name: "laurel-copy",
    readOnly: "on",
    shop: ctx.shopId.toString(),
  });
  expect(await whereAmI(database.inShop, ctx.shopId)).toMatchObject({ readOnly: "off" });
  await expect(
    database.readInShop(ctx.shopId, (tx) => ensureMembers(tx, ctx, [CUSTOMER])),
  ).rejects.toThrow(/read-only/);
});

test("while the replica does not answer, the original does", async () => {
  const { ctx } = await aShop();
  const { appUrl } = await testDatabase();
  const nowhere = new URL(appUrl);
  nowhere.port = "1";
  const database = await aDatabase(nowhere.toString());
  expect(await whereAmI(database.readInShop, ctx.shopId)).toMatchObject({ readOnly: "off" });
});

test("a transaction that had failed is told of, not taken for done", async () => {
  const { ctx, database } = await aShop();
  const swallowing = database.inShop(ctx.shopId, async (tx) => {
    await tx.$executeRaw`SELECT 1 / 0`.catch(() => undefined);
  });
  await expect(swallowing).rejects.toThrow("the transaction had failed");
});

test("right after a redemption the panel shows what the original says", async () => {
  const [now, before] = [await aShopWith(500n), await aShopWith(300n)];
  const app = {
    shopContext: () => now.ctx,
    readContext: () => before.ctx,
    redeem: redeemReward,
    guesses: limitGuesses(now.clock),
  };
  const pointsOf = async (query: string) => {
    const { body } = await answerStorefront(app, aVisit(query));
    return body;
  };
  expect(await pointsOf("locale=en")).toMatchObject({ json: { member: { points: "300" } } });
  expect(await pointsOf("fresh=1")).toMatchObject({ json: { member: { points: "500" } } });
});

async function aShopWith(points: bigint): Promise<TestShop> {
  const shop = await aShop();
  await shop.publish(plainStarter);
  const memberId = await welcomeCustomer(shop.ctx, CUSTOMER);
  const gift = { memberId: memberId ?? "", points, note: "A gift", requestId: randomUUID() };
  await adjustPoints(shop.ctx, gift);
  return shop;
}

function aVisit(query: string) {
  return {
    method: "GET",
    path: "/proxy/panel",
    query: new URLSearchParams(query),
    headers: {},
    readBody: () => Promise.resolve(null),
    caller: { shopId: 1n, domain: "shop.myshopify.com", customerId: CUSTOMER, pathPrefix: "" },
  };
}

async function aDatabase(replicaUrl: string) {
  const { appUrl } = await testDatabase();
  const database = openDatabase(appUrl, { connections: 2, replicaUrl });
  onTestFinished(() => database.close());
  return database;
}

function named(appUrl: string, name: string): string {
  const url = new URL(appUrl);
  url.searchParams.set("application_name", name);
  return url.toString();
}

async function whereAmI(
  inShop: Awaited<ReturnType<typeof aDatabase>>["inShop"],
  shopId: bigint,
): Promise<unknown> {
  const rows = await inShop(
    shopId,
    (tx) => tx.$queryRaw<object[]>`
      SELECT current_setting('application_name') AS name,
        current_setting('transaction_read_only') AS "readOnly",
        current_setting('laurel.shop_id') AS shop`,
  );
  return rows[0];
}
