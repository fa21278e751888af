import { expect, test } from "vitest";
import { ShopifyUnavailable } from "#app/shopify/errors.ts";
import type { ShopifyGateway } from "#app/shopify/gateway.ts";
import { adjustPoints } from "#app/usecases/adjust-points.ts";
import { drainDeliveries } from "#app/usecases/drain-deliveries.ts";
import { drainWork } from "#app/usecases/drain-work.ts";
import { aShopper, buy } from "#test/support/codes.ts";
import { aLaurel, aProduct } from "#test/support/laurel.ts";

const MINUTE = 60_000;

/** A member with 100 points, and work that is only done when the test says so. */
async function aMember() {
  const laurel = await aLaurel();
  const { id, memberId, gid } = await aShopper(laurel, 100);
  await laurel.stopWorker();
  const { context, clock, ctx, devShop } = laurel;
  const gateway = await context.gatewayOf(ctx.shopId);
  return {
    ...{ laurel, id, clock, gateway },
    earn: async (points: bigint) => {
      clock.advance(5000);
      const wish = { memberId, points, note: "", requestId: `a${points}` };
      expect(await adjustPoints(ctx, wish)).toMatchObject({ ok: true });
    },
    work: async (kind: "settle" | "sync" | "sync-again", by: ShopifyGateway = gateway) => {
      await drainWork({ ...context, gatewayOf: async () => by }, kind);
    },
    /** What the theme prints. */
    points: async () => {
      const { items } = await devShop.store.list("metafield", { owner: gid, limit: 10 });
      const value = items.find(({ key }) => key === "loyalty")?.value ?? "{}";
      return (JSON.parse(value) as { points: number }).points;
    },
  };
}

/** A member whose value is on its way to Shopify, where it is to arrive much later. */
async function aLateValue({ mayArrive }: { mayArrive: boolean }) {
  const member = await aMember();
  const { gateway, work, earn } = member;
  let written = 0;
  const underWay: Parameters<ShopifyGateway["writeMemberMetafields"]>[0][] = [];
  const late: ShopifyGateway = {
    ...gateway,
    writeMemberMetafields: async (values) => {
      underWay.push(values);
      throw new ShopifyUnavailable("No answer", 2000, { mayArrive });
    },
  };
  const counting: ShopifyGateway = {
    ...gateway,
    writeMemberMetafields: async (values) => {
      written += 1;
      return gateway.writeMemberMetafields(values);
    },
  };
  const again = async () => {
    for (const kind of ["sync-again", "sync"] as const) await work(kind, counting);
  };
  await earn(10n);
  await work("sync", late);
  await earn(5n);
  await again();
  const arrive = async () => {
    for (const values of underWay) await gateway.writeMemberMetafields(values);
  };
  return { ...member, again, arrive, written: () => written };
}

test("a value that arrives after a newer one is written over once no more can arrive", async () => {
  const value = await aLateValue({ mayArrive: true });
  expect(await value.points()).toBe(115);
  await value.arrive();
  expect(await value.points()).toBe(110);
  value.clock.advance(9 * MINUTE);
  await value.again();
  expect(value.written()).toBe(1);
  value.clock.advance(MINUTE);
  await value.again();
  expect(await value.points()).toBe(115);
  expect(value.written()).toBe(2);
});

test("what Shopify has answered needs no second look", async () => {
  const value = await aLateValue({ mayArrive: false });
  expect(await value.points()).toBe(115);
  value.clock.advance(60 * MINUTE);
  await value.again();
  expect(value.written()).toBe(1);
});

test("of an order that is refunded before anybody settled it, nothing stays told", async () => {
  const { laurel, id, clock, earn, work, points } = await aMember();
  const { context, devShop } = laurel;
  await earn(10n);
  const variantId = await aProduct(laurel, 2000);
  const order = await buy(laurel, { customerId: id, variantId });
  await laurel.deliver();
  await drainDeliveries(context);
  await work("sync");
  expect(await points()).toBe(130);
  const lines = order.lines.map(({ id: lineId, quantity }) => ({ lineId, quantity }));
  await devShop.commerce.refund({ orderId: order.id, lines });
  await laurel.deliver();
  await drainDeliveries(context);
  await work("settle");
  await work("sync");
  clock.advance(MINUTE);
  await work("sync");
  expect(await points()).toBe(110);
});
