/** The handle of a running shop, given to every part of it and to tests. */
import type { Clock } from "#dev-shop/clock.ts";
import type { Commerce } from "#dev-shop/commerce/commerce.ts";
import type { Checkout } from "#dev-shop/commerce/discount-function.ts";
import type { Faults } from "#dev-shop/faults.ts";
import type { Shop } from "#dev-shop/model.ts";
import type { Store } from "#dev-shop/store/store.ts";
import type { Webhooks } from "#dev-shop/webhooks/webhooks.ts";

export type DevShop = {
  /** As of the last change of the shop's settings. */
  shop: Shop;
  clock: Clock;
  store: Store;
  commerce: Commerce;
  webhooks: Webhooks;
  app: App;
  faults: Faults;
  /** The app's discount functions, by handle; none when missing. */
  functions?: Checkout["functions"] | undefined;
  /** Where the dev shop listens, without a slash at the end; set when the server has started. */
  url: string;
};

/** The app the shop can install. `toml` is the parsed `shopify.app.toml`. */
export type App = {
  id: number;
  handle: string;
  clientId: string;
  clientSecret: string;
  /** Where the app answers. */
  url: string;
  toml: Record<string, unknown>;
  /** Where the admin frames the app: the address of the app tunnel. `url` when missing. */
  frameUrl?: string;
  /** The folder with the app's extensions, when it has some. */
  extensionsFolder?: string;
};
