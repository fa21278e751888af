import { expect, test } from "vitest";
import { rewardsPage } from "#app/queries/rewards-page.ts";
import { storefrontPanel } from "#app/queries/storefront-panel.ts";
import { updateShop } from "#app/db/shops.ts";
import { aShopSelling, reward, someone } from "#test/support/rewards.ts";

const gift = reward({ id: "gift", gives: { kind: "gift-card", amount: "5" } });
const credit = reward({ id: "credit", gives: { kind: "store-credit", amount: "5" } });
const off = reward({ id: "off", gives: { kind: "amount-off", amount: "5" } });

test("what Laurel has no access to give is offered once the merchant allows it", async () => {
  const shop = await aShopSelling(gift, credit, off);
  const { customerId } = await someone(shop);
  const shown = async () => {
    const { rewards } = await storefrontPanel(shop.ctx, { customerId, locale: "en" });
    const page = await rewardsPage(shop.ctx);
    const lacking = page.rewards.filter(({ lacksAccess }) => lacksAccess);
    return [rewards, lacking].map((each) => each.map(({ id }) => id).sort());
  };

  expect(await shown()).toEqual([["off"], ["credit", "gift"]]);
  const scopes = "read_orders,read_gift_cards,write_gift_cards";
  await shop.ctx.inTransaction((tx) => updateShop(tx, shop.ctx.shopId, { scopes }));
  expect(await shown()).toEqual([["gift", "off"], ["credit"]]);
});
