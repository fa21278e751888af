import { expect, onTestFinished, test, vi } from "vitest";
import { ShopifyAccessLost } from "#app/shopify/errors.ts";
import { aLaurel, type Laurel } from "#test/support/laurel.ts";

const DAY_MS = 86_400_000;

/** Tokens live on the machine's clock, whatever the shop's says: that one is moved. */
function daysPass(days: number): void {
  vi.setSystemTime(Date.now() + days * DAY_MS);
}

async function shopName({ context, ctx }: Laurel): Promise<string> {
  return (await (await context.gatewayOf(ctx.shopId)).getShop()).name;
}

test("a shop that nobody opens for a year keeps its tokens, by the weekly job alone", async () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  onTestFinished(() => void vi.useRealTimers());
  const laurel = await aLaurel();
  await laurel.settleDown();
  for (let weeks = 0; weeks < 52; weeks++) {
    daysPass(7);
    await laurel.worker.runNow("refresh-shops");
    await laurel.worker.idle();
  }
  expect(await shopName(laurel)).toBe("Dev Shop");
});

test("without it the refresh token is dead after 90 days", async () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  onTestFinished(() => void vi.useRealTimers());
  const laurel = await aLaurel();
  await laurel.settleDown();
  daysPass(91);
  await expect(shopName(laurel)).rejects.toThrow(ShopifyAccessLost);
});
