import { expect, test } from "vitest";
import { memberTimeline } from "#app/queries/member-timeline.ts";
import { storefrontPanel } from "#app/queries/storefront-panel.ts";
import { settleMembers } from "#app/usecases/settle-members.ts";
import { welcomeCustomer } from "#app/usecases/welcome-customer.ts";
import { aShop, plainStarter } from "#test/support/shop.ts";

const points = (points: number) => ({ kind: "points" as const, points });

test("who joins under two activities for joining sees both, by name", async () => {
  const shop = await aShop();
  await shop.publish({
    ...plainStarter,
    activities: [
      { id: "hello", kind: "signup" as const, name: { en: "Hello" }, gives: points(10) },
      { id: "gift", kind: "signup" as const, name: { en: "A gift" }, gives: points(5) },
    ],
  });
  const { memberId, customerId } = await shop.aMember();
  await welcomeCustomer(shop.ctx, customerId);
  await settleMembers(shop.ctx, [memberId]);

  const { history } = await storefrontPanel(shop.ctx, { customerId, locale: "en" });
  const shown = history.map(({ text, points }) => `${text} ${points}`);
  expect(shown.sort()).toEqual(["A gift +5", "Hello +10"]);
  const { entries } = await shop.ctx.inTransaction((tx) =>
    memberTimeline(tx, shop.ctx.shopId, { memberId, before: null }),
  );
  const names = entries.map(({ source }) => (source.kind === "activity" ? source.name?.en : null));
  expect(names.sort()).toEqual(["A gift", "Hello"]);
});
