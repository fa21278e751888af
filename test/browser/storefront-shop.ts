import path from "node:path";
import type { Page } from "playwright-core";
import type { ProgramDocument } from "#app/domain/program/document.ts";
import { starterProgram } from "#app/domain/program/starter.ts";
import { activateBlock } from "#dev-shop/storefront/activations.ts";
import { aBuyer, aLaurel, aProduct, type Laurel } from "#test/support/laurel.ts";
import { publishStarter } from "#test/support/loyalty.ts";

type Settings = NonNullable<Parameters<typeof activateBlock>[1]["settings"]>;

/** A storefront with the panel switched on, and a member with 350 points, halfway to gold. */
export type StorefrontShop = {
  laurel: Laurel;
  customerId: number;
  url: string;
  /** Opens the home page, signed in unless as a visitor. */
  open(page: Page, options?: { visitor?: boolean; path?: string }): Promise<void>;
  /** Changes how the merchant set the panel up. */
  set(settings: Settings): Promise<void>;
  /** Codes of discounts in the shop, whoever made them. */
  codes(): Promise<string[]>;
};

const [cheapest] = starterProgram.rewards;
const program: ProgramDocument = {
  ...starterProgram,
  rewards: [
    ...starterProgram.rewards,
    ...(cheapest
      ? [
          {
            ...cheapest,
            id: "twenty-off",
            name: { en: "20 off your order", "zh-CN": "立减 20 元" },
            gives: { kind: "amount-off" as const, amount: "20" },
            costPoints: 500,
          },
        ]
      : []),
  ],
};

export async function aStorefrontShop(): Promise<StorefrontShop> {
  const laurel = await aLaurel();
  const { devShop } = laurel;
  devShop.app.extensionsFolder = path.resolve("extensions");
  const set = async (settings: Settings) => {
    const extension = "loyalty-theme";
    await activateBlock(devShop, {
      extension,
      block: "loyalty-launcher",
      template: null,
      settings,
    });
    await activateBlock(devShop, {
      extension,
      block: "loyalty-balance",
      template: "index",
      settings: {},
    });
  };
  await set({});
  await laurel.settleDown();
  await publishStarter(laurel, program);
  const { id: customerId } = await aBuyer(laurel);
  await buy(laurel, customerId);
  return {
    laurel,
    customerId,
    url: devShop.url,
    set,
    open: async (page, { visitor = false, path: to = "/" } = {}) => {
      const way = `/dev/sign-in?customer=${String(customerId)}&return_to=${to}`;
      await page.goto(`${devShop.url}${visitor ? to : way}`);
    },
    codes: async () => {
      const { items } = await devShop.store.list("discount", { limit: 50 });
      return items.flatMap(({ codes }) => codes.map(({ code }) => code));
    },
  };
}

/** 300 points, and with silver a gift of 50. */
async function buy(laurel: Laurel, customerId: number): Promise<void> {
  const variantId = await aProduct(laurel, 30_000);
  const placed = await laurel.devShop.commerce.placeOrder({
    lines: [{ variantId, quantity: 1 }],
    customerId,
    payment: "paid",
  });
  if (!placed.ok) throw new Error(placed.reason);
  await laurel.settleDown();
}

/** What the page asked of the app, and by script of anybody. */
export function watchRequests(page: Page): string[] {
  const asked: string[] = [];
  page.on("request", (request) => {
    const isScripts = ["fetch", "xhr", "eventsource", "websocket"].includes(request.resourceType());
    if (isScripts || request.url().includes("/apps/")) asked.push(new URL(request.url()).pathname);
  });
  return asked;
}

/** The extension's scripts that the page has loaded, by name. */
export function watchScripts(page: Page): string[] {
  const loaded: string[] = [];
  page.on("request", (request) => {
    const { pathname } = new URL(request.url());
    if (/^\/extensions\/.*\.js$/.test(pathname)) loaded.push(pathname.split("/").at(-1) ?? "");
  });
  return loaded;
}
