import { expect, test } from "vitest";
import { previewPage } from "#app/queries/preview-page.ts";
import { aShop, plainStarter } from "#test/support/shop.ts";

test("a sample is judged on the day that is chosen, and says what was bought", async () => {
  const shop = await aShop({ timeZone: "America/New_York" });
  const twice = {
    id: "wednesday",
    name: { en: "Wednesday" },
    gives: { kind: "multiplier" as const, factor: "2" },
    when: { kind: "weekday" as const, in: ["wed" as const] },
  };
  const { earning } = plainStarter;
  await shop.publish({ ...plainStarter, earning: { ...earning, rules: [twice] } });
  const on = async (day: string | null) => {
    const wish = { orderId: null, amount: "80", tierId: null, day };
    return (await previewPage(shop.ctx, wish)).inForce;
  };
  // The clock stands on a Monday.
  expect((await on(null))?.points).toBe(80);
  expect((await on("2026-11-25"))?.points).toBe(160);
  expect((await on("2026-11-26"))?.points).toBe(80);
  const steps = (await on(null))?.steps;
  expect([steps?.en.join(), steps?.["zh-CN"].join()]).toEqual([
    expect.stringContaining("A product"),
    expect.stringContaining("一件商品"),
  ]);
});
