import { expect, test } from "vitest";
import { findMemberOfCustomer } from "#app/db/members.ts";
import { noteTraits } from "#app/usecases/note-traits.ts";
import { settleForDecision } from "#app/usecases/settle-for-decision.ts";
import { aBuyer, aLaurel, type Laurel } from "#test/support/laurel.ts";
import { publishStarter } from "#test/support/loyalty.ts";
import { plainStarter } from "#test/support/shop.ts";

const HOUR = 3_600_000;

function programFor(segmentId: string) {
  const rule = { name: { en: "A rule" }, gives: { kind: "fixed" as const, points: 10 } };
  return {
    ...plainStarter,
    earning: {
      ...plainStarter.earning,
      rules: [
        { ...rule, id: "vip", when: { kind: "customer-tag" as const, in: ["VIP"] } },
        { ...rule, id: "loud", when: { kind: "segment" as const, in: [segmentId] } },
      ],
    },
  };
}

/** A segment of the dev shop: customers with the tag "loud". */
async function aSegment({ devShop, clock }: Laurel): Promise<string> {
  const id = devShop.store.ids.next("other");
  const stamp = clock.now().toISOString();
  const query = "customer_tags CONTAINS 'loud'";
  const segment = { id, createdAt: stamp, updatedAt: stamp, name: "Loud", query };
  await devShop.store.put("segment", segment);
  return `gid://shopify/Segment/${id}`;
}

async function traitsOf({ ctx }: Laurel, customerId: string) {
  const traits = await ctx.inTransaction(async (tx) => {
    const memberId = await findMemberOfCustomer(tx, ctx.shopId, customerId);
    if (memberId === null) return undefined;
    return (await settleForDecision(tx, ctx, memberId))?.state.traits;
  });
  return { tags: [...(traits?.tags ?? [])], segments: [...(traits?.segments ?? [])] };
}

function eventsKept({ ctx }: Laurel): Promise<number> {
  return ctx.inTransaction((tx) => tx.memberEvent.count({ where: { shopId: ctx.shopId } }));
}

test("tags of before and segments are found, kept once, and follow what changes", async () => {
  const laurel = await aLaurel();
  await laurel.settleDown();
  const { commerce } = laurel.devShop;
  const [ada, bob] = [await aBuyer(laurel, "Ada"), await aBuyer(laurel, "Bob")];
  await commerce.updateCustomer(ada.id, { tags: ["Vip", "loud"] });
  await commerce.updateCustomer(bob.id, { tags: ["vip-to-be"] });
  await laurel.settleDown();
  const segmentId = await aSegment(laurel);
  await publishStarter(laurel, programFor(segmentId));
  expect(await traitsOf(laurel, ada.gid)).toEqual({ tags: [], segments: [] });

  await laurel.worker.runNow("note-traits");
  expect(await traitsOf(laurel, ada.gid)).toEqual({ tags: ["vip"], segments: [segmentId] });
  expect(await traitsOf(laurel, bob.gid)).toEqual({ tags: [], segments: [] });
  expect(await eventsKept(laurel)).toBe(2);
  laurel.clock.advance(2 * HOUR);
  await laurel.worker.runNow("note-traits");
  expect(await eventsKept(laurel)).toBe(2);

  // Of this the webhooks never told.
  laurel.devShop.webhooks.hold();
  await commerce.updateCustomer(ada.id, { tags: [] });
  await laurel.worker.runNow("note-traits");
  expect(await traitsOf(laurel, ada.gid)).toEqual({ tags: [], segments: [] });
});

test("what a webhook told a moment ago is not undone by a search that is behind", async () => {
  const laurel = await aLaurel();
  await laurel.settleDown();
  const { commerce } = laurel.devShop;
  const ada = await aBuyer(laurel);
  await publishStarter(laurel, programFor(await aSegment(laurel)));
  await commerce.updateCustomer(ada.id, { tags: ["vip"] });
  await laurel.settleDown();
  const behind = { listTaggedCustomers: nobody, listSegmentMembers: nobody };
  const look = () => noteTraits(laurel.ctx, () => Promise.resolve(behind));
  expect(await look()).toBe(0);
  expect((await traitsOf(laurel, ada.gid)).tags).toEqual(["vip"]);
  laurel.clock.advance(2 * HOUR);
  expect(await look()).toBe(1);
  expect((await traitsOf(laurel, ada.gid)).tags).toEqual([]);
});

test("a shop whose programs name neither asks Shopify nothing", async () => {
  const laurel = await aLaurel();
  await laurel.settleDown();
  await publishStarter(laurel);
  const ask = () => Promise.reject(new Error("nobody should ask"));
  expect(await noteTraits(laurel.ctx, ask)).toBe(0);
});

const nobody = () => Promise.resolve([]);
