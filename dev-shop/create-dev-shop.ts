/** A shop without its server: the state, the operations, the webhooks. */
import { timestamp } from "#dev-shop/clock.ts";
import type { Clock } from "#dev-shop/clock.ts";
import { createCommerce } from "#dev-shop/commerce/create-commerce.ts";
import { loadFunctions } from "#dev-shop/commerce/load-functions.ts";
import type { App, DevShop } from "#dev-shop/dev-shop.ts";
import { createFaults } from "#dev-shop/faults.ts";
import type { Shop } from "#dev-shop/model.ts";
import { createStore } from "#dev-shop/store/store.ts";
import type { Store } from "#dev-shop/store/store.ts";
import { createWebhooks } from "#dev-shop/webhooks/create-webhooks.ts";

/** A shop to be; what is left out is as in a small British shop. */
export type ShopDraft = Partial<Shop> & Pick<Shop, "myshopifyDomain">;

export type DevShopOptions = {
  /** A database of the shop's own; its tables are made. */
  databaseUrl: string;
  shop: ShopDraft;
  app: App;
  clock: Clock;
  /** Of everything left to chance: which webhooks come twice, and in which order. */
  seed?: number;
};

/** Goes on with the shop that the database holds, or opens it. */
export async function createDevShop({
  databaseUrl,
  shop,
  app,
  clock,
  seed = 1,
}: DevShopOptions): Promise<DevShop> {
  const store = await createStore(databaseUrl);
  const functions = await loadFunctions(app.extensionsFolder);
  const faults = createFaults();
  const webhooks = createWebhooks({
    store,
    clock,
    signing: () => ({
      appUrl: app.url,
      clientSecret: app.clientSecret,
      shopDomain: devShop.shop.myshopifyDomain,
    }),
  });
  webhooks.set({ seed });
  const opened = await openShop(store, { shop, clock });
  const commerce = createCommerce({
    ...{ store, clock, app, functions },
    shop: () => devShop.shop,
    saveShop: (saved) => {
      devShop.shop = saved;
    },
    emit: webhooks.emit,
  });
  const parts = { store, commerce, webhooks, faults, functions };
  const devShop: DevShop = { shop: opened, clock, app, ...parts, url: "" };
  return devShop;
}

async function openShop(
  store: Store,
  { shop, clock }: { shop: ShopDraft; clock: Clock },
): Promise<Shop> {
  const earlier = await store.findByKey("shop", shop.myshopifyDomain);
  if (earlier) return earlier;
  if ((await store.count("shop", {})) > 0) {
    throw new Error("This database holds another shop: each dev shop has one of its own");
  }
  const stamp = timestamp(clock.now());
  const opened = { ...ordinaryShop, createdAt: stamp, updatedAt: stamp, ...shop };
  await store.put("shop", opened);
  return opened;
}

const ordinaryShop: Omit<Shop, "createdAt" | "updatedAt" | "myshopifyDomain"> = {
  id: 61_200_000_001,
  name: "Dev Shop",
  email: "owner@example.com",
  currency: "GBP",
  presentmentRates: { EUR: "1.17", USD: "1.31", JPY: "196.5" },
  timezone: "Europe/London",
  locale: "en",
  locales: ["en", "zh-CN"],
  countryCode: "GB",
  taxesIncluded: true,
  taxRates: { GB: "0.2", "*": "0" },
  taxTitle: "VAT",
  taxShipping: true,
  shippingRates: [
    { code: "standard", title: "Standard", price: 395 },
    { code: "express", title: "Express", price: 895 },
  ],
  planName: "Basic",
};
