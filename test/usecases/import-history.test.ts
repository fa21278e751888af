import { expect, test } from "vitest";
import { publishProgram } from "#app/usecases/publish-program.ts";
import { grantScopes } from "#dev-shop/auth/installation.ts";
import { bulkOperationsDone } from "#dev-shop/graphql/bulk/run.ts";
import { buy } from "#test/support/codes.ts";
import { aBuyer, aLaurel, aProduct, type Laurel } from "#test/support/laurel.ts";
import { standingOf } from "#test/support/loyalty.ts";

const DAY_MS = 86_400_000;

/** A shop with an order of a hundred days ago and one of ten, which installs the app today. */
async function aShopWithHistory() {
  const laurel = await aLaurel({ worker: false, history: true });
  const { devShop, clock } = laurel;
  devShop.webhooks.set({ drops: 1 });
  const ada = await aBuyer(laurel);
  const variantId = await aProduct(laurel, 1000);
  await buy(laurel, { customerId: ada.id, variantId, quantity: 3 });
  clock.advance(90 * DAY_MS);
  await buy(laurel, { customerId: ada.id, variantId, quantity: 2 });
  clock.advance(10 * DAY_MS);
  await laurel.deliver();
  devShop.webhooks.set({ drops: 0 });
  const data = { installedAt: clock.now() };
  await laurel.context.database.prisma.shop.update({ where: { id: laurel.ctx.shopId }, data });
  return { laurel, ada, variantId };
}

/** Lets the worker follow the export that is under way. */
async function follow(laurel: Laurel): Promise<void> {
  await laurel.settleDown();
  await bulkOperationsDone(laurel.devShop);
  laurel.clock.advance(60_000);
  await laurel.worker.idle();
  await laurel.settleDown();
}

function runs({ ctx }: Laurel) {
  const { shopId } = ctx;
  return ctx.inTransaction((tx) =>
    tx.orderComparison.findMany({ where: { shopId }, orderBy: { number: "asc" } }),
  );
}

async function publish({ ctx }: Laurel, since: string | null) {
  const { shopId } = ctx;
  const draft = await ctx.inTransaction((tx) =>
    tx.programDraft.findUniqueOrThrow({ where: { shopId } }),
  );
  const published = await publishProgram(ctx, { revision: draft.revision, since });
  expect(published).toEqual({ ok: true, version: 1 });
}

test("a new installation brings in what Shopify shows of the past, and older orders once it may", async () => {
  const { laurel, ada, variantId } = await aShopWithHistory();
  await follow(laurel);
  const found = { kind: "import", state: "done", missed: 0n, unlisted: 0n };
  expect(await runs(laurel)).toMatchObject([{ ...found, seen: 1n, imported: 1n }]);

  await grantScopes(laurel.devShop, ["read_all_orders"]);
  await follow(laurel);
  const all = { ...found, seen: 2n, imported: 1n };
  expect(await runs(laurel)).toMatchObject([{ number: 1 }, all]);
  await laurel.worker.runNow("refresh-shops");
  await follow(laurel);
  expect(await runs(laurel)).toHaveLength(2);

  await publish(laurel, null);
  await laurel.settleDown();
  expect(await standingOf(laurel, ada.gid)).toMatchObject({ available: 0n });
  laurel.clock.advance(1000);
  await buy(laurel, { customerId: ada.id, variantId });
  await laurel.settleDown();
  expect(await standingOf(laurel, ada.gid)).toMatchObject({ available: 10n });
});

test("older orders that Shopify shows while the first import is under way come in with it", async () => {
  const { laurel } = await aShopWithHistory();
  await laurel.settleDown();
  await bulkOperationsDone(laurel.devShop);
  expect(await runs(laurel)).toMatchObject([{ state: "exporting" }]);
  await grantScopes(laurel.devShop, ["read_all_orders"]);
  await follow(laurel);
  await follow(laurel);
  expect(await runs(laurel)).toMatchObject([{ state: "done", seen: 2n, imported: 2n }]);
});

test("the past gives points from the day on that the merchant chooses", async () => {
  const { laurel, ada } = await aShopWithHistory();
  await follow(laurel);
  await grantScopes(laurel.devShop, ["read_all_orders"]);
  await follow(laurel);
  // Published at a moment of its own: programs are kept per process, by their time.
  laurel.clock.advance(7_777);
  const since = new Date(laurel.clock.now().getTime() - 30 * DAY_MS).toISOString().slice(0, 10);
  await publish(laurel, since);
  await laurel.settleDown();
  expect(await standingOf(laurel, ada.gid)).toMatchObject({ available: 20n });
});
