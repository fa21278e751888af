import type { ShopDraft } from "#dev-shop/create-dev-shop.ts";
import type { DevShop } from "#dev-shop/dev-shop.ts";
import { readOnlineRetail } from "#dev-shop/import/online-retail.ts";
import type { Action } from "#dev-shop/sample/action.ts";

/** What happens in a shop, and when. */
export type Story = {
  shop: ShopDraft;
  optionalScopes: string[];
  /** Told in one pass, because it is long. */
  dense: boolean;
  /** Ends now, so that the shop's clock goes on from there. */
  live: boolean;
  /** From the moment the app is installed to the end. */
  span(devShop: DevShop): Promise<Span>;
  actions(devShop: DevShop): Promise<AsyncIterable<Action> | Iterable<Action>>;
};

export type Span = { startsAt: Date; endsAt: Date };

const HOUR_MS = 3_600_000;
const FAR_AHEAD = new Date("9999-01-01");

/** The story in these files, or our own sample where there are none. */
export function openStory(files: string[]): Story {
  return retailStory(files);
}

function retailStory(files: string[]): Story {
  return {
    shop: {
      myshopifyDomain: "laurel-retail.myshopify.com",
      name: "Online Retail",
      currency: "GBP",
      timezone: "Europe/London",
    },
    optionalScopes: ["read_all_orders"],
    dense: true,
    live: false,
    span: async () => {
      const first = await readOnlineRetail(files).actions.next();
      if (first.done) throw new Error("There is no invoice in these files.");
      return { startsAt: new Date(first.value.at.getTime() - HOUR_MS), endsAt: FAR_AHEAD };
    },
    actions: () => Promise.resolve(readOnlineRetail(files).actions),
  };
}
