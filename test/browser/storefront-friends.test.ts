import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { aStorefrontShop, type StorefrontShop } from "#test/browser/storefront-shop.ts";
import { withPage } from "#test/support/browser.ts";
import { buy } from "#test/support/codes.ts";
import { aBuyer, aProduct } from "#test/support/laurel.ts";
import { publishStarter, standingOf } from "#test/support/loyalty.ts";
import { activity } from "#test/support/activity-facts.ts";
import { plainStarter } from "#test/support/shop.ts";

const launcher = (page: Page) => page.locator(".laurel-launcher");
const section = (page: Page, name: string) => page.getByRole("region", { name, exact: true });

/** The shop of the panel, where birthdays and friends count. */
async function aShopOfFriends(): Promise<StorefrontShop> {
  const shop = await aStorefrontShop();
  shop.laurel.clock.advance(60_000);
  await publishStarter(shop.laurel, {
    ...plainStarter,
    activities: [
      activity({
        ...{ id: "cake", kind: "birthday", waitDays: 30 },
        name: { en: "Birthday gift", "zh-CN": "生日礼" },
      }),
    ],
    referral: { inviterPoints: 200, friendPoints: 50 },
  });
  await shop.laurel.settleDown();
  return shop;
}

async function linkOf(page: Page): Promise<string> {
  await launcher(page).click();
  await section(page, "Refer a friend").getByRole("button", { name: "Get your link" }).click();
  const link = page.getByRole("textbox", { name: "Your link" });
  await link.waitFor();
  return link.inputValue();
}

/** Somebody with an account who has not ordered, signed in by the link of the shop. */
async function signIn(page: Page, shop: StorefrontShop, customerId: number): Promise<void> {
  await page.goto(`${shop.url}/dev/sign-in?customer=${customerId}&return_to=/`);
}

test("by keyboard alone a member tells their birthday, is asked whether it is right, and changes it", async () => {
  const shop = await aShopOfFriends();
  await withPage({}, async ({ page, expectAccessible, screenshot }) => {
    await shop.open(page);
    await launcher(page).click();
    const birthday = section(page, "Birthday");
    await birthday.getByText("We must have known the date for 30 days").waitFor();
    await birthday.getByText("Tell us your birthday").focus();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    await page.keyboard.type("February");
    await page.keyboard.press("Tab");
    const day = birthday.getByLabel("Day");
    expect(await day.locator("option:enabled").count()).toBe(30); // With “Choose”.
    await page.keyboard.type("29");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await birthday.getByText("Is this your birthday?").waitFor();
    await expectAccessible(".laurel-panel");
    await screenshot("storefront-birthday-sure");
    await page.keyboard.press("Enter"); // The question has the focus on its answer.

    await birthday.getByText("We know it as February 29.").waitFor();
    await page.getByRole("status").getByText("Thank you. We know your birthday").waitFor();
    const heading = birthday.getByRole("heading");
    expect(await heading.evaluate((text) => text === document.activeElement)).toBe(true);

    await birthday.getByText("Change it").click();
    expect(await day.inputValue()).toBe("29");
    await birthday.getByLabel("Month").selectOption("June");
    await day.selectOption("30");
    await birthday.getByRole("button", { name: "Save", exact: true }).click();
    await birthday.getByRole("button", { name: "Not now" }).click();
    await birthday.getByRole("button", { name: "Save", exact: true }).click();
    await birthday.getByRole("button", { name: "Yes, save it" }).click();
    await birthday.getByText("We know it as June 30.").waitFor();
  });
});

test("a member gets a link once, copies it, and finds it again", async () => {
  const shop = await aShopOfFriends();
  await withPage({}, async ({ page, context, expectAccessible, screenshot }) => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await shop.open(page);
    const link = await linkOf(page);
    expect(link).toMatch(`${shop.url}/?invite=`);
    await page.getByRole("button", { name: "Copy your link" }).click();
    await page.getByRole("button", { name: "Copied" }).waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(link);
    await expectAccessible(".laurel-panel");
    await screenshot("storefront-friends");
    await page.reload();
    await launcher(page).click();
    const again = page.getByRole("textbox", { name: "Your link" });
    await again.waitFor();
    expect(await again.inputValue()).toBe(link);
  });
});

test("where the device can share, the link is handed to it", async () => {
  const shop = await aShopOfFriends();
  await withPage({ device: "phone" }, async ({ page }) => {
    await page.addInitScript(() => {
      const share = (shared: object) => Promise.resolve(Object.assign(globalThis, { shared }));
      Object.defineProperty(navigator, "share", { value: share });
    });
    await shop.open(page);
    const url = await linkOf(page);
    await page.getByRole("button", { name: "Share your link" }).click();
    expect(await page.evaluate(() => Reflect.get(globalThis, "shared") as unknown)).toEqual({
      url,
    });
  });
});

test("a friend comes by a link, signs in later, and both get theirs after the first order", async () => {
  const shop = await aShopOfFriends();
  const { laurel } = shop;
  const bob = await aBuyer(laurel, "Bob");
  let link = "";
  await withPage({}, async ({ page }) => {
    await shop.open(page);
    link = await linkOf(page);
  });
  await withPage({}, async ({ page, expectAccessible, screenshot }) => {
    await page.goto(link);
    await page.getByText("A friend invited you. See what you get.").waitFor();
    expect(page.url()).toBe(`${shop.url}/`);
    await expectAccessible();
    await screenshot("storefront-invited");
    await page.goto(`${shop.url}/cart`);
    await launcher(page).click();
    await page.getByRole("dialog").getByText("you get 50 points once your first order").waitFor();
    await screenshot("storefront-invited-panel");

    await signIn(page, shop, bob.id);
    await page.getByText("Your friend’s invitation is noted.").waitFor();
    await launcher(page).click();
    await page.getByText("You came by a friend’s invitation.").waitFor();
    expect(await page.getByText("Have an invitation code?").isVisible()).toBe(false);
    await page.reload();
    expect(await page.locator(".laurel-note").textContent()).toBe("");
  });
  const variantId = await aProduct(laurel, 2_000);
  await buy(laurel, { customerId: bob.id, variantId });
  await laurel.settleDown();
  expect((await standingOf(laurel, bob.gid))?.available).toBe(70n);
  const ada = `gid://shopify/Customer/${shop.customerId}`;
  expect((await standingOf(laurel, ada))?.available).toBe(550n);
});

test("a code typed by hand is taken, or refused where it stands", async () => {
  const shop = await aShopOfFriends();
  const bob = await aBuyer(shop.laurel, "Bob");
  let link = "";
  await withPage({ expectedErrors: [/409/] }, async ({ page }) => {
    await shop.open(page);
    link = await linkOf(page);
    await page.goto(link);
    await page.getByText("This is your own invitation. Share it with a friend.").waitFor();
  });
  await withPage({ expectedErrors: [/409/] }, async ({ page }) => {
    await signIn(page, shop, bob.id);
    await launcher(page).click();
    await page.getByText("Have an invitation code?").click();
    const code = page.getByLabel("Code, or the link you were sent");
    await code.fill("AAAA-BBBB-CCCCC");
    await page.keyboard.press("Enter");
    const refused = page.locator(".laurel-refused:visible");
    await refused.getByText("This invitation cannot be used.").waitFor();
    expect(await refused.evaluate((text) => text === document.activeElement)).toBe(true);
    await code.fill(link);
    await page.getByRole("button", { name: "Use it", exact: true }).click();
    await page.getByText("You came by a friend’s invitation.").waitFor();
  });
});

test("narrow and in Chinese, everything is there and nothing is pushed sideways", async () => {
  const shop = await aShopOfFriends();
  for (const [locale, path, title] of [
    ["en", "/", "Birthday"],
    ["zh-CN", "/zh-cn", "生日"],
  ] as const) {
    await withPage({ device: "phone", locale }, async ({ page, expectAccessible, screenshot }) => {
      await page.setViewportSize({ width: 360, height: 740 });
      await shop.open(page, { path });
      await launcher(page).click();
      const birthday = section(page, title);
      await birthday.locator("summary").click();
      await birthday.locator("select").first().selectOption("2");
      await screenshot(`storefront-birthday-narrow-${locale}`);
      await page.setViewportSize({ width: 320, height: 640 });
      const pushed = await page.evaluate(() => {
        const panel = document.querySelector(".laurel-panel__rest");
        return panel && panel.scrollWidth - panel.clientWidth;
      });
      expect(pushed).toBe(0);
      await expectAccessible(".laurel-panel");
      await section(page, locale === "en" ? "Refer a friend" : "邀请好友").scrollIntoViewIfNeeded();
      await screenshot(`storefront-friends-narrow-${locale}`);
    });
  }
});
