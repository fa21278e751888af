import { expect, test } from "vitest";
import { settleForDecision } from "#app/usecases/settle-for-decision.ts";
import { findMemberOfCustomer } from "#app/db/members.ts";
import { aBuyer, aLaurel, type Laurel } from "#test/support/laurel.ts";
import { publishStarter } from "#test/support/loyalty.ts";
import { plainStarter } from "#test/support/shop.ts";

const program = {
  ...plainStarter,
  earning: {
    ...plainStarter.earning,
    rules: [
      {
        id: "vip",
        name: { en: "VIP" },
        when: { kind: "customer-tag" as const, in: ["VIP"] },
        gives: { kind: "fixed" as const, points: 10 },
      },
    ],
  },
};

async function tagsOf({ ctx }: Laurel, customerId: string): Promise<string[]> {
  const state = await ctx.inTransaction(async (tx) => {
    const memberId = await findMemberOfCustomer(tx, ctx.shopId, customerId);
    if (memberId === null) return undefined;
    return (await settleForDecision(tx, ctx, memberId))?.state;
  });
  return [...(state?.traits.tags ?? [])];
}

async function eventsKept({ ctx }: Laurel): Promise<number> {
  return ctx.inTransaction((tx) => tx.memberEvent.count({ where: { shopId: ctx.shopId } }));
}

test("tags that the program names come and go with the customer's; others are not kept", async () => {
  const laurel = await aLaurel();
  await laurel.settleDown();
  await publishStarter(laurel, program);
  const ada = await aBuyer(laurel);
  const { commerce } = laurel.devShop;
  await commerce.updateCustomer(ada.id, { tags: ["Vip", "left-handed"] });
  await laurel.settleDown();
  expect(await tagsOf(laurel, ada.gid)).toEqual(["vip"]);

  await commerce.updateCustomer(ada.id, { tags: ["Vip"] });
  await laurel.settleDown();
  expect(await eventsKept(laurel)).toBe(1);

  laurel.clock.advance(60_000);
  await commerce.updateCustomer(ada.id, { tags: [] });
  await laurel.settleDown();
  expect(await tagsOf(laurel, ada.gid)).toEqual([]);
});

test("the same news twice, late or turned around, comes to the same tags", async () => {
  const laurel = await aLaurel();
  await laurel.settleDown();
  await publishStarter(laurel, program);
  const ada = await aBuyer(laurel);
  const { commerce } = laurel.devShop;
  await commerce.updateCustomer(ada.id, { tags: ["vip"] });
  laurel.clock.advance(60_000);
  await commerce.updateCustomer(ada.id, { tags: [] });
  laurel.clock.advance(60_000);
  await commerce.updateCustomer(ada.id, { tags: ["vip"] });
  await laurel.deliver();
  await laurel.settleDown();
  const told = laurel.received.filter(({ topic }) => topic.startsWith("customer.tags"));
  expect(told).toHaveLength(3);
  for (const delivery of told.reverse()) {
    await laurel.context.keepDelivery({ ...delivery, webhookId: `again-${delivery.webhookId}` });
  }
  await laurel.settleDown();
  expect(await eventsKept(laurel)).toBe(3);
  expect(await tagsOf(laurel, ada.gid)).toEqual(["vip"]);
});
