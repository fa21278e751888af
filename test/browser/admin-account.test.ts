import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { serverOf } from "#bin/postgres.ts";
import { publishProgram } from "#app/usecases/publish-program.ts";
import { openAdminShop, type AdminShop } from "#test/browser/admin-shop.ts";
import { withPage } from "#test/support/browser.ts";

let shop: AdminShop;

beforeAll(async () => {
  const postgres = serverOf(inject("postgresUrl"));
  shop = await openAdminShop(postgres, `${inject("databasePrefix")}account`);
  // Installing left the first draft.
  const published = await publishProgram(shop.ctx, { revision: 1 });
  if (!published.ok) throw new Error(published.reason);
});
afterAll(() => shop.stop());

test("staff closes an account, told what ends with it, and opens it again", async () => {
  const { memberId, customerId } = await shop.buys("Ada Lovelace", [12_500, 9_000]);
  await shop.redeems(memberId, customerId, "five-off");
  await withPage({}, async ({ page, screenshot, expectAccessible }) => {
    await page.goto(`${shop.local.adminUrl}/app/members/${memberId}/account`);
    const app = page.frameLocator("iframe");
    const press = async (question: RegExp, button: string) => {
      await app.getByRole("button", { name: button, exact: true }).click();
      const dialog = app.getByRole("dialog", { name: question });
      await dialog.getByRole("button", { name: button, exact: true }).click();
      await app.getByRole("heading", { level: 1, name: "Ada Lovelace" }).waitFor();
    };
    await app.getByText("165 points expire, those that are on their way included.").waitFor();
    await app.getByText("1 reward stays open. If its points come back, they expire.").waitFor();
    await app.getByLabel("Reason").fill("She asked for it");
    await expectAccessible();
    await screenshot("admin-account-close");
    await press(/Close the account of Ada Lovelace/, "Close the account");

    await app.getByText(/^This account was closed on /).waitFor();
    await page.getByText("Account closed").waitFor();
    expect(await page.getByText("Account open again").count()).toBe(0);
    await app.getByText(/Reason: She asked for it/).waitFor();
    await app.getByText("Ended with the account").first().waitFor();
    expect(await app.getByRole("link", { name: "Adjust points" }).count()).toBe(0);
    await expectAccessible();
    await screenshot("admin-account-closed");

    // Nobody leaves and comes back at one moment.
    shop.local.devShop.clock.advance(60_000);
    await app.getByRole("link", { name: "Open the account again" }).click();
    await app.getByText(/Points, tier and streaks of before do not come back/).waitFor();
    await press(/Open the account of Ada Lovelace again/, "Open again");
    await app.getByRole("link", { name: "Adjust points" }).waitFor();
    expect(await app.getByText(/^This account was closed on /).count()).toBe(0);
  });
});
