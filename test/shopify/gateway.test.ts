import { expect, test } from "vitest";
import { anInstalledLaurel } from "#test/shopify/a-laurel.ts";

test("the shop is known by name, currency, time zone and granted scopes", async () => {
  const { gateway, devShop } = await anInstalledLaurel();
  const shop = await gateway.getShop();
  expect(shop).toMatchObject({
    shopifyId: `gid://shopify/Shop/${devShop.shop.id}`,
    name: "Dev Shop",
    currency: "GBP",
    timeZone: "Europe/London",
  });
  expect(shop.grantedScopes).toContain("write_discounts");
});
