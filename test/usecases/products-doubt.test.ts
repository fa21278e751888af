import { expect, test } from "vitest";
import { getShop } from "#app/db/shops.ts";
import type { ProgramDocument } from "#app/domain/program/document.ts";
import type { CatalogEntry, ShopifyGateway } from "#app/shopify/gateway.ts";
import { fetchProducts } from "#app/usecases/fetch-products.ts";
import { keepOrders } from "#app/usecases/keep-orders.ts";
import { recordDeliveries } from "#app/usecases/record-deliveries.ts";
import { saveDraft } from "#app/usecases/save-draft.ts";
import { aLine, anOrder, on } from "#test/support/facts.ts";
import { aShop, plainStarter } from "#test/support/shop.ts";

const productId = "gid://shopify/Product/1";
const tea = { productId, title: "Tea", tags: [], collections: [], type: "" };
type Excluded = Partial<ProgramDocument["earning"]["exclude"]>;

function without(excluded: Excluded): ProgramDocument {
  const { earning } = plainStarter;
  return { ...plainStarter, earning: { ...earning, exclude: { ...earning.exclude, ...excluded } } };
}

/** A shop with one product, which messages tell of and orders sell. */
async function aTeaShop() {
  const shop = await aShop();
  const { ctx } = shop;
  const { customerId } = await shop.aMember();
  const row = await ctx.inTransaction((tx) => getShop(tx, ctx.shopId));
  let [told, sold] = [0, 0];
  const tell = (tags: string[]) => {
    told += 1;
    const key = { shopDomain: shop.domain, triggeredOn: "2026-03-01", webhookId: `w${told}` };
    const event = { kind: "product" as const, productId, title: "Tea", tags, type: "" };
    return recordDeliveries(ctx, { shop: row, told: [{ key, at: shop.clock.now(), event }] });
  };
  /** What an order placed now is pinned to, while Shopify answers so. */
  const sell = async (now: CatalogEntry, meanwhile = async () => {}) => {
    sold += 1;
    const orderId = `gid://shopify/Order/${sold}`;
    const lines = [aLine({ productId })];
    const facts = anOrder({ orderId, customerId, placedAt: on("2026-03-01T12:30"), lines });
    await ctx.inTransaction((tx) =>
      keepOrders(tx, ctx, [{ facts, complete: true, authoritative: false }]),
    );
    let asked = 0;
    const listProducts = async () => {
      asked += 1;
      await meanwhile();
      return [now];
    };
    await fetchProducts(ctx, { listProducts } as unknown as ShopifyGateway, [orderId]);
    const where = { shopId_orderId: { shopId: ctx.shopId, orderId } };
    const order = await ctx.inTransaction((tx) => tx.orderFact.findUniqueOrThrow({ where }));
    return { pin: (order.pins as Record<string, unknown>)[productId], asked };
  };
  const draft = (document: ProgramDocument, revision: number) =>
    saveDraft(ctx, { document, revision });
  return { ...shop, tell, sell, draft };
}

const pinned = { tags: [], collections: [], type: "" };

test("an old message that comes last is not what the next order is pinned to", async () => {
  const shop = await aTeaShop();
  await shop.publish(without({ tags: ["no-points"] }));
  const tagged = { ...tea, tags: ["no-points"] };
  expect(await shop.sell(tea)).toEqual({ pin: pinned, asked: 1 });
  await shop.tell(["no-points"]);
  await shop.tell([]);
  expect(await shop.sell(tagged)).toEqual({ pin: { ...pinned, tags: ["no-points"] }, asked: 1 });
});

test("a message that says what is known has nothing asked, where none looks at collections", async () => {
  const shop = await aTeaShop();
  await shop.publish(without({ tags: ["no-points"] }));
  expect(await shop.sell(tea)).toEqual({ pin: pinned, asked: 1 });
  await shop.tell([]);
  expect(await shop.sell(tea)).toEqual({ pin: pinned, asked: 0 });
});

test("a change of which the message was lost counts for orders that come a day later", async () => {
  const shop = await aTeaShop();
  await shop.publish(without({ tags: ["no-points"] }));
  const tagged = { ...tea, tags: ["no-points"] };
  expect(await shop.sell(tea)).toEqual({ pin: pinned, asked: 1 });
  shop.clock.set("2026-03-02T11:59:59Z");
  expect(await shop.sell(tagged)).toEqual({ pin: pinned, asked: 0 });
  shop.clock.set("2026-03-02T12:00:00Z");
  expect(await shop.sell(tagged)).toEqual({ pin: { ...pinned, tags: ["no-points"] }, asked: 1 });
});

test("a product that changed while no program looked at it is asked for again", async () => {
  const shop = await aTeaShop();
  await shop.draft(without({ tags: ["no-points"] }), 0);
  expect(await shop.sell(tea)).toEqual({ pin: pinned, asked: 1 });
  await shop.draft(plainStarter, 1);
  await shop.tell(["no-points"]);
  await shop.draft(without({ tags: ["no-points"] }), 2);
  const tagged = { ...tea, tags: ["no-points"] };
  expect(await shop.sell(tagged)).toEqual({ pin: { ...pinned, tags: ["no-points"] }, asked: 1 });
});

test("collections that change while they are asked for are asked for again", async () => {
  const shop = await aTeaShop();
  await shop.publish(without({ collections: ["gid://shopify/Collection/1"] }));
  await shop.tell([]);
  // Shopify has answered; on the way the product comes into a collection, and that is told.
  await shop.sell(tea, () => shop.tell([]));
  const listed = { ...tea, collections: ["gid://shopify/Collection/1"] };
  const pin = { ...pinned, collections: ["gid://shopify/Collection/1"] };
  expect(await shop.sell(listed)).toEqual({ pin, asked: 1 });
});
