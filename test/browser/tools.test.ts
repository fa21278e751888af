import { expect, test } from "vitest";
import { withPage } from "#test/support/browser.ts";

test("the browser of the tests renders a page and looks at it", async () => {
  await withPage({ device: "phone" }, async ({ page, screenshot, expectAccessible }) => {
    await page.setContent(
      "<!doctype html><html lang=en><title>Hello</title><main><h1>Hello 你好</h1></main>",
    );
    expect(await page.getByRole("heading").innerText()).toContain("Hello");
    await expectAccessible();
    await screenshot("tools");
  });
});

test("a complaint on the browser's console fails the test", async () => {
  const visit = withPage({}, ({ page }) => page.evaluate(() => console.error("no such luck")));
  await expect(visit).rejects.toThrow("no such luck");
});
