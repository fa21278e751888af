import { expect, test } from "vitest";
import { findMemberOfCustomer } from "#app/db/members.ts";
import { closeAccount } from "#app/usecases/close-account.ts";
import { aStorefrontShop } from "#test/browser/storefront-shop.ts";
import { withPage } from "#test/support/browser.ts";

test("who has left sees that they have, and nothing that they cannot have", async () => {
  const { laurel, customerId, open } = await aStorefrontShop();
  const gid = `gid://shopify/Customer/${String(customerId)}`;
  const { ctx } = laurel;
  const memberId = await ctx.inTransaction((tx) => findMemberOfCustomer(tx, ctx.shopId, gid));
  laurel.clock.advance(60_000);
  await closeAccount(ctx, { memberId: memberId ?? "", note: null, requestId: "left" });
  await laurel.settleDown();
  await withPage({}, async ({ page, screenshot, expectAccessible }) => {
    await open(page);
    await page
      .getByRole("button", { name: /Rewards/ })
      .first()
      .click();
    const panel = page.getByRole("dialog", { name: /Rewards/ });
    await panel.getByText("Your account in this program is closed.").waitFor();
    expect(await panel.getByRole("button", { name: "Redeem" }).count()).toBe(0);
    await expectAccessible();
    await screenshot("storefront-left");
  });
});
