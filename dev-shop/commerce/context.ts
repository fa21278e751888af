/** What every operation of the shop works with. */
import type { Clock } from "#dev-shop/clock.ts";
import { timestamp } from "#dev-shop/clock.ts";
import type { Checkout } from "#dev-shop/commerce/discount-function.ts";
import type { App } from "#dev-shop/dev-shop.ts";
import type { Shop } from "#dev-shop/model.ts";
import type { StoreAccess } from "#dev-shop/store/access.ts";
import type { Store } from "#dev-shop/store/store.ts";
import type { WebhookEvent } from "#dev-shop/webhooks/webhooks.ts";

export type CommerceContext = {
  store: Store;
  clock: Clock;
  app: App;
  /** The app's discount functions, by handle; none when missing. */
  functions?: Checkout["functions"] | undefined;
  /** The shop as last saved; `saveShop` keeps it. */
  shop: () => Shop;
  saveShop: (shop: Shop) => void;
  emit: (tx: StoreAccess, events: WebhookEvent[]) => Promise<void>;
};

/** The time of an operation: as given, or the shop's now. */
export function timeOf(ctx: CommerceContext, at: Date | undefined): { at: Date; stamp: string } {
  const time = at ?? ctx.clock.now();
  return { at: time, stamp: timestamp(time) };
}
